// Pictures: large in the channel, and full screen to look at closely.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** A picture that opens full screen when pressed. */
export function picture(source, alt, { title, small } = {}) {
  const image = h("img", { src: source, alt: alt ?? "" });
  const button = h(
    "button",
    {
      type: "button",
      class: small ? "picture small" : "picture",
      "aria-label": `Open the picture: ${alt || title || "no description"}`,
      onclick: () => openLightbox({ source, alt, title }),
    },
    image,
    !small && h("span", { class: "more", "aria-hidden": "true" }, icon("expand"), "Open the whole picture"),
  );
  if (!small) sayWhenCut(button, image);
  return button;
}

/** A tall picture is as wide as there is room, and its lower end may not be on it. */
function sayWhenCut(button, image) {
  const look = () => button.classList.toggle("cut", image.clientHeight > button.clientHeight + 1);
  new ResizeObserver(look).observe(image);
}

/** Files that came with a message: pictures large, anything else as a card to download; `said` is the message's text. */
export const attachment = (file, said) => (/^image\//.test(file.mimetype) ? pictureFile(file, said) : card(file));

function pictureFile(file, said) {
  const title = file.title || file.name;
  const caption = !said.includes(title) && h("figcaption", {}, title);
  return h("figure", {}, caption, picture(file.url, file.alt_txt || title, { title }));
}

function card(file) {
  return h(
    "a",
    { class: "file-card", href: file.url, download: file.name },
    icon("file"),
    h(
      "span",
      { class: "file-words" },
      h("strong", {}, file.title || file.name),
      h("small", {}, `${kindOf(file)} · ${sizeOf(file.size)}`),
    ),
    h("span", { class: "sr-only" }, "Download"),
    icon("download"),
  );
}

const kindOf = (file) => (file.name.includes(".") ? file.name.split(".").at(-1).toUpperCase() : file.mimetype);

function sizeOf(bytes) {
  if (!(bytes >= 1000)) return `${bytes ?? 0} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function openLightbox({ source, alt, title }) {
  const image = h("img", { src: source, alt: alt ?? "" });
  const stage = h("div", { class: "stage", tabindex: 0, role: "region", "aria-label": "Picture" }, image);
  const zoom = h("button", { type: "button", class: "button", onclick: () => toggle() }, "100 %");
  const toggle = (at) => {
    const whole = stage.classList.toggle("whole");
    zoom.textContent = whole ? "Fit" : "100 %";
    if (whole && at) centre(stage, image, at);
  };
  const close = h(
    "button",
    { type: "button", class: "button", "aria-label": "Close", onclick: () => dialog.close() },
    icon("close"),
  );
  const download = h("a", { class: "button", href: source, download: "" }, icon("download"), "Download");
  const dialog = h(
    "dialog",
    { class: "lightbox", "aria-label": title || alt || "Picture" },
    h("div", { class: "lightbox-bar" }, h("strong", {}, title || alt), zoom, download, close),
    stage,
  );
  image.addEventListener("click", (event) => !stage.dataset.dragged && toggle(event));
  stage.addEventListener("pointerdown", (event) => drag(stage, event));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

/** Keeps the point that was pressed in the middle when the picture grows. */
function centre(stage, image, event) {
  const { width, height } = image.getBoundingClientRect();
  const [across, down] = [
    event.offsetX / event.target.dataset.width || 0.5,
    event.offsetY / event.target.dataset.height || 0.5,
  ];
  stage.scrollTo(across * width - stage.clientWidth / 2, down * height - stage.clientHeight / 2);
}

function drag(stage, down) {
  const start = { x: stage.scrollLeft + down.clientX, y: stage.scrollTop + down.clientY };
  delete stage.dataset.dragged;
  const move = (event) => {
    if (Math.abs(event.clientX - down.clientX) + Math.abs(event.clientY - down.clientY) > 4)
      stage.dataset.dragged = "true";
    stage.scrollTo(start.x - event.clientX, start.y - event.clientY);
  };
  const image = stage.firstElementChild;
  Object.assign(image.dataset, { width: image.clientWidth, height: image.clientHeight });
  image.draggable = false;
  stage.addEventListener("pointermove", move);
  window.addEventListener("pointerup", () => stage.removeEventListener("pointermove", move), { once: true });
}
