// Typing: one line or several, numbers, days, hours and files.

import { h, uniqueId } from "./dom.js";
import { plain } from "./mrkdwn.js";

const TYPES = { email_text_input: "email", url_text_input: "url" };
const naming = (label) => (label.own ? {} : label.id ? { "aria-labelledby": label.id } : { "aria-label": label.text });

/** A line of text, or several; with a limit it counts, but never cuts off what was pasted. */
export function text(field, label) {
  const { element } = field;
  const several = element.multiline || element.type === "rich_text_input";
  const marks = {
    ...field.marks,
    ...naming(label),
    class: "text",
    placeholder: plain(element.placeholder?.text) || null,
  };
  const input = several
    ? h("textarea", { ...marks, rows: 4 })
    : h("input", { ...marks, type: TYPES[element.type] ?? "text", autocomplete: "off" });
  input.value = field.value ?? "";
  const counter = element.max_length || element.min_length ? counterOf(input, element) : null;
  input.addEventListener("input", () => changed(field, input));
  if (!several || field.block.dispatch_action) input.addEventListener("keydown", (event) => entered(event, field));
  return counter ? h("div", { class: "counted" }, input, counter) : input;
}

function changed(field, input) {
  const eager = field.element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");
  field.change(input.value, eager ? { text: input.value } : null);
}

/** Enter in a one-line field never sends a dialog half filled; where the bot wants to hear of it, it is a press. */
function entered(event, field) {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (event.target.tagName === "TEXTAREA") return;
  event.preventDefault();
  const wanted = field.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (field.block.dispatch_action && wanted.includes("on_enter_pressed")) field.press({ text: event.target.value });
}

function counterOf(input, { min_length: least = 0, max_length: most }) {
  const counter = h("span", { class: "counter", id: uniqueId("counter") });
  const tell = () => {
    const length = [...input.value].length;
    const over = most && length > most;
    const under = length > 0 && length < least;
    counter.textContent = over
      ? `${length - most} too many`
      : under
        ? `${least - length} more`
        : most
          ? `${length} / ${most}`
          : "";
    counter.classList.toggle("off", Boolean(over || under));
  };
  input.addEventListener("input", tell);
  input.setAttribute("aria-describedby", counter.id);
  tell();
  return counter;
}

/** A number, whole or with decimals, between its limits. */
export function number(field, label) {
  const { element } = field;
  return simple(field, label, {
    type: "number",
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? "any" : "1",
    inputmode: element.is_decimal_allowed ? "decimal" : "numeric",
  });
}

/** A day as YYYY-MM-DD. */
export const day = (field, label) => simple(field, label, { type: "date" });

/** An hour as HH:MM. */
export const hour = (field, label) => simple(field, label, { type: "time" });

/** A day and an hour; the interface speaks of seconds since 1970. */
export function dateTime(field, label) {
  const local = (seconds) =>
    new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  const input = simple(field, label, { type: "datetime-local" }, (typed) =>
    Math.floor(new Date(typed).getTime() / 1000),
  );
  input.value = field.value ? local(Number(field.value)) : "";
  return input;
}

function simple(field, label, attributes, read = (typed) => typed) {
  const placeholder = plain(field.element.placeholder?.text) || null;
  const input = h("input", { ...field.marks, ...naming(label), class: "text", placeholder, ...attributes });
  input.value = field.value ?? "";
  const value = () => (input.value ? read(input.value) : null);
  input.addEventListener("input", () => field.change(value(), null));
  input.addEventListener("change", () => field.change(value(), { text: value() }));
  input.addEventListener("keydown", (event) => entered(event, field));
  return input;
}

/** Files, read here and sent with the dialog as {name, mimetype, data (base64)}. */
export function files(field, label) {
  const { filetypes, max_files: most = 10 } = field.element;
  const accept = filetypes?.map((type) => `.${type}`).join(",");
  const input = h("input", {
    ...field.marks,
    ...naming(label),
    type: "file",
    class: "text file",
    accept,
    multiple: most > 1,
  });
  input.addEventListener("change", () => field.reads(Promise.all([...input.files].slice(0, most).map(read))));
  return input;
}

async function read(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { name: file.name, mimetype: file.type, data: btoa(text) };
}
