// Line drawings, 24 by 24.

const PATHS = {
  album: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  film: "M4 7h11v10H4zM15 11l5-3v8l-5-3",
  place: "M12 21c4-5 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6 6 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  scan: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M7 12h10",
  files: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  cards: "M8 16a3 3 0 1 1 0-6c3 0 2 5 5 5a3 3 0 0 0 0-6M12 12v5a3 3 0 1 1-3-3",
  links: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  voiceInput: "M12 4a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V7a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  plus: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v8M8 12h8",
  keyboard: "M3 7h18v10H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10",
  list: "M5 8h14M5 12h14M5 16h14",
  wave: "M7 9.5a4 4 0 0 1 0 5M10.5 7a8 8 0 0 1 0 10M14 4.500a12 12 0 0 1 0 15",
  play: "M9 7l8 5-8 5z",
  note: "M9 18a2 2 0 1 1-2-2 2 2 0 0 1 2 2zM9 18V6l9-2v12M18 16a2 2 0 1 1-2-2 2 2 0 0 1 2 2z",
  ticket: "M4 7h16v4a2 2 0 0 0 0 3v3H4v-3a2 2 0 0 0 0-3zM14 7v10",
  document: "M6 3h8l4 4v14H6zM14 3v4h4",
};
const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}
