// Who one is and where, as the page's address says it: ?as=Ana&channel=journey (or home, or messages with the app).

import { channel, direct, me, rooms, state } from "./state.js";

const FOUND_MS = 3000;

/** The address of what this window shows. */
export function address() {
  const room = channel(state.channel);
  const place = state.home ? "home" : room?.kind === "im" ? "messages" : (room?.name ?? "");
  return `?${new URLSearchParams({ as: me()?.name ?? "", channel: place, ...(state.thread ? { thread: state.thread } : {}) })}`;
}

/** Takes who and where from the address; gives the `ts` of the message a permalink leads to, if it does. */
export function fromAddress() {
  const query = new URLSearchParams(location.search);
  state.me = (called(state.people, query.get("as") ?? localStorage.getItem("me")) ?? state.people[0])?.id ?? "";
  const place = query.get("channel");
  const toBot = place === "messages" || place === direct()?.id;
  state.channel = (toBot ? direct() : (called(rooms(), place) ?? usualRoom()))?.id ?? "";
  state.home = place === "home";
  state.thread = query.get("thread");
  return query.get("ts");
}

function called(things, word) {
  const wanted = (word ?? "").toLowerCase();
  return things.find(({ id, name }) => [id, name].some((one) => one.toLowerCase() === wanted));
}

/** Who was put out of a private channel looks at another one. */
export function stayWhereOneMay() {
  const may = [...rooms(), direct()].some((one) => one?.id === state.channel);
  if (!may) Object.assign(state, { channel: usualRoom()?.id ?? "", thread: null });
}

const usualRoom = () => rooms().find((one) => one.is_member_bot) ?? rooms()[0];

/** Brings the message of a permalink into sight, in its thread if it is a reply. */
export function showLinked(ts, { openThread, show }) {
  const inThread = Object.entries(state.screen?.threads ?? {}).find(([, replies]) =>
    replies.some((one) => one.ts === ts),
  );
  if (inThread) openThread(inThread[0]);
  const node = [...document.querySelectorAll("[data-ts]")].findLast((one) => one.dataset.ts === ts);
  if (node) show(node);
  node?.classList.add("found");
  setTimeout(() => node?.classList.remove("found"), FOUND_MS);
}
