// What could come next while one types: commands and their words, people, channels.

import { h, uniqueId } from "./dom.js";
import { announce } from "./notices.js";
import { avatar } from "./people.js";
import { rooms, state } from "./state.js";

const MOST = 40;
const OWN_COMMANDS = [
  { command: "/invite", usage_hint: "@name: bring someone into this channel", words: [] },
  { command: "/remove", usage_hint: "@name: take someone out of this channel", words: [] },
];

/** Suggestions for `text` up to the caret: {from, items: [{insert, label, hint, node?}]}, or null when there are none. */
export function suggestions(text) {
  const found = commands(text) ?? words(text) ?? names(text);
  return found?.items.length ? { ...found, items: found.items.slice(0, MOST).map(spoken) } : null;
}

/** A hint is shown as text, so the marks of code around a word in it would stand there as they are. */
function spoken(item) {
  return { ...item, hint: item.hint?.replaceAll("`", "") };
}

/** What is typed in full comes before what only begins with it. */
function exactFirst(items, typed, named) {
  const off = (item) => Number(named(item).toLowerCase() !== typed);
  return items.toSorted((one, other) => off(one) - off(other));
}

function commands(text) {
  if (!/^\/\S*$/.test(text)) return null;
  const all = [...state.commands, ...OWN_COMMANDS].filter((one) => one.command.startsWith(text.toLowerCase()));
  const sorted = exactFirst(all, text.toLowerCase(), (one) => one.command);
  const items = sorted.map((one) => ({ insert: `${one.command} `, label: one.command, hint: one.usage_hint }));
  const exact = all.length === 1 && all[0].command === text.toLowerCase();
  return exact ? words(`${text} `) : { from: 0, items };
}

function words(text) {
  const [, name, typed] = /^(\/\S+)\s+(\S*)$/.exec(text) ?? [];
  const command = state.commands.find((one) => one.command === name?.toLowerCase());
  if (!command) return null;
  const part = typed.toLowerCase();
  const fits = (command.words ?? []).filter(({ word }) => word.toLowerCase().startsWith(part));
  const sorted = exactFirst(fits, part, ({ word }) => word);
  const items = sorted.map(({ word, hint }) => ({ insert: `${name} ${word} `, label: `${name} ${word}`, hint }));
  return { from: 0, items, optional: true };
}

function names(text) {
  const [all, , sign, typed] = /(^|\s)([@#])([\p{L}\p{N}_-]*)$/u.exec(text) ?? [];
  if (!all) return null;
  const people = [...state.people, { ...state.bot, initials: "", bot: true }];
  const pool =
    sign === "@"
      ? people.map((one) => ({ label: `@${one.name}`, hint: one.real_name, node: avatar(one) }))
      : rooms().map((one) => ({ label: `#${one.name}` }));
  const fits = pool.filter(({ label }) => label.toLowerCase().startsWith(`${sign}${typed}`.toLowerCase()));
  return { from: text.length - typed.length - 1, items: fits.map((one) => ({ ...one, insert: `${one.label} ` })) };
}

/**
 * The list of suggestions above a text field; arrow keys walk it, Tab or Enter takes one, Esc puts it away. Behind a
 * command nothing is marked before one walks there: as in Slack, Enter sends what was typed, a short form as well.
 */
export class Completion {
  constructor(field) {
    this.field = field;
    this.list = h("ul", {
      class: "completion",
      role: "listbox",
      id: uniqueId("completion"),
      "aria-label": "Suggestions",
      hidden: true,
    });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.close());
  }

  look() {
    const { value, selectionStart } = this.field;
    const found = selectionStart === value.length ? suggestions(value) : null;
    if (!found) return this.close();
    if (this.list.hidden) announce(`${found.items.length} suggestions, choose with the arrow keys`);
    this.found = found;
    this.list.replaceChildren(...found.items.map((item, place) => this.row(item, place)));
    this.list.hidden = false;
    return this.mark(found.optional ? -1 : 0);
  }

  row({ label, hint, node }, place) {
    const take = (event) => {
      event.preventDefault(); // the field keeps the focus
      this.take(place);
    };
    return h(
      "li",
      { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false", onmousedown: take },
      node,
      h("span", { class: "word" }, label),
      h("small", {}, hint),
    );
  }

  mark(place) {
    this.place = place;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", at === place));
    const row = this.list.children[place];
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  /** Deals with a key; true when the list took it, so that nobody else should. */
  key(event) {
    if (this.list.hidden) return false;
    const last = this.found.items.length - 1;
    if (event.key === "ArrowDown") this.mark(this.place >= last ? 0 : this.place + 1);
    else if (event.key === "ArrowUp") this.mark(this.place <= 0 ? last : this.place - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" && !event.shiftKey) this.take(Math.max(0, this.place));
    else if (event.key === "Enter" && !event.shiftKey && this.adds()) this.take(this.place);
    else return false;
    event.preventDefault();
    return true;
  }

  /** Whether taking the marked row would change more than a blank at the end: if not, Enter means send. */
  adds() {
    const row = this.found.items[this.place];
    return (
      Boolean(row) && this.field.value.slice(this.found.from).trim().toLowerCase() !== row.insert.trim().toLowerCase()
    );
  }

  take(place) {
    const { value } = this.field;
    this.field.value = value.slice(0, this.found.from) + this.found.items[place].insert;
    this.close();
    this.field.dispatchEvent(new Event("input"));
  }

  close() {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }
}
