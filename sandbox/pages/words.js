// Every word on the pages, in the language that was chosen.

import en from "./words/en.js";
import zh from "./words/zh.js";

const WORDS = { zh: { ...zh }, en: { ...en } };

// Another page brings words of its own.
export function learn(more) {
  Object.assign(WORDS.zh, more.zh);
  Object.assign(WORDS.en, more.en);
}

let current = "zh";

export function language() {
  return current;
}

export function chooseLanguage(wanted) {
  const first = wanted || localStorage.getItem("lang") || navigator.language || "zh";
  current = first.toLowerCase().startsWith("zh") ? "zh" : "en";
  document.documentElement.lang = current === "zh" ? "zh-CN" : "en";
  if (wanted) localStorage.setItem("lang", current);
}

export function say(word, values = {}) {
  return WORDS[current][word].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Fills in what the HTML names with data-text, data-label and data-placeholder.
export function translatePage() {
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-lang]")) node.setAttribute("aria-pressed", node.dataset.lang === current);
}
