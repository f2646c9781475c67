// The box's time: frozen or running, and moved forward by hand.

import { order, part, press } from "./parts.js";
import { say } from "../words.js";

const place = document.getElementById("clock");
const DAY = 86400;
const BEIJING = 8 * 3600;
let clock = null;
let receivedAt = 0;

export function showClock(news) {
  const isSame = clock && clock.frozen === news.frozen && place.children.length;
  clock = news;
  receivedAt = Date.now() / 1000;
  if (!isSame) draw();
  tick();
}

export function redrawClock() {
  if (clock) draw();
}

function now() {
  return clock.frozen ? clock.now : clock.now + Date.now() / 1000 - receivedAt;
}

function draw() {
  const time = part("p", "big-time");
  time.id = "time";
  const state = part("p", "hint", say(clock.frozen ? "frozen" : "running"));
  const stop = clock.frozen ? press(say("run"), () => order("clock/run"), "strong") : press(say("freeze"), () => order("clock/freeze"), "strong");
  const steps = { oneMinute: 60, oneHour: 3600, oneDay: DAY };
  const moves = Object.entries(steps).map(([name, seconds]) => press(say(name), () => order("clock/advance", { seconds })));
  const midnight = press(say("midnight"), () => order("clock/advance", { seconds: DAY - ((now() + BEIJING) % DAY) }));
  place.replaceChildren(time, state, part("div", "row", stop, ...moves, midnight));
  tick();
}

function tick() {
  if (!clock || !document.getElementById("time")) return;
  const beijing = new Date((now() + BEIJING) * 1000).toISOString();
  document.getElementById("time").textContent = `${beijing.slice(0, 10)} ${beijing.slice(11, 19)}`;
}

setInterval(tick, 500);
