// A small menu that hangs on a button: arrow keys walk it, Esc closes it and gives the focus back.

import { h } from "./dom.js";

let pressedOn = null; // where the pointer last went down, until a menu opens
let closedByPress = null; // the button whose menu that very press has just closed
addEventListener("pointerdown", ({ target }) => ([pressedOn, closedByPress] = [target, null]), true);

/**
 * Opens a menu below (or above) `button`, where there is more room, and never over it. An item is {label, act?, href?, name?, node?, hint?, checked?, danger?, beside?}, and `beside` another one in the same row.
 */
export function openMenu(button, { label, items }) {
  const closing = closedByPress === button;
  pressedOn = closedByPress = null;
  if (closing) return;
  const rows = items.map((item) => row(item, () => menu.hidePopover()));
  const menu = h("div", { id: "menu", class: "menu", role: "menu", "aria-label": label, popover: "auto" }, rows);
  menu.addEventListener("keydown", walk);
  menu.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed" && button.contains(pressedOn)) closedByPress = button;
  });
  menu.addEventListener("toggle", (event) => event.newState === "closed" && closed(menu, button));
  (button.closest("dialog, main, aside, header") ?? document.body).append(menu);
  button.setAttribute("aria-expanded", "true");
  menu.showPopover();
  place(menu, button);
  (menu.querySelector("[aria-checked=true]") ?? menu.querySelector("[role^=menuitem]"))?.focus();
}

function row({ beside, ...item }, close) {
  if (!beside) return entry(item, close);
  return h("div", { class: "pair", role: "none" }, entry(item, close), entry(beside, close));
}

function entry(item, close) {
  const chosen = () => {
    close();
    item.act?.();
  };
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  const marks = { role, tabindex: -1, class: item.danger ? "danger" : null, onclick: chosen, "aria-label": item.name, title: item.name };
  if (item.checked !== undefined) marks["aria-checked"] = item.checked;
  const words = item.label && h("span", { class: "words" }, item.label, item.hint && h("small", {}, item.hint));
  const inside = [item.node, words];
  if (item.href) return h("a", { ...marks, href: item.href, target: "_blank" }, inside);
  return h("button", { ...marks, type: "button" }, inside);
}

function closed(menu, button) {
  const had = menu.contains(document.activeElement) || document.activeElement === document.body;
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  if (had && button.isConnected) button.focus();
}

function walk(event) {
  const rows = [...event.currentTarget.querySelectorAll("[role^=menuitem]")];
  const now = rows.indexOf(document.activeElement);
  const steps = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 };
  if (event.key === "Tab") event.currentTarget.hidePopover();
  if (!(event.key in steps)) return;
  event.preventDefault();
  rows.at(steps[event.key] % rows.length)?.focus();
}

function place(menu, button) {
  const anchor = button.getBoundingClientRect();
  const own = menu.getBoundingClientRect();
  const room = { below: innerHeight - anchor.bottom - 12, above: anchor.top - 12 };
  const below = own.height <= room.below || room.below >= room.above;
  const height = Math.min(own.height, below ? room.below : room.above);
  const top = below ? anchor.bottom + 4 : anchor.top - 4 - height;
  menu.style.maxHeight = `${height}px`;
  const left = Math.min(Math.max(8, anchor.right - own.width), innerWidth - own.width - 8);
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(8, anchor.left + own.width <= innerWidth - 8 ? anchor.left : left)}px`;
}
