// The workspace's day, and a menu that lets time pass: to see a reminder come, or a review, without waiting for it.

import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { notify } from "./notices.js";
import { act, me, now, state, timeFor } from "./state.js";

const LEAPS = [
  ["An hour later", { hours: 1 }],
  ["Eight hours later", { hours: 8 }],
  ["The next working day", { days: 1 }, "on your clock; everybody else’s 10:05 comes on the way"],
  ["A week later", { days: 7 }],
  ["A month later", { days: 30 }],
  ["Three months later", { days: 91 }],
];
const MORNING = "10:05";
const DAY_MS = 86400000;
const SHORT = { weekday: "short", day: "numeric", month: "short" };

/** The button with the time it is for the person one acts as; nothing where the bot keeps a time of its own. */
export function drawDay(place) {
  const day = timeFor(me(), { ...SHORT, year: "numeric" });
  const told = `${day}, ${timeFor(me(), { timeStyle: "short" })}`;
  patch(place, state.may_leap ? [{ key: "day", data: told, build: () => button(told) }] : []);
}

const button = (told) =>
  h(
    "button",
    {
      ...{ type: "button", class: "day-switch", "aria-haspopup": "menu", "aria-expanded": "false" },
      ...{ "data-focus": "day", "aria-label": `Let time pass. Now: ${told}` },
      onclick: (event) => open(event.currentTarget),
    },
    icon("clock"),
    h("span", { class: "today" }, told),
    icon("down"),
  );

function open(place) {
  const items = LEAPS.map(([label, to, hint]) => ({
    label,
    hint: to.days && [arrival(to.days), hint].filter(Boolean).join(" "),
    act: () => act("leap", to).catch((refusal) => notify(refusal.message)),
  }));
  openMenu(place, { label: "Let time pass", items });
}

/** Which morning one comes to: no weekend, so it may be a day or two farther than it says. */
function arrival(days) {
  const day = me()?.days_on[days];
  const words = new Intl.DateTimeFormat("en-GB", { ...SHORT, timeZone: "UTC" }).format(new Date(day));
  const farther = days > 1 && Math.round((new Date(day) - new Date(today())) / DAY_MS) > days;
  return `${words}, ${MORNING}${farther ? ", after the weekend" : ""}`;
}

/** YYYY-MM-DD, as Swedes write it. */
const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: me()?.tz }).format(now());
