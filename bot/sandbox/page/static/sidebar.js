// The bar on the left: channels and the app; and the heading of the place one is in.

import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { addressAs } from "./people.js";
import { channel, direct, me, rooms, state, unreadIn } from "./state.js";

/** Draws the list of places; `go({channel, home})` moves there. Each is a link, so it also opens in a window of its own. */
export function drawSidebar(nav, go) {
  const places = [
    heading("Channels"),
    ...rooms().map((room) => ({
      room,
      name: room.name,
      mark: room.is_private ? "lock" : "hash",
      to: { channel: room.id },
    })),
    heading("Apps"),
    { name: state.bot.name, mark: "home", to: appPlace(), room: direct() ?? {}, app: true },
  ];
  patch(
    nav,
    places.map((place) => (place.heading ? title(place) : entry(place, go))),
  );
}

const appPlace = () => (state.bot.home_tab === false ? { channel: direct()?.id } : { home: true });
const heading = (words) => ({ heading: words });

function title({ heading: words }) {
  return { key: `heading ${words}`, data: words, build: () => h("h2", {}, words) };
}

function entry({ room, name, mark, to, app }, go) {
  const here = app ? state.home || state.channel === room.id : !state.home && state.channel === room.id;
  const unread = unreadIn(room);
  const address = addressAs(me()?.name ?? "", app ? "home" : name);
  const move = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  const build = () =>
    h(
      "a",
      {
        href: address,
        class: "place",
        "aria-current": here ? "page" : null,
        "data-focus": `place ${name}`,
        onclick: move,
      },
      icon(mark),
      h("span", { class: "place-name" }, name),
      room.is_private && !app && h("span", { class: "sr-only" }, " (private)"),
      app && h("span", { class: "badge" }, "APP"),
      badge(unread),
    );
  return { key: `place ${room.id ?? name}`, data: [here, unread, address, name], build };
}

const badge = (unread) =>
  unread > 0 && h("span", { class: "unread" }, unread, h("span", { class: "sr-only" }, " unread"));

/** Draws the heading of the channel, or of the app with its two tabs. */
export function drawHeading(place, go) {
  const room = channel(state.channel);
  const app = state.home || room?.kind === "im";
  const data = [state.home, room, state.bot.name, state.screen?.is_member, app && unreadIn(direct() ?? {})];
  patch(place, [
    { key: "heading", data, build: () => h("div", { class: "heading" }, app ? appHeading(go) : roomHeading(room)) },
  ]);
}

function roomHeading(room) {
  const without = room && !room.is_member_bot;
  return [
    h("h1", {}, icon(room?.is_private ? "lock" : "hash"), room?.name ?? "No channel"),
    without && h("p", { class: "topic" }, `${state.bot.name} is not in this channel`),
  ];
}

function appHeading(go) {
  const tab = (label, here, to, unread = 0) =>
    h(
      "button",
      {
        type: "button",
        class: "tab",
        "aria-current": here ? "page" : null,
        "data-focus": `tab ${label}`,
        onclick: () => go(to),
      },
      label,
      badge(unread),
    );
  const messages = direct();
  return [
    h("h1", {}, state.bot.name, h("span", { class: "badge" }, "APP")),
    h(
      "div",
      { class: "tabs", role: "group", "aria-label": "Parts of the app" },
      state.bot.home_tab !== false && tab("Home", state.home, { home: true }),
      messages && tab("Messages", !state.home, { channel: messages.id }, unreadIn(messages)),
    ),
  ];
}
