// Choosing: one of a list, several of a list, radio buttons and tick boxes.

import { h } from "./dom.js";
import { plain, textOf } from "./mrkdwn.js";
import { agreed } from "./confirm.js";
import { avatar } from "./people.js";
import { rooms, state } from "./state.js";

const FILTER_FROM = 9;

/** What can be chosen, as {value, label, description?, person?, group?}. */
function offered(element) {
  if (element.type.includes("users_select"))
    return state.people.map((one) => ({ value: one.id, label: one.name, person: one }));
  if (/channels_select|conversations_select/.test(element.type))
    return rooms().map((one) => ({ value: one.id, label: `#${one.name}` }));
  const grouped = (element.option_groups ?? []).flatMap((group) =>
    group.options.map((option) => ({ ...asChoice(option), group: plain(group.label.text) })),
  );
  return [...(element.options ?? []).map(asChoice), ...grouped];
}

/** What is chosen of that which is (still) on offer. */
function chosenOf(field, choices) {
  const held = new Set([field.value].flat());
  return new Set(choices.map((choice) => choice.value).filter((value) => held.has(value)));
}

const asChoice = ({ value, text, description }) => ({ value, label: plain(text.text), text, description });

const naming = (label) => (label.id ? { "aria-labelledby": label.id } : { "aria-label": label.text });

/** A list to choose one from; its first line, with nothing chosen, is the placeholder. */
export function one(field, label) {
  const choices = offered(field.element);
  const empty = h("option", { value: "" }, plain(field.element.placeholder?.text) || "Choose …");
  const select = h(
    "select",
    { ...field.marks, class: "select", ...(label.own ? {} : naming(label)) },
    empty,
    optionNodes(choices),
  );
  const about = h("p", { class: "about" });
  const describe = () =>
    about.replaceChildren(textOf(choices.find((choice) => choice.value === select.value)?.description));
  select.value = field.value ?? "";
  describe();
  select.addEventListener("change", async () => {
    if (!(await agreed(field.element.confirm))) return void (select.value = field.value ?? "");
    describe();
    return field.change(select.value || null, { selected: select.value ? [select.value] : [] });
  });
  return choices.some((choice) => choice.description) ? h("div", { class: "with-about" }, select, about) : select;
}

function optionNodes(choices) {
  const node = (choice) => h("option", { value: choice.value }, choice.label);
  const groups = [...new Set(choices.map((choice) => choice.group))];
  return groups.flatMap((group) => {
    const inside = choices.filter((choice) => choice.group === group).map(node);
    return group ? h("optgroup", { label: group }, inside) : inside;
  });
}

/** Boxes to tick in a list of any length; on a message the list unfolds, and folding it is the press. */
export function many(field, label) {
  const choices = offered(field.element);
  const chosen = chosenOf(field, choices);
  const list = h(
    "div",
    { class: "choices" },
    choices.map((choice) => tick(field, { choice, chosen, type: "checkbox" })),
  );
  const filter = choices.length >= FILTER_FROM && filterOf(list);
  const count = h("p", { class: "about", "aria-live": "polite" });
  const group = h("div", { class: "many", role: "group", ...field.marks, ...naming(label) }, filter, list, count);
  const tell = () => (count.textContent = summary(field.element, chosen));
  list.addEventListener("change", () => {
    tell();
    field.change([...chosen], field.asks ? { selected: [...chosen] } : null);
  });
  tell();
  return field.asks ? group : folded(field, { group, choices, chosen });
}

function summary({ max_selected_items: most }, chosen) {
  const count = chosen.size ? `${chosen.size} chosen` : "Nothing chosen yet";
  return most ? `${count}, at most ${most}` : count;
}

function filterOf(list) {
  const sift = (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const row of list.children) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  };
  return h("input", {
    type: "search",
    class: "text filter",
    placeholder: "Filter the list",
    "aria-label": "Filter the list",
    oninput: sift,
  });
}

function folded(field, { group, choices, chosen }) {
  const words = h("summary", { class: "select" });
  const tell = () => {
    const names = choices.filter((choice) => chosen.has(choice.value)).map((choice) => choice.label);
    words.textContent = names.join(", ") || plain(field.element.placeholder?.text) || "Choose …";
  };
  let sent = [...chosen].join();
  const details = h(
    "details",
    {
      class: "folded",
      ontoggle: () => {
        tell();
        if (details.open || sent === [...chosen].join()) return;
        sent = [...chosen].join();
        field.press({ selected: [...chosen] });
      },
    },
    words,
    group,
  );
  tell();
  return details;
}

/** Round buttons: one of a few. */
export function radios(field, label) {
  const choices = offered(field.element);
  const chosen = chosenOf(field, choices);
  const rows = choices.map((choice) => tick(field, { choice, chosen, type: "radio" }));
  const changed = () => field.change([...chosen][0] ?? null, { selected: [...chosen] });
  return h(
    "div",
    { class: "choices open", role: "radiogroup", ...field.marks, ...naming(label), onchange: changed },
    rows,
  );
}

/** Boxes to tick, all in sight. */
export function boxes(field, label) {
  const choices = offered(field.element);
  const chosen = chosenOf(field, choices);
  const rows = choices.map((choice) => tick(field, { choice, chosen, type: "checkbox" }));
  const changed = () => field.change([...chosen], { selected: [...chosen] });
  return h("div", { class: "choices open", role: "group", ...field.marks, ...naming(label), onchange: changed }, rows);
}

function tick(field, { choice, chosen, type }) {
  const input = h("input", { type, name: field.id, value: choice.value, "data-focus": `${field.key}/${choice.value}` });
  input.checked = chosen.has(choice.value);
  input.addEventListener("change", () => {
    if (type === "radio") chosen.clear();
    if (input.checked) chosen.add(choice.value);
    else chosen.delete(choice.value);
  });
  const words = choice.text ? textOf(choice.text) : choice.label;
  return h(
    "label",
    { class: "tick" },
    input,
    choice.person && avatar(choice.person),
    h("span", {}, words, choice.description && h("small", {}, textOf(choice.description))),
  );
}
