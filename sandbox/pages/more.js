// What is behind the three dots: receiving messages, notifications, paying, leaving.

import { act, changeFan, lookUp, toast } from "./acts.js";
import { part } from "./parts.js";
import { openSheet, tick } from "./sheets.js";
import { say } from "./words.js";

const menu = document.getElementById("menu");
const opener = document.getElementById("more");

export function drawMore(fan) {
  const rows = {
    refuse: [say(fan.refuses ? "accept" : "refuse"), () => changeFan({ refuses: !fan.refuses })],
    location: [say("reportLocation"), () => act("report-location").then((told) => told && toast(say("done")))],
    notifications: [say("notifications"), askNotifications],
    pay: [say("pay"), () => act("pay").then((told) => told && toast(say("paid")))],
    unfollow: [say("unfollow"), () => act("unfollow")],
    close: [say("close"), askClosing],
  };
  menu.replaceChildren(...Object.entries(rows).map(([name, [label, press]]) => row(name, label, press)));
}

export function toggleMore(isOpen) {
  menu.hidden = !isOpen;
  opener.setAttribute("aria-expanded", isOpen);
  if (isOpen) menu.firstChild?.focus();
}

menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  toggleMore(false);
  opener.focus();
});

menu.onkeydown = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...menu.children];
  rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length].focus();
};

function row(name, label, press) {
  const made = part("button", name === "close" ? "danger" : "", label);
  made.type = "button";
  made.setAttribute("role", "menuitem");
  made.onclick = () => { toggleMore(false); press(); };
  return made;
}

async function askNotifications() {
  const found = await lookUp("templates");
  if (!found) return;
  if (!found.templates.length) return void toast(say("noTemplates"));
  const ticks = found.templates.slice(0, 5).map(({ templateId, title }) => tick(title, templateId, true));
  const answer = (accept, templateIds) => templateIds.length && act("answer-popup", { templateIds, accept });
  openSheet(say("notifications"), [part("p", "hint", say("notificationsHint")), ...ticks], {
    confirm: say("allow"),
    done: (said) => answer(true, Object.keys(said)),
    decline: { label: say("decline"), done: () => answer(false, found.templates.slice(0, 5).map((one) => one.templateId)) },
  });
}

function askClosing() {
  openSheet(say("close"), [part("p", "hint", say("closeSure"))], { done: () => act("cancel") });
}
