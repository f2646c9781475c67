// The chat on the phone. Messages that are there stay as they are: only new ones are added.

import { content } from "./bubbles.js";
import { face, part } from "./parts.js";
import { PAUSE, when } from "./when.js";
import { say } from "./words.js";

const list = document.getElementById("chat");
const screen = document.getElementById("screen");
let shown = new Map();
let lastTimeAt = -Infinity;

export function clearChat() {
  list.replaceChildren();
  shown = new Map();
  lastTimeAt = -Infinity;
}

export function showChat(phone) {
  const before = shown.size;
  for (const message of phone.messages) {
    if (!shown.has(message.id)) add(message, phone);
    showDelivery(shown.get(message.id), message.delivery);
  }
  if (shown.size > before) scrollDown();
}

export function scrollDown() {
  screen.scrollTop = screen.scrollHeight;
}

function add(message, phone) {
  if (message.at - lastTimeAt >= PAUSE) list.append(part("li", "time", when(message.at, phone.now)));
  // The pause is counted from the last message, as WeChat counts it.
  lastTimeAt = message.at;
  const node = message.from === "SYSTEM" ? notice(message) : bubble(message, phone);
  shown.set(message.id, node);
  list.append(node);
}

function notice(message) {
  const words = { FOLLOWED: "followed", UNFOLLOWED: "unfollowed", FAILURE: "failure" };
  const node = part("li", "notice", part("span", "", say(words[message.kind], { name: message.text })));
  node.classList.toggle("trouble", message.kind === "FAILURE");
  return node;
}

function bubble(message, phone) {
  const isMine = message.from === "FAN";
  const person = isMine ? face(phone.fan.nickname, phone.fan.openid) : face(phone.account.name, phone.account.appId);
  const body = part("div", "body", content(message, scrollDown));
  if (message.via) body.append(part("small", "via", say(message.via)));
  const node = part("li", `message ${isMine ? "mine" : "theirs"}`, person, body);
  if (isMine) node.append(part("span", "delivery"));
  return node;
}

function showDelivery(node, delivery) {
  const mark = node.querySelector(".delivery");
  if (!mark) return;
  const words = delivery ? deliveryWords(delivery) : "";
  mark.dataset.state = delivery ? delivery.state : "";
  mark.title = words;
  mark.replaceChildren(part("span", "unseen", words));
}

function deliveryWords({ state, attempts }) {
  if (state === "WAITING") return attempts > 1 ? say("sendingAgain", { count: attempts }) : say("sending");
  if (state === "FAILED" || state === "DROPPED") return say("failed");
  return state === "HELD" ? say("held") : "";
}
