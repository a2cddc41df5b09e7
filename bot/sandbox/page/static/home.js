// The app's Home tab of the person one is.

import { drawBlocks } from "./blocks.js";
import { h, patch } from "./dom.js";
import { surfaceOf } from "./field.js";
import { state } from "./state.js";

/** Draws the published home, or says that there is none yet. */
export function drawHome(place) {
  const view = state.screen?.home;
  const surface = view && surfaceOf({ type: "home" }, { values: view.values });
  const blocks = (node) => (drawBlocks(node, view.blocks, surface), node);
  const nothing = `${state.bot.name} has not put anything on your Home tab yet.`;
  patch(place, [
    view
      ? { key: `home ${state.me}`, data: view, build: () => blocks(h("div", { class: "home-blocks" })), update: blocks }
      : { key: "nothing", data: nothing, build: () => h("p", { class: "nothing" }, nothing) },
  ]);
}
