// The page's own little drawings, as SVG nodes that take the colour of the text beside them.

const SHAPES = {
  hash: "M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  home: "M4 11.5 12 5l8 6.5M6.5 10v9.5h11V10M10 19.5v-5h4v5",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  plus: "M12 5v14M5 12h14",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  close: "M6 6l12 12M18 6 6 18",
  back: "M14.5 5.5 8 12l6.5 6.5",
  down: "M6 9.5l6 6 6-6",
  send: "M4 5l16 7-16 7 2.5-7zM6.5 12H20",
  thread: "M4 5.5h16v10.5h-9l-4.5 4v-4H4z",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  file: "M6 3.5h8l4 4v13H6zM14 3.5v4h4",
  expand: "M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5",
  menu: "M4 7h16M4 12h16M4 17h16",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  window: "M14 4h6v6M20 4l-8.5 8.5M17 14v5.5H4.5V7H10",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.01",
  users:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 2.8-6 6.5-6s6.5 2.5 6.5 6M15.5 5a3.5 3.5 0 0 1 0 6.4M18 14.6c2.1.8 3.5 2.7 3.5 5.4",
};

/** The drawing `name`, hidden from screen readers: whoever uses it says in words what it means. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
