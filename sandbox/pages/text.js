// Texts with what WeChat makes tappable in them: links, mini-programs, and items of a menu written as links.

import { act } from "./acts.js";
import { openCard, openPage } from "./opening.js";
import { part } from "./parts.js";

const ANCHOR = /<a\s([^>]*)>([\s\S]*?)<\/a>|(https?:\/\/[^\s<>"'，。！？）】]+)/gi;

// The parts of a text. Only accounts may write anchors; `messageId` names the message then.
export function lines(text, messageId) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(ANCHOR)) {
    if (found[1] !== undefined && !messageId) continue;
    parts.push(text.slice(end, found.index), found[3] ? link(found[3], () => openPage(found[3])) : anchor(found, messageId));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)].filter((one) => one !== "");
}

function anchor([, attributes, words], messageId) {
  const read = (name) => decode(attributes.match(new RegExp(`${name}\\s*=\\s*["']([^"']*)["']`, "i"))?.[1] || "");
  const href = read("href");
  const app = read("data-miniprogram-appid");
  if (app) return link(words, () => openCard(app, read("data-miniprogram-path")));
  if (href.startsWith("weixin://bizmsgmenu")) {
    const item = new URLSearchParams(href.split("?")[1]).get("msgmenuid");
    return link(words, () => act("choose", { message: messageId, item }));
  }
  return link(words, () => openPage(href));
}

function link(words, follow) {
  const made = part("button", "link", words);
  made.type = "button";
  made.onclick = follow;
  return made;
}

function decode(text) {
  return text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");
}
