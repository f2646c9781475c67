// The phone page: one person at a time, one account at a time, and what passes between them.

import { clearChat, scrollDown, showChat } from "./chat.js";
import { showNoAccount, showNoFan, showNothing, showSilence, showStranger } from "./empty.js";
import { showAccounts, showFans } from "./people.js";
import { ask, listen, tell } from "./server.js";
import { clockTime } from "./when.js";
import { chooseLanguage, language, say, translatePage } from "./words.js";

const at = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const chosen = { account: query.get("account"), fan: query.get("fan") };
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
  at("who").textContent = phone ? phone.account.name : "";
  at("clock").textContent = clockTime(now());
  at("more").hidden = !following;
  at("fans-part").hidden = !accounts.length;
  at("composer").hidden = !following;
  at("follow-bar").hidden = !phone || following;
  showEmpty(following);
  if (phone) showChat(phone);
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

function act(what, more = {}) {
  return attempt(() => tell(what, { ...chosen, ...more }));
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

async function makeFan(event) {
  event.preventDefault();
  const made = await attempt(() => tell("fans", { account: chosen.account, nickname: at("nickname").value }));
  if (!made) return;
  at("nickname").value = at("search").value = "";
  await chooseFan(made.openid);
}

async function attempt(doing) {
  try {
    return (await doing()) || true;
  } catch (error) {
    // A TypeError is the network's: the pill about reconnecting says it already.
    if (!(error instanceof TypeError)) toast(say("refused", { why: error.message }));
    return false;
  }
}

let toastTimer;
function toast(text) {
  at("toast").textContent = text;
  at("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { at("toast").hidden = true; }, 5000);
}

// ---- the page itself

function fitText() {
  const text = at("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 112)}px`;
  at("send").disabled = !text.value.trim();
}

function togglePeople(isOpen) {
  at("desk").classList.toggle("choosing", isOpen);
}

function toggleMenu(isOpen) {
  at("menu").hidden = !isOpen;
  at("more").setAttribute("aria-expanded", isOpen);
}

function speak(wanted) {
  chooseLanguage(wanted);
  translatePage();
  clearChat();
  showAccounts(accounts, chosen.account, chooseAccount);
  showPhone();
}

at("composer").onsubmit = sendText;
at("text").oninput = fitText;
at("text").onkeydown = (event) => {
  // While an input method is open, Enter chooses a word.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) sendText(event);
};
at("new-fan").onsubmit = makeFan;
at("search").oninput = () => attempt(loadFans);
at("follow").onclick = () => act("follow");
at("unfollow").onclick = () => { toggleMenu(false); act("unfollow"); };
at("more").onclick = (event) => { event.stopPropagation(); toggleMenu(at("menu").hidden); };
at("back").onclick = () => togglePeople(true);
document.onclick = () => toggleMenu(false);
document.onkeydown = (event) => { if (event.key === "Escape") toggleMenu(false); };
for (const button of document.querySelectorAll("[data-lang]")) {
  button.onclick = () => {
    query.set("lang", button.dataset.lang);
    rememberInAddress();
    speak(button.dataset.lang);
    attempt(loadFans);
  };
}
window.onresize = scrollDown;
setInterval(() => { at("clock").textContent = clockTime(now()); }, 5000);

speak(query.get("lang"));
listenToChosen();
