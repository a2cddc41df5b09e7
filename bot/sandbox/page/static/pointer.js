// Waits while something is being pressed: a button that is replaced between press and release never hears of its click.

const LONGEST_MS = 10000; // should a release ever go unheard
const UNFOLDING = "select, input:not([type=checkbox], [type=radio])"; // the browser's own lists swallow the release
let pressing = Promise.resolve();
let over = () => {};

function pressed({ button, target }) {
  over();
  if (button !== 0 || target.closest(UNFOLDING)) return;
  pressing = new Promise((resolve) => (over = resolve));
  setTimeout(over, LONGEST_MS);
}

/** The click itself comes right after the release. */
const lifted = () => setTimeout(over);

addEventListener("pointerdown", pressed, true);
addEventListener("blur", lifted); // the window's own
for (const end of ["pointerup", "pointercancel", "contextmenu"]) addEventListener(end, lifted, true);

/** Resolves when nothing is being pressed (any more). */
export const released = () => pressing;
