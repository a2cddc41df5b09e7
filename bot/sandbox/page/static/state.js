// What this window knows: who one acts as, where one looks, and the last screen the server gave.

import { act as post } from "./server.js";

export const state = {
  team: { name: "" },
  bot: { id: "", name: "" },
  people: [],
  channels: [],
  commands: [],
  shortcuts: [],
  me: "",
  channel: "",
  home: false,
  thread: null,
  screen: null,
};

const ANSWER_MS = 30000;
let afterwards = async () => {};
let acted = -ANSWER_MS;

/** Has `refresh` run after every act, so that its outcome is on the screen when the act is over. */
export function afterActing(refresh) {
  afterwards = refresh;
}

/** Whether what comes now may well be the answer to what was done in this window. */
export const justActed = () => performance.now() - acted < ANSWER_MS;

/** Acts as the person this window is. */
export async function act(verb, body = {}) {
  acted = performance.now();
  try {
    return await post(verb, { user: state.me, ...body });
  } finally {
    acted = performance.now(); // a slow bot has taken its time
    await afterwards();
  }
}

export const person = (id) => state.people.find((one) => one.id === id);
export const channel = (id) => state.channels.find((one) => one.id === id);
export const me = () => person(state.me);

/** Takes what the server tells of the workspace, and when that was. */
export const learn = (told) => Object.assign(state, told, { learnt: performance.now() });

/** What time it is in the workspace, in milliseconds since 1970. */
export const now = () => (state.now ?? 0) * 1000 + performance.now() - (state.learnt ?? 0);

/** What time it is for somebody, as `Intl.DateTimeFormat` tells it. */
export const timeFor = (somebody, as) =>
  new Intl.DateTimeFormat("en-GB", { ...as, timeZone: somebody?.tz || undefined }).format(now());

/** The name a person or the bot goes by; an id nobody knows stays as it is. */
export function nameOf(id) {
  return id === state.bot.id ? state.bot.name : (person(id)?.name ?? id);
}

/** Channels in the left bar: private ones only for those in them; direct messages with the bot belong to one person. */
export const rooms = () =>
  state.channels.filter((one) => one.kind !== "im" && (!one.is_private || one.members.includes(state.me)));
export const direct = () => state.channels.find((one) => one.kind === "im" && (!one.user || one.user === state.me));

/** How many messages of a channel this person has not looked at; none where one looks now. */
export const unreadIn = ({ id }) => (!state.home && state.channel === id ? 0 : (state.screen?.unread?.[id] ?? 0));
