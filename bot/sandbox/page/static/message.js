// One message: who and when, what it says, its files, its replies, and what can be done with it.

import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { drawBlocks } from "./blocks.js";
import { surfaceOf } from "./field.js";
import { openMenu } from "./menu.js";
import { mrkdwn, plain, spoken } from "./mrkdwn.js";
import { notify } from "./notices.js";
import { avatar } from "./people.js";
import { attachment } from "./pictures.js";
import { act, nameOf, state } from "./state.js";

const GROUP_SECONDS = 300;
const dismissed = new Set(JSON.parse(sessionStorage.getItem("dismissed") ?? "[]"));

/** Entries for `patch`: messages in order, days set apart, quick follow-ups of one person drawn together. */
export function messageEntries(messages, { inThread = false, redraw, openThread }) {
  const shown = messages.filter((message) => !dismissed.has(`${state.me} ${message.ts}`));
  return shown.flatMap((message, place) => {
    const before = shown[place - 1];
    const newDay = !inThread && dayOf(before) !== dayOf(message);
    const firstReply = inThread && place === 1;
    const compact = !newDay && !firstReply && follows(before, message);
    const draw = (node) => fill(node, message, { compact, inThread, redraw, openThread });
    const entry = {
      key: `${state.me} ${message.ts}`, data: { message, compact },
      build: () => draw(h("article", { "data-ts": message.ts })), update: draw,
    };
    if (firstReply) return [divider("replies", counted(shown.length - 1)), entry];
    return newDay ? [divider("day", spelled(message)), entry] : [entry];
  });
}

const dayOf = (message) => message && new Date(Number(message.ts) * 1000).toDateString();

const spelled = (message) =>
  new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(Number(message.ts) * 1000);

/** "1 reply", "2 replies". */
export const counted = (number) => (number === 1 ? "1 reply" : `${number} replies`);

function divider(kind, words) {
  const key = kind === "day" ? `day ${words}` : kind;
  return { key, data: words, build: () => h("div", { class: "day", role: "separator", "aria-label": words }, h("span", {}, words)) };
}

function follows(before, message) {
  return Boolean(before) && before.user === message.user && !before.ephemeral && !message.ephemeral && !message.command &&
    Number(message.ts) - Number(before.ts) < GROUP_SECONDS;
}

function fill(node, message, look) {
  node.className = ["message", look.compact && "compact", message.ephemeral && "ephemeral", message.bot && "from-bot"].filter(Boolean).join(" ");
  node.setAttribute("aria-label", `${message.name}, ${message.time}`);
  patch(node, [
    { key: "avatar", data: [message.colour, message.initials, look.compact], build: () => side(message, look) },
    { key: "body", data: [message, look.compact], build: () => body(h("div", { class: "message-body" }), message, look), update: (place) => body(place, message, look) },
    { key: "tools", data: [message.ephemeral, message.text], build: () => tools(message, look) },
  ]);
  return node;
}

const side = (message, { compact }) => h("div", { class: "side" }, compact ? h("time", { class: "late", "aria-hidden": "true" }, message.time) : avatar(message));

function body(place, message, look) {
  const says = message.blocks?.length ? message.blocks : null;
  const surface = surfaceOf({ type: "message", ts: message.ts }, { channel: state.channel, values: message.choices });
  const content = (node) => (says ? drawBlocks(node, says, surface) : node.replaceChildren(mrkdwn(message.text)), node);
  const entries = [
    !look.compact && part("head", [message.name, message.time, message.edited], () => head(message)),
    message.command && part("command", message.command, () => h("p", { class: "command" }, `${message.name} used `, h("code", {}, message.command))),
    { key: says ? "blocks" : "words", data: says ?? [message.text, message.edited], build: () => content(h("div", { class: says ? "blocks" : "prose" })), update: content },
    look.compact && message.edited && part("edited", true, () => edited()),
    message.files?.length && part("files", message.files, () => h("div", { class: "files" }, message.files.map(attachment))),
    message.reactions?.length && part("reactions", message.reactions, () => h("p", { class: "reactions" }, message.reactions.map(reaction))),
    !look.inThread && message.reply_count > 0 && part("replies", message.reply_count, () => replies(message, look)),
    message.ephemeral && part("only-you", look.redraw !== undefined, () => onlyYou(message, look)),
  ];
  patch(place, entries.filter(Boolean));
  return place;
}

const part = (key, data, build) => ({ key, data, build });
const edited = () => h("span", { class: "edited" }, "(edited)");

function head(message) {
  return h("div", { class: "message-head" },
    h("strong", { class: "name" }, message.name),
    message.bot && h("span", { class: "badge" }, "APP"),
    h("time", {}, message.time),
    message.edited && edited());
}

function reaction({ name, people }) {
  return h("span", { class: "reaction", title: people.map(nameOf).join(", ") }, plain(`:${name}:`), " ", people.length);
}

function replies(message, { openThread }) {
  return h("button", { type: "button", class: "replies", "data-focus": `replies ${message.ts}`, onclick: () => openThread(message.ts) },
    icon("thread"), counted(message.reply_count), h("span", { class: "view" }, "View thread"));
}

function onlyYou(message, { redraw }) {
  const dismiss = () => {
    dismissed.add(`${state.me} ${message.ts}`);
    sessionStorage.setItem("dismissed", JSON.stringify([...dismissed].slice(-500)));
    redraw();
  };
  return h("p", { class: "only-you" }, icon("eye"), h("span", {}, "Only visible to you"), " · ",
    h("button", { type: "button", class: "as-link", onclick: dismiss }, "Dismiss"));
}

function tools(message, look) {
  const reply = !message.ephemeral && !look.inThread &&
    h("button", { type: "button", class: "tool", "aria-label": "Reply in thread", title: "Reply in thread", onclick: () => look.openThread(message.thread_ts ?? message.ts) }, icon("thread"));
  const more = h("button", {
    type: "button", class: "tool", "aria-label": "More actions", title: "More actions", "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: (event) => openMenu(event.currentTarget, { label: "Message actions", items: doings(message) }),
  }, icon("dots"));
  return h("div", { class: "tools", role: "group", "aria-label": "Message actions" }, reply, more);
}

function doings(message) {
  const shortcuts = state.shortcuts.filter((one) => one.type === "message" && !message.ephemeral);
  const run = (verb, extra = {}) => () => act(verb, { channel: state.channel, ts: message.ts, ...extra }).catch((refusal) => notify(refusal.message));
  return [
    ...shortcuts.map((one) => ({ label: one.name, hint: one.description, act: run("message_shortcut", { callback_id: one.callback_id }) })),
    { label: "Copy text", act: () => navigator.clipboard?.writeText(spoken(message.text)) },
    ...(message.ephemeral ? [] : [{ label: "Delete message", danger: true, act: run("delete_message") }]),
  ];
}
