// Ordinary Markdown, as the markdown block takes it, as nodes: headings, lists, quotes, code, tables, links.

import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";

const INLINE = new RegExp(
  [
    "\\\\([\\\\`*_~[\\]()#>|-])", // 1 escaped sign
    "`([^`\\n]+)`", // 2 code
    "(\\*\\*|__|~~|\\*|_)(?=\\S)(.{1,3000}?)(?<=\\S)\\3", // 3 mark, 4 what it marks
    "!?\\[([^\\]\\n]*)\\]\\(([^()\\s]+)\\)", // 5 label, 6 address
    ":([a-z0-9_+'-]+):", // 7 emoji
    "(https?:\\/\\/[^\\s<>]*[^\\s<>.,;:!?)\\]'\"*_~])", // 8 bare address
  ].join("|"),
  "gu",
);
const STYLES = { "**": "strong", __: "strong", "~~": "s", "*": "em", _: "em" };

/** `text` in Markdown as a fragment. */
export function markdown(text) {
  const fragment = document.createDocumentFragment();
  const rows = String(text ?? "").split("\n");
  while (rows.length) fragment.append(...block(rows));
  return fragment;
}

/** Takes the next block off `rows` and gives its nodes. */
function block(rows) {
  const row = rows[0];
  if (!row.trim()) return dropped(rows, []);
  if (/^\s*```/.test(row)) return [fenced(rows)];
  if (/^#{1,6}\s/.test(row)) return [heading(rows.shift())];
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(row)) return dropped(rows, [h("hr")]);
  if (/^\s*>/.test(row)) return [quote(rows)];
  if (LIST.test(row)) return [list(rows)];
  if (row.includes("|") && /^\s*\|?\s*:?-+/.test(rows[1] ?? "")) return [table(rows)];
  return [h("p", {}, paragraph(rows))];
}

const LIST = /^\s*([-*+]|\d{1,9}[.)])\s+/;
const OTHER = /^(\s*```|#{1,6}\s|\s*>|\s*([-*+]|\d{1,9}[.)])\s+|\s*$)/;

function dropped(rows, instead) {
  rows.shift();
  return instead;
}

function taken(rows, fits) {
  const found = [];
  while (rows.length && fits(rows[0])) found.push(rows.shift());
  return found;
}

function fenced(rows) {
  rows.shift();
  const code = taken(rows, (row) => !/^\s*```/.test(row));
  rows.shift();
  return h("pre", {}, h("code", {}, code.join("\n")));
}

function heading(row) {
  const [, signs, words] = row.match(/^(#+)\s+(.*?)\s*#*$/) ?? [null, "#", row];
  return h(`h${Math.min(6, signs.length + 2)}`, {}, inline(words));
}

function quote(rows) {
  const inside = taken(rows, (row) => /^\s*>/.test(row)).map((row) => row.replace(/^\s*> ?/, ""));
  return h("blockquote", {}, markdown(inside.join("\n")));
}

function list(rows) {
  const ordered = /^\s*\d/.test(rows[0]);
  const items = taken(rows, (row) => LIST.test(row)).map((row) => {
    const level = Math.min(3, Math.floor(row.match(/^\s*/)[0].length / 2));
    return h("li", { "data-level": level || null }, inline(row.replace(LIST, "")));
  });
  return h(ordered ? "ol" : "ul", {}, items);
}

function table(rows) {
  const cells = (row) =>
    row
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim());
  const [head, , ...body] = taken(rows, (row) => row.includes("|")).map(cells);
  const line = (tag) => (row) =>
    h(
      "tr",
      {},
      row.map((cell) => h(tag, tag === "th" ? { scope: "col" } : {}, inline(cell))),
    );
  return h(
    "div",
    { class: "table", tabindex: 0, role: "group", "aria-label": "Table" },
    h("table", {}, h("thead", {}, line("th")(head)), h("tbody", {}, body.map(line("td")))),
  );
}

function paragraph(rows) {
  const first = rows.shift();
  const all = [first, ...taken(rows, (row) => !OTHER.test(row))];
  return all.flatMap((row, place) => [place ? h("br") : null, ...inline(row)]);
}

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(from, match.index), token(match));
    from = match.index + match[0].length;
  }
  return [...nodes, text.slice(from)];
}

function token([all, escaped, code, mark, marked, label, target, shortcode, address]) {
  if (escaped) return escaped;
  if (code) return h("code", {}, code);
  if (mark) return h(STYLES[mark], {}, inline(marked));
  if (target) return link(target, label || target);
  if (address) return link(address);
  return (shortcode && emoji(shortcode)) ?? all;
}
