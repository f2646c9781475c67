// Times as WeChat writes them: 14:05, 昨天 14:05, 星期三 14:05, 2026年9月1日 14:05.

import { language, say } from "./words.js";

export const PAUSE = 5 * 60; // seconds of silence after which a chat shows the time again

export function clockTime(seconds) {
  return format(seconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function when(seconds, now) {
  const days = daysBetween(seconds, now);
  const time = clockTime(seconds);
  if (days === 0) return time;
  if (days === 1) return `${say("yesterday")} ${time}`;
  if (days > 0 && days < 7) return `${format(seconds, { weekday: "long" })} ${time}`;
  return `${format(seconds, { year: "numeric", month: "long", day: "numeric" })} ${time}`;
}

// For a list: the time today, else the day.
export function briefly(seconds, now) {
  const days = daysBetween(seconds, now);
  if (days <= 0) return clockTime(seconds);
  if (days === 1) return say("yesterday");
  return format(seconds, { month: language() === "zh" ? "numeric" : "short", day: "numeric" });
}

function format(seconds, options) {
  return new Intl.DateTimeFormat(language() === "zh" ? "zh-CN" : "en-GB", options).format(seconds * 1000);
}

function daysBetween(seconds, now) {
  return Math.round((midnight(now) - midnight(seconds)) / 86400000);
}

function midnight(seconds) {
  return new Date(seconds * 1000).setHours(0, 0, 0, 0);
}
