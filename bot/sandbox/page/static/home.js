// The app's Home tab of the person one is.

import { drawBlocks } from "./blocks.js";
import { h, patch } from "./dom.js";
import { surfaceOf } from "./field.js";
import { direct, state, unreadIn } from "./state.js";
import { newsBar } from "./thread.js";

/** Draws the published home, or says that there is none yet; and what the app has said elsewhere meanwhile. */
export function drawHome(place, go) {
  const view = state.screen?.home;
  const surface = view && surfaceOf({ type: "home" }, { values: view.values });
  const blocks = (node) => (drawBlocks(node, view.blocks, surface), node);
  const nothing = `${state.bot.name} has not put anything on your Home tab yet.`;
  patch(place, [
    ...answers(go),
    view
      ? { key: `home ${state.me}`, data: view, build: () => blocks(h("div", { class: "home-blocks" })), update: blocks }
      : { key: "nothing", data: nothing, build: () => h("p", { class: "nothing" }, nothing) },
  ]);
}

/** On the Home tab an app can only answer in its messages. */
function answers(go) {
  const messages = direct();
  const count = messages ? unreadIn(messages) : 0;
  if (!count) return [];
  const said = `${state.bot.name} has answered you: ${count === 1 ? "1 new message" : `${count} new messages`}`;
  const what = () => h("span", { class: "what" }, said);
  const build = () => newsBar(what(), { way: "Read it", go: () => go({ channel: messages.id }) });
  return [{ key: "answers", data: said, build }];
}
