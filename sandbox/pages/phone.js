// The phone page: one person at a time, one account at a time, and what passes between them.

import { act, attempt, chosen } from "./acts.js";
import { clearChat, scrollDown, showChat } from "./chat.js";
import { drawTools, resetTools, showTools } from "./composer.js";
import { showNoAccount, showNoFan, showNothing, showSilence, showStranger } from "./empty.js";
import { drawMore, toggleMore } from "./more.js";
import { scanCode } from "./panel.js";
import { showAccounts, showFans } from "./people.js";
import { ask, listen, tell } from "./server.js";
import { closeSheet } from "./sheets.js";
import { clockTime } from "./when.js";
import { chooseLanguage, say, translatePage } from "./words.js";

const at = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
Object.assign(chosen, { account: query.get("account"), fan: query.get("fan") });
let accounts = [];
let phone = null;
let stopListening = () => {};

// ---- choosing

async function loadDirectory() {
  accounts = (await ask("accounts")).accounts;
  if (!accounts.some((account) => account.appId === chosen.account)) {
    chosen.account = accounts.length ? accounts[0].appId : null;
    chosen.fan = null;
    listenToChosen();
  }
  showAccounts(accounts, chosen.account, chooseAccount);
  await loadFans();
  showPhone();
}

async function loadFans() {
  if (!chosen.account) return;
  const search = at("search").value;
  const found = await ask("fans", { account: chosen.account, search, first: 200 });
  showFans(found, { chosen: chosen.fan, searching: search, now: now() }, chooseFan);
}

function chooseAccount(appId) {
  Object.assign(chosen, { account: appId, fan: appId === chosen.account ? chosen.fan : null });
  listenToChosen();
  return attempt(loadDirectory);
}

function chooseFan(openid) {
  chosen.fan = openid;
  togglePeople(false);
  listenToChosen();
  return attempt(loadFans);
}

function listenToChosen() {
  stopListening();
  phone = null;
  clearChat();
  closeSheet();
  resetTools();
  rememberInAddress();
  const who = chosen.account && chosen.fan ? { account: chosen.account, fan: chosen.fan } : {};
  stopListening = listen(who, {
    onPhone: receivePhone,
    onDirectory: () => attempt(onDirectory),
    onLost: () => { at("offline").hidden = false; },
    onFound: () => { at("offline").hidden = true; },
  });
  showPhone();
}

async function onDirectory() {
  await loadDirectory();
  await forgetMissingFan();
}

async function forgetMissingFan() {
  if (!chosen.fan || phone) return;
  const { fans } = await ask("fans", { account: chosen.account, search: chosen.fan, first: 1 });
  if (!fans.length) await chooseFan(null);
}

function rememberInAddress() {
  // Whoever signs in with WeChat from this browser is the person on this phone.
  document.cookie = `phone=${encodeURIComponent(chosen.fan || "")}; path=/; SameSite=Lax`;
  const kept = Object.entries({ ...chosen, lang: query.get("lang") }).filter(([, value]) => value);
  history.replaceState(null, "", `?${new URLSearchParams(kept)}`);
}

// ---- the phone

function receivePhone(news) {
  const isNewLine = !phone || news.messages.length !== phone.messages.length;
  phone = { ...news, receivedAt: Date.now() / 1000 };
  showPhone();
  if (isNewLine) attempt(loadFans);
}

function showPhone() {
  const following = phone?.fan.following;
  showTitle();
  at("clock").textContent = clockTime(now());
  at("more").hidden = !following;
  at("fans-part").hidden = !accounts.length;
  at("follow-bar").hidden = !phone || following;
  showTools(following ? phone : null);
  showEmpty(following);
  if (phone) showChat(phone);
}

function showTitle() {
  const isTyping = phone && phone.typingUntil > now();
  at("who").textContent = isTyping ? say("typing") : phone?.account.name || "";
}

function showEmpty(following) {
  if (!accounts.length && !phone) return showNoAccount();
  if (!chosen.fan) return showNoFan(() => togglePeople(true));
  if (!phone || phone.messages.length) return showNothing();
  return following ? showSilence(phone) : showStranger(phone);
}

function now() {
  const real = Date.now() / 1000;
  return phone ? phone.now + real - phone.receivedAt : real;
}

// ---- doing

async function makeFan(event) {
  event.preventDefault();
  const made = await attempt(() => tell("fans", { account: chosen.account, nickname: at("nickname").value }));
  if (!made) return;
  at("nickname").value = at("search").value = "";
  await chooseFan(made.openid);
}

// ---- the page itself

function togglePeople(isOpen) {
  at("desk").classList.toggle("choosing", isOpen);
}

function speak(wanted) {
  chooseLanguage(wanted);
  translatePage();
  drawTools();
  clearChat();
  showAccounts(accounts, chosen.account, chooseAccount);
  showPhone();
}

at("new-fan").onsubmit = makeFan;
at("search").oninput = () => attempt(loadFans);
at("follow").onclick = () => act("follow");
at("scan").onclick = scanCode;
at("more").onclick = (event) => {
  event.stopPropagation();
  drawMore(phone.fan);
  toggleMore(at("menu").hidden);
};
at("back").onclick = () => togglePeople(true);
document.addEventListener("click", () => toggleMore(false));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") toggleMore(false); });
for (const button of document.querySelectorAll("[data-lang]")) {
  button.onclick = () => {
    query.set("lang", button.dataset.lang);
    rememberInAddress();
    speak(button.dataset.lang);
    attempt(loadFans);
  };
}
window.onresize = scrollDown;
setInterval(() => {
  at("clock").textContent = clockTime(now());
  showTitle();
}, 1000);

speak(query.get("lang"));
listenToChosen();
