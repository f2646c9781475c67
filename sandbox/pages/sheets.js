// Sheets that come up from the bottom of the phone. While one is open, nothing else can be reached.

import { part } from "./parts.js";
import { say } from "./words.js";

const phone = document.querySelector(".phone");
let open = null;

// `done` is called with the form's values by name; the sheet closes unless it returns false.
export function openSheet(title, body, { confirm, done, decline } = {}) {
  closeSheet();
  const form = part("form", "sheet", heading(title), part("div", "sheet-body", ...body), buttons(confirm, decline, done));
  form.setAttribute("role", "dialog");
  form.setAttribute("aria-modal", "true");
  form.setAttribute("aria-label", title);
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (!done) return;
    if ((await done(Object.fromEntries(new FormData(form)))) !== false && open?.form === form) closeSheet();
  };
  const shade = part("div", "shade", form);
  shade.onclick = (event) => { if (event.target === shade) closeSheet(); };
  open = { form, shade, before: document.activeElement };
  for (const child of phone.children) child.inert = child.id !== "toast";
  phone.append(shade);
  (form.querySelector("input, textarea, .tile, .choice") || form.querySelector("button")).focus();
  return form;
}

export function closeSheet() {
  if (!open) return;
  open.shade.remove();
  for (const child of phone.children) child.inert = false;
  open.before?.focus?.();
  open = null;
}

export function field(label, name, value = "", more = {}) {
  const input = Object.assign(part("input"), { name, value, autocomplete: "off", ...more });
  return part("label", "field", part("span", "", label), input);
}

export function tick(label, name, isOn = false) {
  const input = Object.assign(part("input"), { name, type: "checkbox", checked: isOn, value: "yes" });
  return part("label", "field tick", input, part("span", "", label));
}

export function choice(label, more, choose) {
  const button = part("button", "choice", part("strong", "", label), part("small", "", more));
  button.type = "button";
  button.onclick = choose;
  return button;
}

function heading(title) {
  return part("h3", "sheet-title", title);
}

function buttons(confirm, decline, done) {
  const away = part("button", "quiet-button", say("cancel"));
  away.type = "button";
  away.onclick = closeSheet;
  const row = part("div", "sheet-buttons", away);
  if (decline) {
    const no = part("button", "quiet-button", decline.label);
    no.type = "button";
    no.onclick = () => { closeSheet(); decline.done(); };
    row.append(no);
  }
  if (done) row.append(part("button", "green-button", confirm || say("confirm")));
  return row;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open) return;
  event.preventDefault(); // one key closes one thing
  closeSheet();
});
