// What can be done with a message: reply, the app's shortcuts, copy, delete.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { spoken } from "./mrkdwn.js";
import { notify } from "./notices.js";
import { act, state } from "./state.js";

/** The small bar that shows on a message one points at or is in. */
export function tools(message, look) {
  const reply =
    !message.ephemeral &&
    !look.inThread &&
    h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": "Reply in thread",
        title: "Reply in thread",
        onclick: () => look.openThread(message.thread_ts ?? message.ts),
      },
      icon("thread"),
    );
  const more = h(
    "button",
    {
      type: "button",
      class: "tool",
      "aria-label": "More actions",
      title: "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: (event) => openMenu(event.currentTarget, { label: "Message actions", items: doings(message) }),
    },
    icon("dots"),
  );
  return h("div", { class: "tools", role: "group", "aria-label": "Message actions" }, reply, more);
}

function doings(message) {
  const shortcuts = state.shortcuts.filter((one) => one.type === "message" && !message.ephemeral);
  const run =
    (verb, extra = {}) =>
    () =>
      act(verb, { channel: state.channel, ts: message.ts, ...extra }).catch((refusal) => notify(refusal.message));
  return [
    ...shortcuts.map((one) => ({
      label: one.name,
      hint: one.description,
      act: run("message_shortcut", { callback_id: one.callback_id }),
    })),
    { label: "Copy text", act: () => navigator.clipboard?.writeText(spoken(message.text)) },
    ...(message.ephemeral ? [] : [{ label: "Delete message", danger: true, act: run("delete_message") }]),
  ];
}
