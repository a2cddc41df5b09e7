// Who one is: avatars with initials, and the switch between the people one can act as.

import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { me, state, timeFor } from "./state.js";

/** A round picture of a person's initials; names stand beside it, so screen readers skip it. */
export function avatar({ initials, colour, name, bot }) {
  const node = h(
    "span",
    { class: bot ? "avatar bot" : "avatar", "aria-hidden": "true" },
    initials || (name ?? "?").slice(0, 1),
  );
  if (colour) {
    node.style.backgroundColor = colour;
    node.style.color = readable(colour);
  }
  return node;
}

/** Ink or white, whichever reads better on `colour` (WCAG relative luminance). */
export function readable(colour) {
  const parts = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!parts) return "#fff";
  const [red, green, blue] = parts.slice(1).map((hex) => {
    const share = parseInt(hex, 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#10201f" : "#fff";
}

/** The address of this page for another person: four windows can be four people. */
export function addressAs(name, channel) {
  const query = new URLSearchParams({ as: name, ...(channel ? { channel } : {}) });
  return `?${query}`;
}

/** The button 'You are: Ana', with all others to choose from. */
export function drawSwitch(place, choose) {
  patch(place, [{ key: "switch", data: me(), build: () => switchOf(me(), choose) }]);
}

function switchOf(own, choose) {
  const marks = { type: "button", class: "person-switch", "aria-haspopup": "menu", "aria-expanded": "false" };
  return h(
    "button",
    { ...marks, "data-focus": "switch", onclick: (event) => open(event.currentTarget, choose) },
    h("span", { class: "you-are" }, "You are:"),
    own && avatar(own),
    h("strong", {}, own?.name ?? "nobody"),
    icon("down"),
  );
}

/** The language that a person has set in Slack: "German". */
function languageOf({ locale }) {
  const [language] = (locale ?? "").split("-");
  return language && new Intl.DisplayNames(["en"], { type: "language" }).of(language);
}

/** "Mon 16:05, New York" */
function timeOf(one) {
  const city = (one.tz ?? "").split("/").at(-1).replaceAll("_", " ");
  return city && `${timeFor(one, { weekday: "short", hour: "2-digit", minute: "2-digit" })}, ${city}`;
}

function open(button, choose) {
  const here = new URLSearchParams(location.search).get("channel");
  const elsewhere = ({ name }) => ({ name: `Open a window as ${name}`, node: icon("window"), href: addressAs(name, here) });
  const people = state.people.map((one) => ({
    label: one.name,
    hint: [one.real_name !== one.name && one.real_name, languageOf(one), timeOf(one)].filter(Boolean).join(" · "),
    node: avatar(one),
    checked: one.id === state.me,
    act: () => choose(one.id),
    beside: one.id !== state.me && elsewhere(one),
  }));
  openMenu(button, { label: "Who you are", items: people });
}
