// The panel behind the plus: what a fan can send besides words.

import { act, lookUp, toast } from "./acts.js";
import { icon } from "./icons.js";
import { scan } from "./opening.js";
import { part } from "./parts.js";
import { choice, closeSheet, field, openSheet, tick } from "./sheets.js";
import { when } from "./when.js";
import { say } from "./words.js";

const panel = document.getElementById("panel");
const TILES = { album, camera, film, place, scan: scanCode, files, cards, links };

export function drawPanel() {
  panel.replaceChildren(...Object.entries(TILES).map(([name, open]) => tile(name, open)));
}

function tile(name, open) {
  const made = part("button", "tile", part("span", "tile-icon", icon(name)), part("span", "", say(name)));
  made.type = "button";
  made.onclick = open;
  return made;
}

// ---- files

function album() {
  askPictures(([data]) => act("image", data ? { data } : {}));
}

async function camera() {
  const file = await pick("image/*", "environment");
  if (file) act("image", await packed(file));
}

function film() {
  const sample = choice(say("sampleVideo"), "MP4", () => { const short = isShort(); closeSheet(); act("video", { short }); });
  const own = choice(say("fromDevice"), "", async () => {
    const short = isShort();
    const file = await pick("video/*");
    if (file) act("video", { ...(await packed(file)), short });
    closeSheet();
  });
  const form = openSheet(say("film"), [tick(say("isShort"), "short"), sample, own]);
  const isShort = () => form.elements.short.checked;
}

async function files() {
  const file = await pick("");
  if (file) act("file", await packed(file));
}

// Calls back with files in base64; with none for the sample.
export function askPictures(done) {
  const sample = choice(say("sampleFile"), "PNG", () => { closeSheet(); done([]); });
  const own = choice(say("fromDevice"), "", async () => {
    const file = await pick("image/*");
    closeSheet();
    if (file) done([(await packed(file)).data]);
  });
  openSheet(say("album"), [sample, own]);
}

function pick(accept, capture) {
  const input = Object.assign(part("input"), { type: "file", accept });
  if (capture) input.setAttribute("capture", capture);
  return new Promise((resolve) => {
    input.onchange = () => resolve(input.files[0]);
    input.oncancel = () => resolve(null);
    input.click();
  });
}

async function packed(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return { data: btoa(text), contentType: file.type, filename: file.name };
}

// ---- words that need a form

export function speak() {
  const fields = [
    field(say("spoken"), "recognition", "", { maxLength: 300 }),
    field(say("seconds"), "seconds", "3", { type: "number", min: 1, max: 60 }),
    tick(say("unrecognised"), "silent"),
  ];
  openSheet(say("voiceInput"), fields, {
    confirm: say("send"),
    done: ({ recognition, seconds, silent }) =>
      act("voice", { recognition: silent ? null : recognition, seconds: Number(seconds) || 3 }),
  });
}

function place() {
  askPlace((where) => act("location", where));
}

export function askPlace(done) {
  const number = { type: "number", step: "any" };
  const fields = [
    field(say("placeName"), "label", "广州市越秀区中山六路"),
    field(say("latitude"), "latitude", "23.129163", { ...number, min: -90, max: 90 }),
    field(say("longitude"), "longitude", "113.264435", { ...number, min: -180, max: 180 }),
  ];
  openSheet(say("place"), fields, {
    confirm: say("send"),
    done: ({ label, latitude, longitude }) => done({ label, latitude: Number(latitude), longitude: Number(longitude) }),
  });
}

function cards() {
  const fields = [
    field(say("cardTitle"), "title", "今日好茶", { required: true }),
    field(say("cardApp"), "appId", "wx00000000000000aa"),
    field(say("cardPath"), "pagePath", "pages/index/index"),
  ];
  openSheet(say("cards"), fields, { confirm: say("send"), done: (said) => act("card", said) });
}

function links() {
  const fields = [
    field(say("linkTitle"), "title", "", { required: true }),
    field(say("linkText"), "description"),
    field(say("linkUrl"), "url", "https://example.com/", { type: "url" }),
  ];
  openSheet(say("links"), fields, { confirm: say("send"), done: (said) => act("link", said) });
}

// ---- scanning

export function askScan(done) {
  openSheet(say("scanTitle"), [field(say("scanResult"), "result", "https://example.com/")], {
    done: ({ result }) => done(result),
  });
}

export async function scanCode() {
  const found = await lookUp("qr-codes");
  if (!found) return;
  const follows = () => form.elements.follow?.checked ?? true;
  const rows = found.codes.map((code) =>
    choice(say("scanCode", { scene: code.scene }), until(code, found.now), async () => {
      const follow = follows();
      closeSheet();
      await scan({ ticket: code.ticket, follow });
    }));
  const none = found.codes.length ? [] : [part("p", "hint", say("scanNothing"))];
  const paste = field(say("scanPaste"), "url", "", { type: "url" });
  const isStranger = document.getElementById("composer").hidden;
  const follow = isStranger ? [tick(say("scanFollow"), "follow", true)] : [];
  const form = openSheet(say("scanTitle"), [part("p", "hint", say("scanHint")), ...rows, ...none, paste, ...follow], {
    done: ({ url }) => (url ? scan({ url, follow: follows() }) : toast(say("scanNothing"))),
  });
}

function until(code, now) {
  if (!code.live) return say("scanExpired");
  return code.expiresAt ? say("scanUntil", { when: when(code.expiresAt, now) }) : say("scanForever");
}
