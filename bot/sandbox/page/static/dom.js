// Builds and patches the page's nodes; text from people only ever becomes text nodes.

const drawn = new WeakMap();

/** An element with attributes (`onclick` and the like are listeners), then its children; empty children are left out. */
export function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) set(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, name, value) {
  if (value === undefined || value === null) return;
  if (name.startsWith("aria-")) node.setAttribute(name, String(value));
  else if (value === false) return;
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : value);
}

/**
 * Makes the children of `parent` those of `entries`, in order: {key, data, build(), update?(node)}.
 * A child whose data did not change is not touched, so focus, selection and half-typed text in it survive.
 */
export function patch(parent, entries) {
  keepFocus(parent, () => patchChildren(parent, entries));
}

function patchChildren(parent, entries) {
  const old = new Map([...parent.children].map((node) => [drawn.get(node)?.key, node]));
  const wanted = entries.map((entry) => settled(old.get(entry.key), entry));
  const kept = new Set(wanted);
  for (const node of [...parent.childNodes]) if (!kept.has(node)) node.remove();
  wanted.forEach((node, place) => {
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
}

function settled(node, entry) {
  const json = JSON.stringify(entry.data);
  if (node && drawn.get(node).json === json) return node;
  const now = node && entry.update ? node : entry.build();
  if (now === node) entry.update(node);
  drawn.set(now, { key: entry.key, json });
  return now;
}

/** Runs `change`; if the node that had the focus was replaced, the one in its place (or the button of its name) gets it. */
function keepFocus(parent, change) {
  const had = parent.contains(document.activeElement) ? document.activeElement : null;
  const where = had?.dataset.focus;
  const range = had && "selectionStart" in had ? selection(had) : null;
  change();
  if (!where || had.isConnected) return;
  const now = parent.querySelector(`[data-focus="${CSS.escape(where)}"]`) ?? namesake(parent, had);
  now?.focus({ preventScroll: true });
  if (now && range) now.setSelectionRange?.(...range);
}

function namesake(parent, had) {
  if (had.localName !== "button") return undefined;
  return [...parent.querySelectorAll("button")].find((one) => nameOf(one) === nameOf(had));
}

const nameOf = (button) => button.ariaLabel ?? button.textContent;

function selection(field) {
  return field.selectionStart === null ? null : [field.selectionStart, field.selectionEnd];
}

let counter = 0;

/** An id nobody else on the page has. */
export function uniqueId(stem) {
  counter += 1;
  return `${stem}-${counter}`;
}

const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)/i;

/** A link that opens in a new tab; an address that is no web, mail or phone address stays plain text. */
export function link(href, ...label) {
  const children = label.length ? label : [href];
  if (!SAFE_LINK.test(href) || !URL.canParse(href)) return h("span", {}, ...children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}
