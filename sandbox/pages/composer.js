// What lies below the chat: the menu bar or the keyboard, and the panel behind the plus.

import { act } from "./acts.js";
import { scrollDown } from "./chat.js";
import { icon } from "./icons.js";
import { closeSubMenus, showMenuBar } from "./menu.js";
import { drawPanel, speak } from "./panel.js";

const at = (id) => document.getElementById(id);
const ICONS = { "to-menu": "list", "to-keyboard": "keyboard", speak: "voiceInput", plus: "plus", scan: "scan" };
let phone = null;
let isTyping = false; // the keyboard was asked for, although there is a menu

export function drawTools() {
  for (const [id, name] of Object.entries(ICONS)) at(id).replaceChildren(icon(name));
  drawPanel();
}

// Another phone: the menu comes first again.
export function resetTools() {
  isTyping = false;
  togglePanel(false);
}

// With null there is nothing to write to.
export function showTools(news) {
  phone = news;
  const hasMenu = Boolean(phone?.menu?.buttons.length);
  if (phone) showMenuBar(phone.menu);
  at("menu-row").hidden = !hasMenu || isTyping;
  at("composer").hidden = !phone || (hasMenu && !isTyping);
  at("to-menu").hidden = !hasMenu;
  if (at("composer").hidden) togglePanel(false);
}

function showKeyboard(isShown) {
  isTyping = isShown;
  showTools(phone);
  at(isShown ? "text" : "to-keyboard").focus();
}

function togglePanel(isOpen) {
  at("panel").hidden = !isOpen;
  at("plus").setAttribute("aria-expanded", isOpen);
  if (isOpen) scrollDown();
}

async function sendText(event) {
  event.preventDefault();
  const text = at("text").value;
  if (!text.trim()) return;
  at("text").value = "";
  fitText();
  if (!(await act("write", { text }))) at("text").value = text;
  fitText();
  at("text").focus();
}

function fitText() {
  const text = at("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 112)}px`;
  const isEmpty = !text.value.trim();
  at("send").hidden = isEmpty;
  at("plus").hidden = !isEmpty;
}

at("composer").onsubmit = sendText;
at("text").oninput = fitText;
at("text").onfocus = () => togglePanel(false);
at("text").onkeydown = (event) => {
  // While an input method is open, Enter chooses a word.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) sendText(event);
};
at("to-menu").onclick = () => showKeyboard(false);
at("to-keyboard").onclick = () => showKeyboard(true);
at("speak").onclick = speak;
at("plus").onclick = () => togglePanel(at("panel").hidden);
document.addEventListener("click", closeSubMenus);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  closeSubMenus();
  togglePanel(false);
});
