// Slack's rich_text block as nodes, and the table block whose cells may be rich text.

import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { formatted, mention } from "./mrkdwn.js";
import { channel } from "./state.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

/** The parts of a rich_text block. */
export function richText(block) {
  return (block.elements ?? []).map(part);
}

function part(element) {
  if (element.type === "rich_text_list") return list(element);
  if (element.type === "rich_text_quote") return h("blockquote", {}, pieces(element));
  if (element.type === "rich_text_preformatted") return h("pre", {}, h("code", {}, pieces(element)));
  return h("p", { class: "rich" }, pieces(element));
}

function list(element) {
  const items = element.elements.map((one) => h("li", {}, pieces(one)));
  const tag = element.style === "ordered" ? "ol" : "ul";
  return h(tag, { "data-level": element.indent || null, start: element.offset ? element.offset + 1 : null }, items);
}

const pieces = (element) => (element.elements ?? []).map(piece);

function piece(element) {
  const styles = Object.keys(STYLES).filter((style) => element.style?.[style]);
  return styles.reduce((inner, style) => h(STYLES[style], {}, inner), bare(element));
}

function bare(element) {
  switch (element.type) {
    case "link":
      return link(element.url, element.text || element.url);
    case "user":
      return mention(element.user_id);
    case "channel":
      return h("span", { class: "mention" }, `#${channel(element.channel_id)?.name ?? element.channel_id}`);
    case "broadcast":
      return h("span", { class: "mention broadcast" }, `@${element.range}`);
    case "emoji":
      return emoji(element.name) ?? `:${element.name}:`;
    case "date":
      return dated(element);
    case "color":
      return element.value;
    default:
      return element.text ?? "";
  }
}

function dated(element) {
  const when = new Date(element.timestamp * 1000);
  return (element.format ?? "{date_short}").replace(
    /\{(\w+?)(_pretty)?\}/g,
    (all, name) => formatted(when, name) ?? all,
  );
}

/** The table block: its first row is the head; the settings of a column say how its cells stand. */
export function table(block) {
  const [head, ...body] = block.rows;
  const settings = block.column_settings ?? [];
  const line = (tag) => (row) =>
    h(
      "tr",
      {},
      row.map((cell, place) =>
        h(tag, look(settings[place], tag), cell.type === "rich_text" ? richText(cell) : cell.text),
      ),
    );
  return h(
    "div",
    { class: "table", tabindex: 0, role: "group", "aria-label": "Table" },
    h("table", {}, h("thead", {}, line("th")(head)), h("tbody", {}, body.map(line("td")))),
  );
}

function look(setting, tag) {
  return {
    scope: tag === "th" ? "col" : null,
    class:
      [setting?.align && `align-${setting.align}`, setting?.is_wrapped && "wrapped"].filter(Boolean).join(" ") || null,
  };
}
