// Small parts of the desk, and how it asks the box to do something.

import { part } from "../parts.js";
import { post, read } from "../server.js";
import { say } from "../words.js";

const box = document.getElementById("toast");
let timer;

export { part };

export function control(path) {
  return attempt(() => read(`/control/${path}`));
}

export function order(path, said = {}, method = "POST") {
  return attempt(() => post(`/control/${path}`, said, method));
}

export function press(label, done, className = "") {
  const button = part("button", className, label);
  button.type = "button";
  button.onclick = async () => {
    button.disabled = true;
    await done();
    button.disabled = false;
  };
  return button;
}

export function options(name, label, values, chosen) {
  const select = part("select", "", ...values.map((value) => {
    const [key, words] = Array.isArray(value) ? value : [value, value];
    return Object.assign(part("option", "", words), { value: key, selected: key === chosen });
  }));
  select.name = name;
  return part("label", "field", part("span", "", label), select);
}

export function input(name, label, value, more = {}) {
  return part("label", "field", part("span", "", label), Object.assign(part("input"), { name, value, ...more }));
}

export function empty(words) {
  return part("p", "hint", words);
}

// Draws only what looks different, so that nothing under the pointer or the finger is pulled away.
export function drawList(place, items, keyOf, draw) {
  const before = new Map([...place.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map((item) => {
    const key = keyOf(item);
    const seen = JSON.stringify(item);
    const old = before.get(key);
    if (old?.dataset.seen === seen) return old;
    const node = draw(item);
    if (old?.open) node.open = true;
    return Object.assign(node.dataset, { key, seen }) && node;
  });
  if (nodes.length !== place.children.length || nodes.some((node, at) => place.children[at] !== node)) {
    place.replaceChildren(...nodes);
  }
}

// In Beijing: 09-23 12:00.
export function at(seconds) {
  return new Date((seconds + 8 * 3600) * 1000).toISOString().slice(5, 16).replace("T", " ");
}

export function timeOf(seconds) {
  return new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "Asia/Shanghai" }).format(seconds * 1000);
}

async function attempt(doing) {
  try {
    return await doing();
  } catch (error) {
    if (!(error instanceof TypeError)) toast(say("refused", { why: error.message }));
    return null;
  }
}

function toast(text) {
  box.textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { box.hidden = true; }, 6000);
}
