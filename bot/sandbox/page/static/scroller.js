// A list that grows downwards: it stays at its end while one reads there, and says so when something new came below.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const NEAR = 60;

/** Looks after the scrolling of `box`, whose only child `list` holds the messages. */
export class Scroller {
  constructor(box, list) {
    Object.assign(this, { box, list, atEnd: true, top: 0 });
    this.words = h("span", {});
    this.pill = h(
      "button",
      { type: "button", class: "pill", hidden: true, onclick: () => this.toEnd() },
      this.words,
      icon("down"),
    );
    box.after(this.pill);
    box.addEventListener("scroll", () => this.looked(), { passive: true });
    const grown = new ResizeObserver(() => this.atEnd && this.jump());
    grown.observe(list);
    grown.observe(box);
  }

  /** Only a person scrolls upwards; when the end runs away downwards, a picture has loaded and we follow. */
  looked() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    const near = scrollHeight - scrollTop - clientHeight < NEAR;
    if (near || scrollTop < this.top) this.atEnd = near;
    this.top = scrollTop;
    if (this.atEnd) this.pill.hidden = true;
  }

  jump() {
    this.box.scrollTop = this.box.scrollHeight;
  }

  /** Goes to the end and stays there, whatever still grows (pictures that load). */
  toEnd() {
    this.atEnd = true;
    this.pill.hidden = true;
    this.jump();
  }

  /** Brings one message into the middle, and leaves the end alone. */
  show(node) {
    this.atEnd = false;
    node.scrollIntoView({ block: "center" });
    this.top = this.box.scrollTop;
  }

  /** Goes to the end or, where a message there is taller than what one sees of the list, to where that one begins. */
  toStartOf(node) {
    this.toEnd();
    if (node.offsetHeight <= this.box.clientHeight) return;
    this.atEnd = false;
    node.scrollIntoView({ block: "start" });
    this.top = this.box.scrollTop;
    this.offer("More below");
  }

  /** Something new came at the end; `words` say what. */
  more(words = "New messages") {
    if (this.atEnd) return this.jump();
    return this.offer(words);
  }

  /** The way to the end, in `words`. */
  offer(words) {
    this.words.textContent = words;
    this.pill.hidden = false;
  }
}
