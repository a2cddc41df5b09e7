// Block Kit's blocks as nodes, on messages, dialogs and the home alike.

import { h, patch, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { plain, textOf } from "./mrkdwn.js";
import { richText, table } from "./richtext.js";
import { control, GROUPS, pressable } from "./elements.js";
import { Field } from "./field.js";
import { picture } from "./pictures.js";

const BUILDERS = {
  section,
  header: (block, { container }) =>
    h(container.type === "view" ? "h3" : "h2", { class: "block-header" }, textOf(block.text)),
  divider: () => h("hr"),
  context,
  actions,
  image,
  input,
  rich_text: (block) => h("div", { class: "prose" }, richText(block)),
  markdown: (block) => h("div", { class: "prose" }, markdown(block.text)),
  table: (block) => table(block),
};

/** Draws `blocks` into `parent`; blocks that did not change are left alone, with whatever is half typed in them. */
export function drawBlocks(parent, blocks, surface) {
  pressable(parent);
  patch(
    parent,
    blocks.map((block, place) => ({
      key: `${surface.key} ${block.block_id ?? place}`,
      data: block,
      build: () => drawn(block, surface),
    })),
  );
}

function drawn(block, surface) {
  const builder = BUILDERS[block.type];
  const inside = builder
    ? builder(block, surface)
    : h("p", { class: "unknown" }, `The sandbox cannot show a “${block.type}” block.`);
  return h("div", { class: `block block-${block.type}`, "data-block": block.block_id ?? null }, inside);
}

function section(block, surface) {
  const id = uniqueId("section");
  const words = h(
    "div",
    { class: "section-words" },
    block.text && h("div", { class: "prose", id }, textOf(block.text)),
    block.fields &&
      h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", { class: "prose" }, textOf(field))),
      ),
  );
  if (!block.accessory) return words;
  const accessory =
    block.accessory.type === "image"
      ? picture(sourceOf(block.accessory), block.accessory.alt_text, { small: true })
      : control(new Field(surface, block, { element: block.accessory }), { id });
  return [words, h("div", { class: "accessory" }, accessory)];
}

function context(block) {
  return block.elements.map((element) =>
    element.type === "image"
      ? h("img", { src: sourceOf(element), alt: element.alt_text, class: "context-image" })
      : h("span", {}, textOf(element)),
  );
}

function actions(block, surface) {
  return block.elements.map((element) => {
    const name = plain(element.placeholder?.text) || element.type.replaceAll("_", " ");
    return control(new Field(surface, block, { element }), { text: name });
  });
}

function image(block) {
  const title = block.title && plain(block.title.text);
  return h("figure", {}, title && h("figcaption", {}, title), picture(sourceOf(block), block.alt_text, { title }));
}

const sourceOf = ({ image_url: url, slack_file: file }) => url ?? file?.url ?? `/files/${file?.id}/`;

function input(block, surface) {
  const field = new Field(surface, block, { element: block.element, asks: true });
  const group = GROUPS.has(block.element.type);
  const words = [plain(block.label.text), block.optional && h("span", { class: "optional" }, " (optional)")];
  const label = group
    ? h("div", { class: "label", id: `${field.id}-label` }, words)
    : h("label", { class: "label", id: `${field.id}-label`, for: field.id }, words);
  const node = control(field, { id: label.id, own: !group });
  const target = node.id === field.id ? node : (node.querySelector(`#${field.id}`) ?? node);
  const hint = block.hint && h("p", { class: "hint", id: `${field.id}-hint` }, plain(block.hint.text));
  const error = h("p", { class: "error", id: `${field.id}-error`, hidden: true });
  describe(target, hint?.id);
  if (!block.optional && !group) target.setAttribute("aria-required", "true");
  return [label, node, hint, error];
}

function describe(target, id) {
  if (!id) return;
  target.setAttribute("aria-describedby", [target.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
}

/** Shows (or takes away) the complaints about inputs, under each and tied to it; gives the first control concerned. */
export function showErrors(parent, errors) {
  let first = null;
  for (const node of parent.querySelectorAll(".block-input")) {
    const complaint = errors[node.dataset.block];
    const place = node.querySelector(":scope > .error");
    const target = document.getElementById(place.id.replace(/-error$/, ""));
    place.hidden = !complaint;
    place.replaceChildren(...(complaint ? [icon("alert"), complaint] : []));
    const others = (target.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== place.id);
    target.setAttribute("aria-describedby", [...(complaint ? [place.id] : []), ...others].join(" "));
    if (complaint) target.setAttribute("aria-invalid", "true");
    else target.removeAttribute("aria-invalid");
    if (complaint) first ??= target;
  }
  return first?.matches("[role=group],[role=radiogroup]") ? first.querySelector("input") : first;
}
