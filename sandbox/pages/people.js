// The side panel: which account, and whose phone.

import { face, part } from "./parts.js";
import { briefly } from "./when.js";
import { say } from "./words.js";

const accountList = document.getElementById("accounts");
const fanList = document.getElementById("fans");
const count = document.getElementById("fan-count");

export function showAccounts(accounts, chosen, choose) {
  const rows = accounts.map((account) => {
    const names = part("span", "names", part("strong", "", account.name), part("small", "", say(account.kind)));
    return choice([face(account.name, account.appId), names], account.appId === chosen, () => choose(account.appId));
  });
  accountList.replaceChildren(...(rows.length ? rows : [part("li", "hint", say("noAccountTitle"))]));
}

export function showFans({ fans, total }, { chosen, searching, now }, choose) {
  count.textContent = total || "";
  const rows = fans.map((fan) => {
    const names = part("span", "names", part("strong", "", fan.nickname), part("small", "", lastLine(fan)));
    const at = part("time", "", fan.last ? briefly(fan.last.at, now) : "");
    return choice([face(fan.nickname, fan.openid), names, at], fan.openid === chosen, () => choose(fan.openid));
  });
  const rest = total - fans.length;
  if (rest > 0) rows.push(part("li", "hint", say("moreFans", { count: rest })));
  if (!fans.length) rows.push(part("li", "hint", say(searching ? "nobodyFound" : "noFans")));
  fanList.replaceChildren(...rows);
}

function choice(children, isChosen, choose) {
  const button = part("button", "", ...children);
  button.type = "button";
  button.onclick = choose;
  if (isChosen) button.setAttribute("aria-current", "true");
  return part("li", "", button);
}

function lastLine({ following, last }) {
  if (!following) return say("notFollowing");
  if (!last) return "";
  const words = {
    FOLLOWED: "follow", FAILURE: "failure", IMAGE: "picture", VOICE: "voice", VIDEO: "video", LOCATION: "location",
    FILE: "file", WXCARD: "coupon",
  };
  return words[last.kind] ? say(words[last.kind]) : last.text;
}
