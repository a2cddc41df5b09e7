// Slack's own markup as nodes: *bold*, _italic_, ~struck~, `code`, ```blocks```, > quotes, lists, <links|label>, mentions.

import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { channel, nameOf, state, me } from "./state.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const decoded = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

const INLINE = new RegExp(
  [
    "<([^<>\\n]+)>", // 1 link, mention or date
    "`([^`\\n]+)`", // 2 code
    "(?<![\\p{L}\\p{N}*_~])([*_~])(?=\\S)(.{1,3000}?)(?<=\\S)\\3(?![\\p{L}\\p{N}])", // 3 mark, 4 what it marks
    ":([a-z0-9_+'-]+):", // 5 emoji
    "(https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)\\]'\"*_~])", // 6 bare address
  ].join("|"),
  "gu",
);
const STYLES = { "*": "strong", _: "em", "~": "s" };

/** `text` in Slack's markup as a fragment. */
export function mrkdwn(text) {
  const fragment = document.createDocumentFragment();
  String(text ?? "")
    .split(/```([\s\S]*?)```/)
    .forEach((part, place) => {
      if (place % 2) fragment.append(h("pre", {}, h("code", {}, decoded(part.replace(/^\n|\n$/g, "")))));
      else if (part) fragment.append(...lines(place ? part.replace(/^\n/, "") : part));
    });
  return fragment;
}

/** The text of a text object: `mrkdwn` or `plain_text`. */
export function textOf(object) {
  if (!object) return "";
  if (typeof object === "string") return object;
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text, object.emoji !== false);
}

/** Plain text, with shortcodes as emoji. */
export function plain(text, withEmoji = true) {
  const shown = String(text ?? "");
  return withEmoji ? shown.replace(/:([a-z0-9_+'-]+):/g, (all, code) => emoji(code) ?? all) : shown;
}

/** What a screen reader or a notification says of `text`: the markup's words without its signs, line by line. */
export function spoken(text) {
  const box = h("span", {}, mrkdwn(text));
  for (const node of box.querySelectorAll("br")) node.replaceWith("\n");
  for (const node of box.querySelectorAll("ul, li, blockquote, pre")) node.after("\n"), node.before("\n");
  return box.textContent.replace(/\n{2,}/g, "\n").trim();
}

function lines(text) {
  const nodes = [];
  for (const { kind, rows } of groups(text.split("\n"))) {
    if (kind === "quote")
      nodes.push(h("blockquote", {}, joined(rows.map((row) => row.replace(/^(&gt;|>){1,3} ?/, "")))));
    else if (kind === "list") nodes.push(h("ul", { class: "as-typed", role: "list" }, rows.map(item)));
    else nodes.push(...joined(rows));
  }
  return nodes;
}

function groups(rows) {
  const found = [];
  let rest = false;
  for (const row of rows) {
    rest ||= /^(&gt;|>){3}/.test(row);
    const kind = rest || /^(&gt;|>)/.test(row) ? "quote" : /^\s*([•◦▪‣-]|\d{1,3}\.)\s+\S/.test(row) ? "list" : "text";
    const last = found.at(-1);
    if (last?.kind === kind) last.rows.push(row);
    else found.push({ kind, rows: [row] });
  }
  return found;
}

const joined = (rows) => rows.flatMap((row, place) => [place ? h("br") : null, ...inline(row)]).filter(Boolean);

function item(row) {
  const [, indent, mark, words] = row.match(/^(\s*)(\S+)\s+(.*)$/);
  const level = Math.min(3, Math.floor(indent.length / 2));
  return h("li", { "data-level": level || null }, h("span", { class: "mark" }, `${mark} `), h("span", {}, inline(words)));
}

/** One line of markup as nodes. */
export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(decoded(text.slice(from, match.index)), token(match));
    from = match.index + match[0].length;
  }
  nodes.push(decoded(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function token([all, angle, code, mark, marked, shortcode, address]) {
  if (angle) return reference(angle);
  if (code) return h("code", {}, decoded(code));
  if (mark) return h(STYLES[mark], {}, inline(marked));
  if (address) return link(decoded(address));
  return (shortcode && emoji(shortcode)) ?? all;
}

function reference(inside) {
  const [target, ...rest] = inside.split("|");
  const label = rest.length ? decoded(rest.join("|")) : null;
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#"))
    return h("span", { class: "mention" }, `#${channel(target.slice(1))?.name ?? label ?? target.slice(1)}`);
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!"))
    return h("span", { class: "mention broadcast" }, label ?? `@${target.slice(1).split("^")[0]}`);
  if (/^(https?:|mailto:|tel:)/i.test(target))
    return link(decoded(target), label === null ? decoded(target) : plain(label));
  return `<${decoded(inside)}>`;
}

/** A person's name as others see it in a text; one's own stands out. */
export function mention(id, label = null) {
  const known = nameOf(id);
  return h("span", { class: id === state.me ? "mention own" : "mention" }, `@${known === id ? (label ?? id) : known}`);
}

const DATES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

function date(target, label) {
  const [, seconds, format, address] = target.split("^");
  const when = new Date(Number(seconds) * 1000);
  if (Number.isNaN(when.getTime()) || !format) return label ?? "";
  const words = format.replace(/\{(\w+?)(_pretty)?\}/g, (all, name) => formatted(when, name) ?? all);
  const time = h("time", { datetime: when.toISOString() }, words);
  return address ? link(address, time) : time;
}

/** `when` as one of Slack's date formats, in the hour of the person one acts as. */
export function formatted(when, name) {
  return (
    DATES[name] && new Intl.DateTimeFormat("en-GB", { ...DATES[name], timeZone: me()?.tz || undefined }).format(when)
  );
}
