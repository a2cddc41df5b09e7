// The dialog on top of a person's stack, as one real <dialog>.

import { drawBlocks, showErrors } from "./blocks.js";
import { h } from "./dom.js";
import { pressable } from "./elements.js";
import { surfaceOf } from "./field.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { notify, rescueNotices } from "./notices.js";
import { act } from "./state.js";

const ENTERED = "input:not([type=search]), textarea, select";

/** Shows the top view of a screen; what is drawn stays as long as the view's id and hash do. */
export class Modal {
  constructor(dialog) {
    Object.assign(this, { dialog, view: null, sending: null, leaving: null, errors: {}, told: "{}" });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    dialog.addEventListener("close", () => dialog.open || this.close()); // a browser lets a second Esc through without asking
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.submit();
    });
  }

  draw({ modal: view, modal_depth: depth }) {
    if (!view) return this.away();
    const another = view.id !== this.view?.id;
    const answered = !another && view.answered !== this.answered;
    this.answered = view.answered;
    if (another || view.hash !== this.view.hash) this.show(view, { another, depth });
    if (!this.dialog.open) this.dialog.showModal();
    const told = JSON.stringify(view.errors ?? {});
    if (told !== this.told) this.complain(view.errors ?? {});
    this.told = told;
    if (answered && this.sending) this.sent(view);
    return undefined;
  }

  /** What was sent here has been answered. The screen says so, often before the page hears it from the sending itself. */
  sent(view) {
    const { hash } = this.sending;
    this.busy(null);
    if (Object.keys(view.errors).length) this.complain(view.errors)?.focus();
    else if (view.hash !== hash) this.open(view); // the same dialog asks the next thing
  }

  away() {
    this.view = null;
    if (!this.dialog.open) return;
    rescueNotices(this.dialog);
    this.dialog.close();
    this.dialog.replaceChildren();
  }

  show(view, { another, depth }) {
    this.view = view;
    this.surface = surfaceOf({ type: "view", view_id: view.id }, { values: view.values });
    if (another) this.build(view, depth);
    if (another) pressable(document); // a press that opened this has done what it does
    const words = [plain(view.title.text), plain(view.submit?.text), plain(view.close?.text) || "Cancel"];
    this.name(...words);
    drawBlocks(this.body, view.blocks, this.surface);
    if (another) Object.assign(this, { errors: {}, told: "{}" });
    showErrors(this.body, this.errors);
    if (another) this.open(view);
  }

  build(view, depth) {
    rescueNotices(this.dialog);
    const leave = (name, label) =>
      h(
        "button",
        { type: "button", class: "plain", "aria-label": label, onclick: () => this.close(name === "close") },
        icon(name),
      );
    this.title = h("h2", { id: "modal-title" });
    this.body = h("div", { class: "modal-body" });
    this.cancel = h("button", { type: "button", class: "button", onclick: () => this.close() });
    this.send = h("button", { class: "button primary", type: "submit" });
    const send = (event) => {
      event.preventDefault();
      this.submit();
    };
    this.dialog.replaceChildren(
      h(
        "form",
        { novalidate: true, onsubmit: send },
        h("div", { class: "modal-head" }, depth > 1 && leave("back", "Back"), this.title, leave("close", "Close")),
        this.body,
        h(
          "div",
          { class: "modal-foot" },
          h("small", { class: "keys" }, `${/Mac/.test(navigator.platform) ? "⌘" : "Ctrl"} + Enter sends`),
          this.cancel,
          this.send,
        ),
      ),
    );
    this.busy(null); // what may be on its way is the view before: this one can be used, and left, at once
  }

  name(title, submit, close) {
    this.title.textContent = title;
    this.cancel.textContent = close;
    this.send.replaceChildren(submit);
    this.send.hidden = !submit;
    this.dialog.querySelector(".keys").hidden = !submit;
  }

  /** Shows a view that was not there before, the focus where one begins to type. */
  open(view) {
    if (!this.dialog.open) this.dialog.showModal();
    this.body.scrollTop = 0;
    const wanted = view.blocks.find((block) => block.element?.focus_on_load);
    const place = wanted && [...this.body.children].find((node) => node.dataset.block === wanted.block_id);
    ((place ?? this.body).querySelector(ENTERED) ?? (this.send.hidden ? this.cancel : this.send)).focus();
  }

  complain(errors) {
    this.errors = errors;
    return showErrors(this.body, errors);
  }

  /** Asks the browser first whether a number or date was typed that it cannot read at all. */
  unreadable() {
    const bad = [...this.body.querySelectorAll("input")].filter((input) => input.validity.badInput);
    return Object.fromEntries(
      bad.map((input) => [input.closest("[data-block]").dataset.block, input.validationMessage]),
    );
  }

  async submit() {
    if (this.sending || !this.view.submit) return;
    const unreadable = this.unreadable();
    if (Object.keys(unreadable).length) return void this.complain(unreadable)?.focus();
    const { view, surface } = this;
    const sending = { hash: view.hash };
    this.busy(sending);
    try {
      await surface.read; // files
      surface.taken(); // all of it goes with the dialog
      await act("submit", { view_id: view.id, values: valuesOf(view, surface) });
    } catch (refusal) {
      notify(refusal.message);
    } finally {
      if (this.sending === sending) this.busy(null);
    }
  }

  /** Neither sent again nor left while it is on its way: `sending` says which sending that is, null none. */
  busy(sending) {
    this.sending = sending;
    this.send.setAttribute("aria-busy", Boolean(sending));
    const pressed = this.dialog.querySelectorAll(".modal-head button, .modal-foot button");
    for (const button of pressed) button.setAttribute("aria-disabled", Boolean(sending));
    this.dialog.classList.toggle("sending", Boolean(sending));
  }

  /** Cancel takes this view away, the cross (`all`) the whole stack. */
  async close(all = false) {
    const id = this.view?.id;
    if (this.sending || !id || id === this.leaving) return;
    this.leaving = id;
    try {
      await act("close", { view_id: id, all });
    } catch (refusal) {
      if (this.view?.id === id) this.away();
      notify(refusal.message);
    } finally {
      this.leaving = null;
    }
  }
}

/** What was typed or chosen in a view, by block; the server knows the first values of all others. */
function valuesOf(view, { typed }) {
  const asked = view.blocks.filter((block) => block.type === "input");
  const key = (block) => `${block.block_id}/${block.element.action_id}`;
  const touched = asked.filter((block) => typed.has(key(block)));
  return Object.fromEntries(touched.map((block) => [block.block_id, typed.get(key(block)) ?? ""]));
}
