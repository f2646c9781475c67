// What came in and what went out: API calls, and pushes with their deliveries.

import { control, drawList, empty, order, part, press, timeOf } from "./parts.js";
import { say } from "../words.js";

const calls = document.getElementById("calls");
const pushes = document.getElementById("pushes");
const SHOWN = 60;

export async function showCalls() {
  const said = await control(`calls?last=${SHOWN}`);
  if (!said) return;
  drawList(calls, said.calls.reverse(), (one) => String(one.number), call);
  if (!said.calls.length) calls.replaceChildren(empty(say("noCalls")));
}

function call(one) {
  const isGood = one.answered && !one.errcode && !one.fault;
  const outcome = one.fault || (one.errcode === null ? "…" : String(one.errcode));
  const head = part("summary", "", part("time", "", timeOf(one.at)), part("span", "verb", one.method), part("code", "", one.api),
    part("span", isGood ? "tag good" : "tag bad", outcome), part("span", "aside", one.took === null ? "" : `${Math.round(one.took * 1000)} ms`));
  return part("details", "item", head, part("pre", "", one.body ? pretty(one.body) : say("noBody")));
}

export async function showPushes() {
  const said = await control(`pushes?last=${SHOWN}`);
  if (!said) return;
  const held = said.pushes.some(({ state }) => state === "HELD");
  const items = said.pushes.reverse();
  let list = pushes.querySelector("div");
  if (!list) pushes.replaceChildren((list = part("div")));
  const release = pushes.querySelector(".release");
  if (held && !release) pushes.prepend(press(say("replayHeld"), () => order("pushes/deliver"), "strong release"));
  if (!held) release?.remove();
  drawList(list, items, (one) => one.id, push);
  if (!items.length) list.replaceChildren(empty(say("noPushes")));
}

function push(one) {
  const { fields } = one;
  const name = fields.Event || fields.InfoType || fields.MsgType;
  const about = fields.EventKey || fields.Content || fields.Recognition || fields.Label || fields.Title || "";
  const state = { DELIVERED: "good", FAILED: "bad", DROPPED: "bad" }[one.state] || "";
  const head = part("summary", "", part("time", "", timeOf(fields.CreateTime)), part("code", "", name), part("span", "about", about),
    part("span", `tag ${state}`, one.state), part("span", "aside", `× ${one.attempts.length}`));
  const again = (times) => press(say(times === 1 ? "deliverAgain" : "deliverTwice"), () => order("pushes/deliver", { pushes: [one.id], times, together: times > 1 }));
  const reply = one.reply ? [part("p", "hint", say("reply", { text: typeof one.reply === "string" ? one.reply : JSON.stringify(one.reply) }))] : [];
  return part("details", "item", head, part("ol", "attempts", ...one.attempts.map(attempt)), ...reply,
    part("pre", "", JSON.stringify(fields, hide, 2)), part("div", "row", again(1), again(2)));
}

function attempt({ number, at, status, problem }) {
  return part("li", "", part("time", "", timeOf(at)), say("attempts", { number }), ` · ${status ?? "–"} · `,
    part("span", problem ? "bad-words" : "", problem || say("answered")));
}

// Tickets of codes that hang on a wall are no secret; those that open an account are.
function hide(name, value) {
  return /^(ComponentVerifyTicket|AuthorizationCode|PreAuthCode)$/.test(name) ? "…" : value;
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
