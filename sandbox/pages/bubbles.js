// What each kind of message looks like.

import { act, chosen } from "./acts.js";
import { icon } from "./icons.js";
import { openCard, openPage, openPicture } from "./opening.js";
import { part } from "./parts.js";
import { lines } from "./text.js";
import { say } from "./words.js";

const KINDS = {
  TEXT: (message) => part("p", "bubble", ...lines(message.text, message.from === "ACCOUNT" && message.id)),
  IMAGE: picture,
  VOICE: voice,
  VIDEO: video,
  MUSIC: music,
  NEWS: articles,
  MSGMENU: menu,
  WXCARD: coupon,
  MINI_PROGRAM: miniProgram,
  TEMPLATE: template,
  LOCATION: place,
  FILE: file,
};

export function content(message, onLoad) {
  return (KINDS[message.kind] || KINDS.TEXT)(message, onLoad);
}

// A file of the account's, by its media id or by an address that stands in the message.
function address(mediaId) {
  return `/media/${encodeURIComponent(chosen.account)}/${encodeURIComponent(mediaId)}`;
}

function picture(message, onLoad) {
  const ids = message.details.mediaIds || [message.details.mediaId];
  const sources = message.text && !ids[1] ? [message.text] : ids.map(address);
  const shown = sources.map((source) => {
    const image = Object.assign(part("img", "picture"), { src: source, alt: say("picture"), onload: onLoad });
    return button("picture-button", () => openPicture(image), image);
  });
  return part("div", "pictures", ...shown);
}

function voice(message) {
  const seconds = message.details.seconds || 3;
  const bubble = button("bubble voice", () => new Audio(address(message.details.mediaId)).play().catch(() => {}),
    icon("wave"), part("span", "", `${seconds}″`));
  bubble.setAttribute("aria-label", say("voiceOf", { seconds }));
  bubble.style.width = `${Math.min(68 + seconds * 8, 200)}px`;
  return message.text ? part("div", "stack", bubble, part("p", "recognised", message.text)) : bubble;
}

function video(message) {
  const source = address(message.details.mediaId);
  const film = Object.assign(part("video", "film"), { src: source, controls: true, preload: "metadata" });
  film.setAttribute("aria-label", message.text || say("video"));
  if (message.details.thumbMediaId) film.poster = address(message.details.thumbMediaId);
  const caption = [message.details.title, message.details.description].filter(Boolean).join(" · ");
  return part("div", "stack", film, ...(caption ? [part("p", "caption", caption)] : []));
}

function music(message) {
  const { title, description, musicUrl } = message.details;
  const words = part("span", "card-words", part("strong", "", title || say("music")), part("small", "", description || ""));
  return button("card music", () => openPage(musicUrl), part("span", "disc", icon("note")), words);
}

function articles(message) {
  const all = message.details.articles || [];
  const [first, ...rest] = all.map((article) => ({ ...article, picture: article.picurl }));
  if (!first) return KINDS.TEXT(message);
  const top = button("article first", () => openPage(first.url), ...cover(first, rest.length), headline(first, !rest.length));
  const others = rest.map((one) => button("article", () => openPage(one.url), part("span", "", one.title), ...thumb(one)));
  return part("div", "card news", top, ...others);
}

function cover(article, isOneOfMany) {
  if (article.picture) return [Object.assign(part("img", "cover"), { src: article.picture, alt: "" })];
  return isOneOfMany ? [part("span", "cover empty-cover")] : [];
}

function thumb(article) {
  return article.picture ? [Object.assign(part("img", "thumb"), { src: article.picture, alt: "" })] : [];
}

function headline(article, isAlone) {
  const words = part("span", "card-words", part("strong", "", article.title));
  if (isAlone && article.description) words.append(part("small", "", article.description));
  return words;
}

function menu(message) {
  const { head, items, tail } = message.details;
  const rows = items.map((item) => button("menu-item", () => act("choose", { message: message.id, item: item.id }), item.content));
  const words = (text) => (text ? [part("p", "", ...lines(text, message.id))] : []);
  return part("div", "bubble menu-message", ...words(head), ...rows, ...words(tail));
}

function coupon(message) {
  const words = part("span", "card-words", part("strong", "", say("coupon")), part("small", "", message.details.cardId));
  return part("div", "card coupon", part("span", "disc", icon("ticket")), words);
}

function miniProgram(message) {
  const { title, appId, pagePath, thumbMediaId } = message.details;
  const image = thumbMediaId ? [Object.assign(part("img", "cover"), { src: address(thumbMediaId), alt: "" })] : [];
  const foot = part("small", "foot", icon("cards"), say("card"));
  return button("card mini", () => openCard(appId, pagePath), part("strong", "", title || appId), ...image, foot);
}

function template(message) {
  const { title, url, appId, pagePath, lines: given } = message.details;
  const rows = given ? given.map(({ label, value }) => pair(label, value)) : message.text.split("\n").filter((line) => line.trim()).map(row);
  const card = part("div", "card notice-card", part("strong", "", title), part("dl", "", ...rows.flat()));
  const open = appId ? () => openCard(appId, pagePath) : url && (() => openPage(url));
  if (open) card.append(button("foot-button", open, say("details"), part("span", "chevron", "›")));
  return card;
}

function row(line) {
  const [, label, value] = line.match(/^([^:：]{1,12})[:：]\s*(.*)$/) || [null, "", line];
  return pair(label, value);
}

function pair(label, value) {
  return label ? [part("dt", "", label), part("dd", "", value)] : [part("dd", "whole", value)];
}

function place(message) {
  const { latitude, longitude } = message.details;
  const map = part("span", "map", icon("place"));
  map.style.backgroundPosition = `${Math.round(longitude * 977) % 80}px ${Math.round(latitude * 977) % 80}px`;
  const words = part("span", "card-words", part("strong", "", message.text || say("location")),
    part("small", "", `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
  return part("div", "card place", words, map);
}

function file(message) {
  const words = part("span", "card-words", part("strong", "", message.text), part("small", "", size(message.details.size)));
  return part("div", "card file", words, icon("document"));
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function button(className, press, ...children) {
  const made = part("button", className, ...children);
  made.type = "button";
  made.onclick = press;
  return made;
}
