// The panel beside the channel that holds one thread.

import { Conversation } from "./channel.js";
import { channel, state } from "./state.js";

/** Draws the open thread, or puts the panel away. */
export class ThreadPanel {
  constructor(panel, composer) {
    Object.assign(this, { panel, composer });
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
    this.composer.draw({ label: "Reply in thread", thread });
  }
}
