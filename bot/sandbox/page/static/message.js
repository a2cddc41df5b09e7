// One message: who and when, what it says, its files, its replies, and what can be done with it.

import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { drawBlocks } from "./blocks.js";
import { surfaceOf } from "./field.js";
import { mrkdwn, plain, spoken } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { attachment } from "./pictures.js";
import { tools } from "./message_tools.js";
import { me, nameOf, state } from "./state.js";

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
      key: `${state.me} ${message.ts}`,
      data: { message, compact },
      build: () => draw(h("article", { "data-ts": message.ts })),
      update: draw,
    };
    if (firstReply) return [divider("replies", counted(shown.length - 1)), entry];
    return newDay ? [divider("day", spelled(message)), entry] : [entry];
  });
}

const dayOf = (message) => message && told(message, { dateStyle: "short" });

const spelled = (message) => told(message, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** When a message came, on the calendar of the person one acts as. */
const told = (message, as) =>
  new Intl.DateTimeFormat("en-GB", { ...as, timeZone: me()?.tz || undefined }).format(Number(message.ts) * 1000);

/** "1 reply", "2 replies". */
export const counted = (number) => (number === 1 ? "1 reply" : `${number} replies`);

function divider(kind, words) {
  const key = kind === "day" ? `day ${words}` : kind;
  return {
    key,
    data: words,
    build: () => h("div", { class: "day", role: "separator", "aria-label": words }, h("span", {}, words)),
  };
}

function follows(before, message) {
  return (
    Boolean(before) &&
    before.user === message.user &&
    !before.ephemeral &&
    !message.ephemeral &&
    !message.command &&
    Number(message.ts) - Number(before.ts) < GROUP_SECONDS
  );
}

function fill(node, message, look) {
  node.className = ["message", look.compact && "compact", message.ephemeral && "ephemeral", message.bot && "from-bot"]
    .filter(Boolean)
    .join(" ");
  node.setAttribute("aria-label", `${message.name}, ${message.time}`);
  patch(node, [
    { key: "avatar", data: [message.colour, message.initials, look.compact], build: () => side(message, look) },
    {
      key: "body",
      data: [message, look.compact],
      build: () => body(h("div", { class: "message-body" }), message, look),
      update: (place) => body(place, message, look),
    },
    { key: "tools", data: [message.ephemeral, message.text], build: () => tools(message, look) },
  ]);
  return node;
}

const side = (message, { compact }) =>
  h(
    "div",
    { class: "side" },
    compact ? h("time", { class: "late", "aria-hidden": "true" }, message.time) : avatar(message),
  );

function body(place, message, look) {
  const parts = [...above(message, look), said(message), ...below(message, look)];
  patch(place, parts.filter(Boolean));
  return place;
}

function above(message, { compact }) {
  const { name, time, edited, command } = message;
  return [
    !compact && part("head", [name, time, edited], () => head(message)),
    command && part("command", command, () => used(message)),
  ];
}

function said({ ts, text, blocks, choices, edited }) {
  if (!blocks?.length) return part("words", [text, edited], () => h("div", { class: "prose" }, mrkdwn(text)));
  const surface = surfaceOf({ type: "message", ts }, { channel: state.channel, values: choices });
  const draw = (node) => (drawBlocks(node, blocks, surface), node);
  return { key: "blocks", data: blocks, build: () => draw(h("div", { class: "blocks" })), update: draw };
}

function below(message, look) {
  const { edited, files, reactions, ephemeral, text, reply_count: count } = message;
  return [
    look.compact && edited && part("edited", true, editedBelow),
    files?.length && part("files", [files, text], () => h("div", { class: "files" }, files.map((file) => attachment(file, spoken(text))))),
    reactions?.length && part("reactions", reactions, () => h("p", { class: "reactions" }, reactions.map(reaction))),
    !look.inThread && count > 0 && part("replies", count, () => replies(message, look)),
    ephemeral && part("only-you", true, () => onlyYou(message, look)),
  ];
}

const part = (key, data, build) => ({ key, data, build });
const editedMark = () => h("span", { class: "edited" }, "(edited)");
const editedBelow = () => h("p", { class: "edited" }, "(edited)");

function used({ name, command }) {
  return h("p", { class: "command" }, `${name} used `, h("code", {}, command));
}

function head(message) {
  return h(
    "div",
    { class: "message-head" },
    h("strong", { class: "name" }, message.name),
    message.bot && h("span", { class: "badge" }, "APP"),
    h("time", {}, message.time),
    message.edited && editedMark(),
  );
}

function reaction({ name, people }) {
  return h("span", { class: "reaction", title: people.map(nameOf).join(", ") }, plain(`:${name}:`), " ", people.length);
}

function replies(message, { openThread }) {
  return h(
    "button",
    { type: "button", class: "replies", "data-focus": `replies ${message.ts}`, onclick: () => openThread(message.ts) },
    icon("thread"),
    counted(message.reply_count),
    h("span", { class: "view" }, "View thread"),
  );
}

function onlyYou(message, { redraw }) {
  const dismiss = () => {
    dismissed.add(`${state.me} ${message.ts}`);
    sessionStorage.setItem("dismissed", JSON.stringify([...dismissed].slice(-500)));
    redraw();
  };
  return h(
    "p",
    { class: "only-you" },
    icon("eye"),
    h("span", {}, "Only visible to you"),
    " · ",
    h("button", { type: "button", class: "as-link", onclick: dismiss }, "Dismiss"),
  );
}
