// The panel beside the channel that holds one thread, and word of replies in threads that are not open.

import { Conversation } from "./channel.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { spoken } from "./mrkdwn.js";
import { announce } from "./notices.js";
import { channel, state } from "./state.js";

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

/** A line above the composer when somebody replied in a thread that is not open: it would go unseen otherwise. */
export class ThreadNews {
  constructor(place, open) {
    Object.assign(this, { place, open, where: "", seen: "" });
  }

  draw() {
    const where = `${state.me} ${state.channel}`;
    const newest = newestReply(state.screen?.threads ?? {});
    const moved = where !== this.where;
    const unheard = newest && newest.message.ts > this.seen && newest.message.user !== state.me;
    Object.assign(this, { where, seen: newest?.message.ts ?? "" });
    if (moved || newest?.root === state.thread) this.place.replaceChildren();
    else if (unheard) this.tell(newest);
  }

  tell({ root, message }) {
    const what = spoken(message.text) || message.files?.[0]?.title || "a reply";
    announce(`${message.name} replied in a thread: ${what}`);
    const look = () => {
      this.place.replaceChildren();
      this.open(root);
    };
    this.place.replaceChildren(
      h(
        "button",
        { type: "button", class: "thread-news", onclick: look },
        icon("thread"),
        h("span", { class: "what" }, h("strong", {}, message.name), ` replied in a thread: ${what}`),
        h("span", { class: "view" }, "View thread"),
      ),
    );
  }
}

function newestReply(threads) {
  const replies = Object.entries(threads).flatMap(([root, all]) => all.map((message) => ({ root, message })));
  return replies.reduce((last, one) => (one.message.ts > (last?.message.ts ?? "") ? one : last), null);
}
