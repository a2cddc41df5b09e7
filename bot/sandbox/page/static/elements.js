// Block Kit's elements as real form controls: which builder draws which type; buttons and the overflow menu themselves.

import { h, link } from "./dom.js";
import { icon } from "./icons.js";
import { textOf, plain } from "./mrkdwn.js";
import { agreed } from "./confirm.js";
import { openMenu } from "./menu.js";
import { boxes, many, one, radios } from "./choices.js";
import { dateTime, day, files, hour, number, text } from "./typing.js";

const BUILDERS = {
  button,
  overflow,
  static_select: one,
  users_select: one,
  channels_select: one,
  conversations_select: one,
  multi_static_select: many,
  multi_users_select: many,
  multi_channels_select: many,
  multi_conversations_select: many,
  radio_buttons: radios,
  checkboxes: boxes,
  datepicker: day,
  timepicker: hour,
  datetimepicker: dateTime,
  plain_text_input: text,
  rich_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: number,
  file_input: files,
};

const BUSY = ["aria-busy", "aria-disabled"];

/** Types that are several controls under one name, so that their label cannot point at a single one. */
export const GROUPS = new Set(Object.keys(BUILDERS).filter((type) => [many, radios, boxes].includes(BUILDERS[type])));

/** The control for a field; `label` says which element names it (its id) or, without one, how it is called. */
export function control(field, label) {
  const builder = BUILDERS[field.element.type];
  if (!builder) return h("p", { class: "unknown" }, `The sandbox cannot show “${field.element.type}”.`);
  return builder(field, label);
}

function button(field) {
  const { element } = field;
  const marks = {
    ...field.marks,
    class: ["button", element.style].filter(Boolean).join(" "),
    "aria-label": element.accessibility_label,
    onclick: (event) => pressed(event.currentTarget, field),
  };
  const words = plain(element.text.text, element.text.emoji !== false);
  if (!element.url) return h("button", { ...marks, type: "button" }, words);
  const anchor = link(element.url, words, icon("window"));
  anchor.className = marks.class;
  anchor.addEventListener("click", marks.onclick);
  return anchor;
}

async function pressed(node, field) {
  if (node.hasAttribute("aria-busy")) return;
  if (!(await agreed(field.element.confirm))) return;
  for (const mark of BUSY) node.setAttribute(mark, "true");
  await field.press(field.element.value === undefined ? {} : { value: field.element.value });
  for (const mark of BUSY) node.removeAttribute(mark);
}

/** Makes what was pressed in `parent` ready for another press: the screen has shown what came of it. */
export function pressable(parent) {
  for (const node of parent.querySelectorAll(".block .button[aria-busy]"))
    for (const mark of BUSY) node.removeAttribute(mark);
}

function overflow(field) {
  const items = field.element.options.map((option) => ({
    label: textOf(option.text),
    hint: option.description ? textOf(option.description) : null,
    href: option.url,
    act: async () => (await agreed(field.element.confirm)) && field.press({ selected: [option.value] }),
  }));
  return h(
    "button",
    {
      ...field.marks,
      type: "button",
      class: "button overflow",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: (event) => openMenu(event.currentTarget, { label: "More actions", items }),
    },
    icon("dots"),
  );
}
