// Starts the page and keeps it up to date: one screen, fetched anew whenever something changed, drawn over the old one.

import { Conversation, greeting } from "./channel.js";
import { Composer } from "./composer.js";
import { drawHome } from "./home.js";
import { drawDay } from "./leaping.js";
import { Modal } from "./modal.js";
import { drawNotices, notify } from "./notices.js";
import { drawSwitch } from "./people.js";
import { address, fromAddress, showLinked, stayWhereOneMay } from "./places.js";
import { released } from "./pointer.js";
import { listen, read } from "./server.js";
import { drawHeading, drawSidebar } from "./sidebar.js";
import { act, afterActing, channel, learn, me, rooms, state } from "./state.js";
import { ThreadNews, ThreadPanel } from "./thread.js";

const at = (id) => document.getElementById(id);
const talk = new Conversation(at("scroll"), at("messages"));
const composer = new Composer(at("composer"), { sent: () => talk.scroller.toEnd() });
const reply = new Composer(at("reply"), { inThread: true, sent: () => thread.talk.scroller.toEnd() });
const thread = new ThreadPanel(at("thread"));
const threadNews = new ThreadNews(at("thread-news"), openThread);
const modal = new Modal(at("modal"));
const A_TICK_MS = 5000;
const OF_ONE_PERSON = ["talk", "home", "thread-news", "thread-talk"]; // nothing to press until it is that person's
let stopListening = () => {};
let latest = Promise.resolve(); // the last fetch, under way or over
let next = null; // one that has not begun

/**
 * Fetches and draws; while one fetch is under way, any number of further calls make just one more. It is over when
 * all is drawn that was there at the call, however much goes on to change.
 */
function refresh() {
  if (!next) latest = next = latest.then(fetchNext, fetchNext);
  return next;
}

function fetchNext() {
  next = null;
  return fetchScreen();
}

async function fetchScreen() {
  try {
    learn(await read("people"));
    stayWhereOneMay();
    const asked = { user: state.me, channel: state.channel };
    const screen = await read("screen", { ...asked, looking: state.home ? "elsewhere" : "here" });
    await released();
    if (asked.user === state.me && asked.channel === state.channel) state.screen = screen;
    at("offline").hidden = true;
  } catch (failure) {
    at("offline").hidden = false;
    at("offline").textContent = failure.message;
  }
  draw();
}

function draw() {
  drawDay(at("day"));
  drawSwitch(at("switch"), become);
  drawSidebar(at("places"), go);
  drawHeading(at("heading"), go);
  at("workspace").textContent = state.team.name;
  placeFields();
  for (const place of OF_ONE_PERSON) at(place).inert = !state.screen;
  if (!state.screen) return;
  drawTalk();
  drawHome(at("home"), go);
  thread.draw(draw);
  threadNews.draw();
  modal.draw(state.screen);
  drawNotices(state.screen.notices ?? []);
  for (const field of [composer, reply]) field.fit(); // what was hidden had no height
}

/** At once, and not with the screen: what is typed meanwhile belongs to whom and where the window already is. */
function placeFields() {
  composer.draw({ label: `Message ${roomName(channel(state.channel))}` });
  if (state.thread) reply.draw({ label: "Reply in thread", thread: state.thread });
}

function drawTalk() {
  const room = channel(state.channel);
  const messages = state.screen.messages.filter(
    (message) => !message.thread_ts || message.thread_ts === message.ts || message.broadcast,
  );
  at("talk").hidden = state.home;
  at("composer").hidden = state.home || !state.screen.is_member;
  at("home").hidden = !state.home;
  at("scroll").setAttribute("aria-label", `Messages in ${roomName(room)}`);
  const before = messages.length ? [] : [greeting((text) => composer.fill(text))];
  talk.draw(messages, { where: `${state.me} ${state.channel}`, before, redraw: draw, openThread });
  at("outside").hidden = state.home || state.screen.is_member;
  at("busy").hidden = !state.screen.busy;
  at("busy").textContent = `${state.bot.name} is working …`;
  document.title = `${state.home ? state.bot.name : roomName(room)} · ${me()?.name ?? ""} · ${state.team.name}`;
}

const roomName = (room) => (room?.kind === "im" ? state.bot.name : `#${room?.name ?? ""}`);

/** Goes to a channel or to the app's home. */
function go({ channel: id, home = false }) {
  document.body.classList.remove("with-places");
  moved({ channel: id ?? state.channel, home, thread: null });
  if (home) act("home").catch((refusal) => notify(refusal.message));
}

/** Becomes another person, at the same place. */
function become(id) {
  const direct = channel(state.channel)?.kind === "im";
  moved({ me: id, ...(direct ? { channel: rooms()[0]?.id, home: true } : {}) });
  subscribe();
  if (state.home) act("home").catch((refusal) => notify(refusal.message));
}

const conversationOf = (node) => (at("thread").contains(node) ? thread.talk : talk);

function openThread(ts) {
  moved({ thread: ts });
  at("reply").querySelector("textarea").focus();
}

function closeThread() {
  const was = state.thread;
  moved({ thread: null });
  document.querySelector(`[data-focus="replies ${CSS.escape(was)}"]`)?.focus();
}

function moved(change) {
  const elsewhere = ["me", "channel"].some((name) => name in change && change[name] !== state[name]);
  Object.assign(state, change);
  if (elsewhere) state.screen = null;
  history.pushState(null, "", address());
  draw();
  refresh();
}

function subscribe() {
  localStorage.setItem("me", state.me);
  stopListening();
  stopListening = listen(state.me, refresh);
}

async function start() {
  afterActing(refresh);
  learn(await read("people"));
  const linked = fromAddress();
  history.replaceState(null, "", address());
  await refresh();
  subscribe();
  if (linked) showLinked(linked, { openThread, show: (node) => conversationOf(node).scroller.show(node) });
  if (state.home) await act("home");
}

/** What time alone changes. */
function tick() {
  drawDay(at("day"));
  if (state.screen) threadNews.draw();
}

/** Esc means the thread once nothing lies above it that it could mean instead. */
function escaped(event) {
  const above = document.querySelector("dialog[open], [popover]:popover-open");
  if (event.key === "Escape" && state.thread && !above && !event.defaultPrevented && !event.isComposing) closeThread();
}

/** Where writing is not possible, to what stands in its place. */
function skipToWriting(event) {
  event.preventDefault();
  const places = [at("composer").querySelector("textarea"), at("join"), at("home")];
  places.find((one) => one.checkVisibility()).focus();
}

document.querySelector(".skip").addEventListener("click", skipToWriting);
at("join").addEventListener("click", () =>
  act("invite", { channel: state.channel }).catch((refusal) => notify(refusal.message)),
);
at("close-thread").addEventListener("click", closeThread);
addEventListener("keydown", escaped);
at("show-places").addEventListener("click", () => document.body.classList.toggle("with-places"));
addEventListener("popstate", () => {
  const was = state.me;
  fromAddress();
  state.screen = null;
  if (was !== state.me) subscribe();
  draw();
  refresh();
});
setInterval(tick, A_TICK_MS);
start().catch((failure) => notify(failure.message));
