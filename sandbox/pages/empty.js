// What the screen says when there is nothing to show, and what to do about it.

import { face, part } from "./parts.js";
import { say } from "./words.js";

const place = document.getElementById("empty");

export function showNothing() {
  place.hidden = true;
}

export function showNoAccount() {
  const said = JSON.stringify({ name: say("sample") });
  const command = `curl -d '${said}' \\\n  ${location.origin}/control/accounts`;
  const title = part("h3", "", say("noAccountTitle"));
  show(picture(), title, part("p", "", say("noAccountText")), part("code", "", command));
}

export function showNoFan(openPeople) {
  const button = part("button", "open-people", say("chooseFan"));
  button.type = "button";
  button.onclick = openPeople;
  show(picture(), part("h3", "", say("noFanTitle")), part("p", "", say("noFanText")), button);
}

export function showStranger({ account }) {
  const kind = part("small", "", say(account.kind));
  show(face(account.name, account.appId), part("h3", "", account.name), kind, part("p", "", say("newHere")));
}

export function showSilence({ account }) {
  show(face(account.name, account.appId), part("h3", "", account.name), part("p", "", say("hello")));
}

function picture() {
  const icon = part("img", "big");
  icon.src = "/pages/icon.svg";
  icon.alt = "";
  return icon;
}

function show(...parts) {
  place.replaceChildren(...parts);
  place.hidden = false;
}
