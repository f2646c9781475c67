// Small parts of the page. Text goes in as text, never as HTML.

const COLOURS = ["#5b8c85", "#c08457", "#7a86b8", "#b0708a", "#6f9a5d", "#4f8fb3", "#a08a52", "#8a77b0"];

export function part(tag, className = "", ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

// A face: the first character of a name on a colour that belongs to the id.
export function face(name, id) {
  const node = part("span", "face", Array.from(name.trim())[0] || "?");
  node.style.backgroundColor = COLOURS[sum(id) % COLOURS.length];
  node.setAttribute("aria-hidden", "true");
  return node;
}

function sum(text) {
  let total = 0;
  for (const character of text) total = (total * 31 + character.codePointAt(0)) % 9973;
  return total;
}
