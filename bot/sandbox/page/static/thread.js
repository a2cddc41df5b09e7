// The panel beside the channel that holds one thread, and word of replies in threads that are not open.

import { Conversation } from "./channel.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { spoken } from "./mrkdwn.js";
import { announce } from "./notices.js";
import { channel, now, state } from "./state.js";

const A_WHILE_MS = 120000;

/** Draws the open thread, or puts the panel away. */
export class ThreadPanel {
  constructor(panel) {
    this.panel = panel;
    this.talk = new Conversation(panel.querySelector(".scroll"), panel.querySelector(".messages"));
  }

  draw(redraw) {
    const { thread, screen } = state;
    const first = screen?.messages.find((message) => message.ts === thread);
    const replies = (screen?.threads?.[thread] ?? []).filter((message) => message.ts !== thread);
    const open = Boolean(thread && !state.home && (first || replies.length));
    this.panel.hidden = !open;
    document.body.classList.toggle("with-thread", open);
    if (!open) return;
    this.panel.querySelector(".where").textContent = `#${channel(state.channel)?.name ?? ""}`;
    const messages = [...(first ? [first] : []), ...replies];
    this.talk.draw(messages, { where: `${state.me} ${thread}`, inThread: true, redraw, openThread: () => {} });
  }
}

/**
 * A line above the composer when somebody replied in a thread that is not open: it would go unseen otherwise. It goes
 * when that is read or put away, and after a while of the workspace's time: the replies are counted at their message.
 */
export class ThreadNews {
  constructor(place, open) {
    Object.assign(this, { place, open, where: "", seen: "" });
  }

  draw() {
    const where = `${state.me} ${state.channel}`;
    const newest = newestReply(state.screen?.threads ?? {});
    const moved = where !== this.where;
    const over = this.told && (now() - this.told > A_WHILE_MS || state.home);
    const unheard = newest && newest.message.ts > this.seen && newest.message.user !== state.me;
    Object.assign(this, { where, seen: newest?.message.ts ?? "" });
    if (moved || over || newest?.root === state.thread) this.putAway();
    if (unheard && !moved && !state.home && newest.root !== state.thread) this.tell(newest);
  }

  putAway() {
    this.told = 0;
    this.place.replaceChildren();
  }

  tell({ root, message }) {
    const what = spoken(message.text).split("\n").join(" · ") || message.files?.[0]?.title || "a reply";
    const said = h("span", { class: "what" }, h("strong", {}, message.name), ` replied in a thread: ${what}`);
    const look = () => {
      this.putAway();
      this.open(root);
    };
    announce(`${message.name} replied in a thread: ${what}`);
    this.told = Number(message.ts) * 1000;
    this.place.replaceChildren(newsBar(said, { way: "View thread", go: look, putAway: () => this.putAway() }));
  }
}

/** A line that says what is new elsewhere: pressing it leads there; with `putAway` it can be closed. */
export function newsBar(said, { way, go, putAway }) {
  const marks = { type: "button", class: "look", onclick: go };
  const close = { type: "button", class: "plain", "aria-label": "Put it away", onclick: putAway };
  return h(
    "div",
    { class: "thread-news" },
    h("button", marks, icon("thread"), said, " ", h("span", { class: "view" }, way)),
    putAway && h("button", close, icon("close")),
  );
}

function newestReply(threads) {
  const replies = Object.entries(threads).flatMap(([root, all]) => all.map((message) => ({ root, message })));
  return replies.reduce((last, one) => (one.message.ts > (last?.message.ts ?? "") ? one : last), null);
}
