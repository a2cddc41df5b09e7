// Where one writes: messages, slash commands, replies.

import { Completion } from "./completion.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { notify } from "./notices.js";
import { act, person, state } from "./state.js";

const drafts = new Map(); // who and where -> what stands unsent in the field

/** A field with its buttons inside `form`; in a thread it has no shortcuts and takes no commands. `sent` is called with each message. */
export class Composer {
  constructor(form, { inThread = false, sent = () => {} } = {}) {
    Object.assign(this, { form, inThread, sent, place: "" });
    this.field = h("textarea", { rows: 1, placeholder: "", "data-focus": inThread ? "reply" : "composer" });
    this.completion = inThread ? null : new Completion(this.field);
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.button = h(
      "button",
      { class: "send", "aria-label": inThread ? "Send reply" : "Send message", title: "Enter sends" },
      icon("send"),
    );
    form.replaceChildren(
      ...[
        this.completion?.list,
        h("div", { class: "composer-box" }, inThread ? null : this.plus(), this.field, this.button),
      ].filter(Boolean),
    );
  }

  plus() {
    this.more = h(
      "button",
      {
        type: "button",
        class: "plus",
        "aria-label": "Shortcuts",
        title: "Shortcuts",
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        onclick: (event) => openMenu(event.currentTarget, { label: "Shortcuts", items: this.shortcuts() }),
      },
      icon("plus"),
    );
    return this.more;
  }

  shortcuts() {
    const run =
      ({ callback_id }) =>
      () =>
        this.doing(() => act("shortcut", { callback_id }));
    const own = state.shortcuts
      .filter((one) => one.type === "global")
      .map((one) => ({ label: one.name, hint: one.description, act: run(one) }));
    const commands = state.commands.map((one) => ({
      label: one.command,
      hint: one.usage_hint,
      act: () => this.fill(`${one.command} `),
    }));
    return [...own, ...commands];
  }

  /** Makes this the composer of another place, with what stood there unsent. */
  draw({ label, thread = null }) {
    this.thread = thread;
    const place = `${state.me} ${state.channel} ${thread ?? ""}`;
    if (this.field.getAttribute("aria-label") !== label) {
      this.field.setAttribute("aria-label", label);
      this.field.placeholder = label;
    }
    if (place === this.place) return;
    this.place = place;
    this.field.value = drafts.get(place) ?? "";
    this.completion?.close();
    this.typed();
  }

  /** Puts `text` into the field, ready to go on typing. */
  fill(text) {
    this.field.value = text;
    this.field.focus();
    this.field.dispatchEvent(new Event("input"));
  }

  typed() {
    drafts.set(this.place, this.field.value);
    this.button.disabled = !this.field.value.trim();
    this.fit();
  }

  /** As high as what stands in it, up to a limit. */
  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
  }

  key(event) {
    if (event.isComposing || this.completion?.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.send();
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const { place } = this;
    this.completion?.close();
    this.field.value = "";
    this.typed();
    this.sent();
    if (await this.doing(() => this.carry(text))) return;
    this.giveBack(text, place);
  }

  /** What could not be sent is not lost, nor what was begun since; the focus stays where one may by now be writing. */
  giveBack(text, place) {
    const both = [text, drafts.get(place)].filter(Boolean).join("\n");
    drafts.set(place, both);
    if (this.place !== place) return;
    this.field.value = both;
    this.typed();
    if ([document.body, null].includes(document.activeElement) || this.form.contains(document.activeElement))
      this.field.focus();
  }

  async doing(something) {
    this.form.setAttribute("aria-busy", "true");
    try {
      await something();
      return true;
    } catch (refusal) {
      notify(refusal.message);
      return false;
    } finally {
      this.form.removeAttribute("aria-busy");
    }
  }

  carry(text) {
    const { channel } = state;
    if (this.thread && text.startsWith("/"))
      throw new Error("Slack takes no commands in threads. Type it in the channel.");
    if (this.thread) return act("say", { channel, text, thread_ts: this.thread });
    const [, verb, name] = /^\/(invite|remove|kick)\s+@?(\S+)\s*$/.exec(text) ?? [];
    if (verb) return this.move(verb === "invite" ? "invite" : "kick", name);
    return act(text.startsWith("/") ? "command" : "say", { channel, text });
  }

  async move(verb, name) {
    const wanted = name.toLowerCase();
    const found = state.people.find((one) => [one.name, one.id].some((word) => word.toLowerCase() === wanted));
    const who = wanted === state.bot.name.toLowerCase() ? { bot: true } : found && { user: found.id };
    if (!who) throw new Error(`There is no @${name} here. Try @${state.bot.name} or @${person(state.me)?.name}.`);
    await act(verb, { channel: state.channel, ...who });
  }
}
