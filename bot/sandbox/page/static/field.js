// One element on a surface (message, dialog or home): its value, what was typed into it, and what pressing it does.

import { notify } from "./notices.js";
import { uniqueId } from "./dom.js";
import { act, state } from "./state.js";
import { act as post } from "./server.js";

const FILL_MS = 350;
const surfaces = new Map();

/**
 * Where blocks stand: `container` as the control interface wants it, `values` what the server keeps (`state.values`).
 * The same place is the same surface for as long as this window lives, so what was typed in it is never forgotten.
 */
export function surfaceOf(container, { channel, values } = {}) {
  const key = `${state.me} ${Object.values(container).join(" ")}`;
  if (!surfaces.has(key)) surfaces.set(key, new Surface(key, container));
  return Object.assign(surfaces.get(key), { channel, values: values ?? {} });
}

class Surface {
  constructor(key, container) {
    Object.assign(this, { key, container, typed: new Map(), unsaved: {} });
  }

  /** Waits for what takes time to read, in order. */
  reading(work) {
    this.read = Promise.all([this.read, work]);
  }

  /** Keeps what was typed here and, for a dialog, a moment later on the server, so that no reload loses it. */
  note(field, value) {
    this.typed.set(field.key, value);
    if (this.container.type !== "view" || !field.asks) return;
    this.unsaved[field.block.block_id] = value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), FILL_MS);
  }

  /** What the server does not have yet; whoever takes it sends it. */
  taken() {
    clearTimeout(this.timer);
    const values = this.unsaved;
    this.unsaved = {};
    return values;
  }

  /** Sends what is not on the server yet; a refusal can wait, since submitting sends and checks everything again. */
  async save() {
    const values = this.taken();
    if (!Object.keys(values).length) return;
    await post("fill", { user: state.me, view_id: this.container.view_id, values }).catch(() => {});
  }

  /** Presses, and hands over in the same breath what was typed just before: the bot sees both or neither. */
  async press({ block, element }, extra) {
    const where = {
      container: this.container,
      ...(this.channel ? { channel: this.channel } : {}),
      values: this.taken(),
    };
    await act("press", { ...where, block_id: block.block_id, action_id: element.action_id, ...extra });
  }
}

/** One interactive element. `asks` is true inside an input block, which keeps its value until the dialog is sent. */
export class Field {
  constructor(surface, block, { element, asks = false }) {
    Object.assign(this, { surface, block, element, asks });
    this.key = `${block.block_id}/${element.action_id}`;
    this.id = uniqueId("field");
    this.marks = { id: this.id, "data-focus": this.key };
  }

  get value() {
    if (this.surface.typed.has(this.key)) return this.surface.typed.get(this.key);
    const held = this.surface.values[this.block.block_id]?.[this.element.action_id];
    return held ? worth(held) : initial(this.element);
  }

  /** A person changed it; `extra` is what a press says, where a change is a press. */
  change(value, extra) {
    this.surface.note(this, value);
    if (extra && (!this.asks || this.block.dispatch_action)) this.press(extra);
  }

  /** Keeps what is still being read (files) as soon as it is. */
  reads(content) {
    const kept = content.then((value) => this.change(value, null));
    this.surface.reading(kept.catch((failure) => notify(failure.message)));
  }

  async press(extra = {}) {
    try {
      await this.surface.press(this, extra);
    } catch (refusal) {
      notify(refusal.message);
    }
  }
}

/** The plain value in an entry of `state.values`: a text, an option's value, an id, or a list of those. */
function worth({ type, ...held }) {
  const [value] = Object.values(held);
  const bare = (one) => one?.value ?? one;
  if (type === "rich_text_input") return value?.elements?.[0]?.elements?.[0]?.text;
  return Array.isArray(value) ? value.map(bare) : bare(value);
}

const SINGLE = ["value", "user", "channel", "conversation", "date", "time", "date_time"];

function initial(element) {
  if (element.initial_option) return element.initial_option.value;
  if (element.initial_options) return element.initial_options.map((option) => option.value);
  for (const name of SINGLE) {
    const one = element[`initial_${name}`] ?? element[`initial_${name}s`];
    if (one !== undefined) return one;
  }
  return undefined;
}
