// The workspace's day, and a menu that lets time pass: to see a reminder come, or a review, without waiting for it.

import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { notify } from "./notices.js";
import { act, me, state } from "./state.js";

const LEAPS = [
  ["An hour later", { hours: 1 }],
  ["Eight hours later", { hours: 8 }],
  ["The next working day", { days: 1 }, "at 10:05 on your clock, as those below"],
  ["A week later", { days: 7 }],
  ["A month later", { days: 30 }],
  ["Three months later", { days: 91 }],
];

/** The button with the day it is for the person one acts as; nothing where the bot keeps a time of its own. */
export function drawDay(place) {
  const day = told({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
  patch(place, state.may_leap ? [{ key: "day", data: day, build: () => button(day) }] : []);
}

const told = (as) =>
  new Intl.DateTimeFormat("en-GB", { ...as, timeZone: me()?.tz || undefined }).format((state.now ?? 0) * 1000);

const button = (day) =>
  h(
    "button",
    {
      ...{ type: "button", class: "day-switch", "aria-haspopup": "menu", "aria-expanded": "false" },
      ...{ "data-focus": "day", "aria-label": `Let time pass. Today: ${day}` },
      onclick: (event) => open(event.currentTarget),
    },
    icon("clock"),
    h("span", { class: "today" }, day),
    icon("down"),
  );

function open(place) {
  const items = LEAPS.map(([label, to, hint]) => ({
    label,
    hint,
    act: () => act("leap", to).catch((refusal) => notify(refusal.message)),
  }));
  openMenu(place, { label: "Let time pass", items });
}
