// The question a button asks before it does what it says.

import { h, uniqueId } from "./dom.js";
import { textOf } from "./mrkdwn.js";

/** Asks a Block Kit confirmation; resolves true when the person agrees. No question, no asking. */
export function agreed(question) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => {
    const dialog = drawn(question);
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => event.detail > 1 && event.preventDefault()); // of a double click on what asks
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.returnValue = "no";
    dialog.showModal();
  });
}

function drawn({ title, text, confirm, deny, style }) {
  const id = uniqueId("confirm");
  const yes = h(
    "button",
    { value: "yes", class: style === "danger" ? "button danger" : "button primary" },
    textOf(confirm),
  );
  return h(
    "dialog",
    { class: "confirm", role: "alertdialog", "aria-labelledby": id, "aria-describedby": `${id}-text` },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id }, textOf(title)),
      h("div", { id: `${id}-text` }, textOf(text)),
      h("div", { class: "foot" }, h("button", { value: "no", class: "button", autofocus: true }, textOf(deny)), yes),
    ),
  );
}
