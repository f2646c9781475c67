// Accounts with their settings and quotas, and the windows of their fans.

import { at, control, drawList, empty, input, options, order, part, press } from "./parts.js";
import { say } from "../words.js";

const place = document.getElementById("accounts");
const windows = document.getElementById("windows");
let all = [];

export async function showAccounts() {
  const said = await control("accounts");
  if (!said) return;
  all = said.accounts;
  const quotas = await Promise.all(all.map((one) => control(`accounts/${one.appId}/quotas`)));
  const items = all.map((one, index) => ({ ...one, used: (quotas[index]?.quotas || []).filter(({ used }) => used) }));
  drawList(place, items, (one) => one.appId, account);
  if (!all.length) place.replaceChildren(empty(say("noAccountTitle")));
  fillAccounts();
}

function account(one) {
  const verify = press(say(one.verified ? "unverify" : "verify"), () => order(`accounts/${one.appId}`, { verified: !one.verified }, "PATCH"));
  const facts = part("dl", "facts", ...fact("AppID", one.appId), ...fact(say("callback"), one.callbackUrl || say("noCallback")),
    ...fact(say("encryption"), one.encryption), ...fact(say("whitelist"), one.ipWhitelist?.join(", ") ?? say("anyIp")));
  const used = one.used.length ? part("ul", "bars", ...one.used.map(bar)) : empty(say("unusedQuotas"));
  const head = part("summary", "", part("strong", "", one.name), part("span", "tag", say(one.kind)),
    part("span", one.verified ? "tag good" : "tag bad", say(one.verified ? "verified" : "notVerified")),
    part("span", "aside", say("fansCount", { count: one.fanCount })));
  return part("details", "item", head, facts, part("h3", "", say("quotas")), used, part("div", "row", verify));
}

function fact(name, value) {
  return [part("dt", "", name), part("dd", "", value)];
}

function bar({ api, used, limit }) {
  const meter = Object.assign(part("meter"), { max: limit, value: used, high: limit * 0.8, optimum: 0 });
  meter.setAttribute("aria-label", api);
  return part("li", "", part("code", "", api), meter, part("span", "", `${used} / ${limit}`));
}

// ---- windows

export function drawWindowForm() {
  const form = part("form", "fields", options("account", say("account"), [], ""), input("search", say("searchFans"), "", { type: "search" }));
  form.oninput = showWindows;
  form.onsubmit = (event) => event.preventDefault();
  const list = part("ul", "list");
  list.id = "window-list";
  windows.replaceChildren(form, list);
  fillAccounts();
}

function fillAccounts() {
  const select = windows.querySelector("select");
  if (!select || select.children.length === all.length) return;
  select.replaceChildren(...all.map((one) => Object.assign(part("option", "", one.name), { value: one.appId })));
}

export async function showWindows() {
  const form = windows.querySelector("form");
  const account = form.elements.account.value;
  const list = document.getElementById("window-list");
  if (!account) return list.replaceChildren(part("li", "", empty(say("noFansHere"))));
  const query = new URLSearchParams({ search: form.elements.search.value, first: 12 });
  const said = await control(`accounts/${account}/fans?${query}`);
  if (!said) return undefined;
  drawList(list, said.fans, (one) => one.openid, (one) => fan(account, one));
  if (!said.fans.length) list.replaceChildren(part("li", "", empty(say("noFansHere"))));
  return undefined;
}

function fan(account, one) {
  const change = (said) => order(`accounts/${account}/fans/${one.openid}`, said, "PATCH");
  const tags = [
    ...(one.following ? [] : [part("span", "tag", say("notFollowing"))]),
    ...(one.refuses ? [part("span", "tag bad", say("refusing"))] : []),
    ...(one.blacklisted ? [part("span", "tag bad", say("blocked"))] : []),
  ];
  const buttons = part("span", "row", press(say("toggleRefuse"), () => change({ refuses: !one.refuses })),
    press(say("toggleBlock"), () => change({ blacklisted: !one.blacklisted })));
  return part("li", "fan", part("strong", "", one.nickname), part("span", one.left ? "tag good" : "tag", left(one)), ...tags, buttons);
}

function left({ left, until }) {
  if (left === null) return say("shut");
  const words = left > 1e6 ? say("unlimited") : say("left", { left });
  return `${words} · ${say("until", { when: at(until) })}`;
}
