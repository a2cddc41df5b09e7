// The conversation: the messages of a channel, a greeting while it is empty, and the thread beside it.

import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { messageEntries } from "./message.js";
import { spoken } from "./mrkdwn.js";
import { announce } from "./notices.js";
import { Scroller } from "./scroller.js";
import { channel, justActed, state } from "./state.js";

/** A list of messages that looks after its scrolling and tells screen readers what is new. */
export class Conversation {
  constructor(box, list) {
    Object.assign(this, { box, list, where: "", known: new Set() });
    this.scroller = new Scroller(box, list);
  }

  /** Draws `messages`; `where` changes when this becomes another conversation. */
  draw(messages, { where, before = [], ...look }) {
    const moved = where !== this.where;
    const fresh = messages.filter((message) => !this.known.has(message.ts));
    this.where = where;
    this.known = new Set(messages.map((message) => message.ts));
    patch(this.list, [...before, ...messageEntries(messages, look)]);
    if (moved) this.scroller.toEnd();
    else if (fresh.length) this.tell(fresh);
  }

  tell(fresh) {
    const answer = fresh.find((message) => message.ephemeral);
    if (fresh.some(concernsMe) || (answer && this.scroller.atEnd)) this.look(answer);
    else this.scroller.more(answer ? "New, only visible to you" : undefined);
    const others = fresh.filter((message) => message.user !== state.me || message.ephemeral);
    if (others.length) announce(others.map((message) => `${message.name}: ${spoken(message.text)}`).join(". "));
  }

  /** Brings what concerns me into view; an answer that is taller than the window from its first line on. */
  look(answer) {
    const node = answer && this.list.querySelector(`[data-ts="${answer.ts}"]`);
    if (node) this.scroller.toStartOf(node);
    else this.scroller.toEnd();
  }
}

/** What I wrote, or the answer to what I did, is what I want to see. */
const concernsMe = ({ ephemeral, user }) => (ephemeral ? justActed() : user === state.me);

/** What an empty channel says to someone who is here for the first time; `fill` puts words into the composer. */
export function greeting(fill) {
  const room = channel(state.channel);
  if (room?.kind === "im") return privateGreeting();
  const [command, word] = firstCommand();
  const first = [command, word].filter(Boolean).join(" ");
  const build = () =>
    h(
      "section",
      { class: "greeting", "aria-label": "Welcome" },
      h("p", { class: "greeting-mark" }, icon(room?.is_private ? "lock" : "hash")),
      h("h2", {}, `This is the beginning of #${room?.name ?? ""}`),
      h(
        "p",
        {},
        `A sandbox that behaves like Slack, with ${state.bot.name} in it. Nothing leaves this machine, and nothing here can be broken: try everything.`,
      ),
      h(
        "ul",
        {},
        steps(first).map((words) => h("li", {}, words)),
      ),
      first &&
        h(
          "button",
          { type: "button", class: "button primary", onclick: () => fill(`${first} `) },
          `Start with ${first}`,
        ),
    );
  return { key: `greeting ${state.channel}`, data: [room, first, state.bot.name], build };
}

/** An app's messages to one person are no channel to begin in. */
function privateGreeting() {
  const { name } = state.bot;
  const build = () =>
    h(
      "section",
      { class: "greeting", "aria-label": "Welcome" },
      h("p", { class: "greeting-mark" }, icon("eye")),
      h("h2", {}, `Here ${name} writes to you alone`),
      h("p", {}, "There is nothing yet. Reminders come here, and answers to what you press on the Home tab."),
    );
  return { key: `greeting ${state.channel}`, data: name, build };
}

function firstCommand() {
  const [command] = state.commands;
  if (!command) return [];
  return [command.command, command.words?.find((one) => one.word === "start")?.word ?? command.words?.[0]?.word];
}

function steps(first) {
  return [
    first && [
      h("strong", {}, "Begin. "),
      "Type ",
      h("code", {}, first),
      " below and press Enter; dialogs and buttons do the rest.",
    ],
    [
      h("strong", {}, "Be several people. "),
      "Switch who you are at the top right, or open a window for each person from the same menu.",
    ],
    [h("strong", {}, "Look around. "), "Type ", h("code", {}, "/"), " to see everything that can be asked for."],
  ].filter(Boolean);
}
