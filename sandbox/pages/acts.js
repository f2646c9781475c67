// What the fan on the phone does. Everything goes through the control API: the page can do nothing that a script cannot.

import { post, read } from "./server.js";
import { say } from "./words.js";

export const chosen = { account: null, fan: null };
const box = document.getElementById("toast");
let timer;

export function act(name, said = {}) {
  return attempt(() => post(`${fanPath()}/${name}`, said));
}

export function changeFan(said) {
  return attempt(() => post(fanPath(), said, "PATCH"));
}

export function lookUp(what) {
  return attempt(() => read(`/control/accounts/${encodeURIComponent(chosen.account)}/${what}`));
}

export async function attempt(doing) {
  try {
    return (await doing()) || true;
  } catch (error) {
    // A TypeError is the network's: the pill about reconnecting says it already.
    if (!(error instanceof TypeError)) toast(say("refused", { why: error.message }));
    return false;
  }
}

export function toast(text) {
  box.textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { box.hidden = true; }, 5000);
}

function fanPath() {
  return `/control/accounts/${encodeURIComponent(chosen.account)}/fans/${encodeURIComponent(chosen.fan)}`;
}
