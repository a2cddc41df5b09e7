// Slack's own warnings and the page's, as short notes in a corner; and what is read out to screen readers.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 12000;
const seen = new Set(JSON.parse(sessionStorage.getItem("notices") ?? "[]"));

/** Shows `text` for a while, above everything, dialogs too. */
export function notify(text) {
  const place = document.getElementById("notices");
  (topDialog() ?? document.body).append(place);
  const note = h(
    "div",
    { class: "notice", role: "alert" },
    icon("alert"),
    h("p", {}, text),
    h(
      "button",
      { type: "button", class: "plain", "aria-label": "Dismiss notice", onclick: () => note.remove() },
      icon("close"),
    ),
  );
  place.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}

/** Shows those warnings of a screen that this window has not shown yet. */
export function drawNotices(notices) {
  for (const { id, text } of notices) {
    if (seen.has(id)) continue;
    seen.add(id);
    notify(text);
  }
  sessionStorage.setItem("notices", JSON.stringify([...seen].slice(-200)));
}

/** Before a dialog goes, the notes in it move out to stay readable. */
export function rescueNotices(dialog) {
  const place = document.getElementById("notices");
  if (dialog.contains(place)) document.body.append(place);
}

/** Has a screen reader say `text` when it is idle. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

function topDialog() {
  return [...document.querySelectorAll("dialog[open]")].at(-1);
}
