// The switches of the whole box, and the faults to come.

import { control, empty, input, options, order, part, press } from "./parts.js";
import { say } from "../words.js";

const rules = document.getElementById("rules");
const faults = document.getElementById("faults");
const POLICIES = ["2023-06", "2021-06", "before-2021-06"];
const OF_CALLS = ["BUSY", "SLOW", "RESET_BEFORE", "RESET_AFTER", "INVALID_TOKEN", "BAD_GATEWAY", "GARBAGE", "EMPTY", "MINUTE_LIMIT"];
const OF_PUSHES = ["SLOW", "RESET_BEFORE", "RESET_AFTER", "DUPLICATE", "DROP"];
let drawn = "";

export async function showRules() {
  const said = await control("settings");
  if (!said || rules.contains(document.activeElement)) return;
  const seen = JSON.stringify([said, document.documentElement.lang]);
  if (seen === drawn) return;
  drawn = seen;
  const number = (name, more) => input(name, say(name), said[name], { type: "number", ...more });
  const strict = input("strictJson", say("strictJson"), "yes", { type: "checkbox", checked: said.strictJson });
  strict.className = "field tick";
  const form = part("form", "fields", options("policy", say("policy"), POLICIES, said.policy),
    options("combining", say("combining"), ["MAX", "SEPARATE"], said.combining),
    number("deliveries", { min: 1, max: 10 }), number("patience", { min: 0.1, max: 60, step: "any" }), strict);
  form.onchange = ({ target }) => {
    const value = target.type === "checkbox" ? target.checked : target.type === "number" ? Number(target.value) : target.value;
    target.blur();
    order("settings", { [target.name]: value }, "PATCH");
  };
  form.onsubmit = (event) => event.preventDefault();
  rules.replaceChildren(form);
}

export function drawFaultForm() {
  const list = part("ul", "faults-list");
  list.id = "faults-list";
  const apis = ["callback", "*", "message/custom/send", "token", "stable_token", "media/get", "user/info", "message/template/send"];
  const which = options("api", say("which"), apis, "message/custom/send");
  const what = options("fault", say("what"), OF_CALLS, "BUSY");
  const form = part("form", "fields", which, what, input("times", say("times"), 1, { type: "number", min: 1, max: 1000 }),
    input("seconds", say("duration"), 6, { type: "number", min: 0, max: 60 }));
  which.onchange = () => {
    const kinds = form.elements.api.value === "callback" ? OF_PUSHES : OF_CALLS;
    form.elements.fault.replaceChildren(...kinds.map((kind) => part("option", "", kind)));
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const { api, fault, times, seconds } = Object.fromEntries(new FormData(form));
    order("faults", { api, fault, times: Number(times), seconds: fault === "SLOW" ? Number(seconds) : 0 });
  };
  const plan = part("button", "strong", say("plan"));
  form.append(part("div", "row", plan, press(say("chaos"), () => order("chaos")),
    press(say("clear"), () => order("faults", {}, "DELETE"))));
  faults.replaceChildren(form, list);
}

export async function showFaults() {
  const said = await control("faults");
  if (!said) return;
  const rows = [...Object.entries(said.queues).flatMap(queued), ...Object.entries(said.odds).flatMap(chances)];
  document.getElementById("faults-list").replaceChildren(...(rows.length ? rows : [part("li", "", empty(say("noFaults")))]));
}

function queued([api, queue]) {
  const counts = new Map();
  for (const { fault } of queue) counts.set(fault, (counts.get(fault) || 0) + 1);
  return [...counts].map(([fault, count]) => row(api, say("planned", { fault, count })));
}

function chances([api, odds]) {
  return odds.filter(({ chance }) => chance).map(({ fault, chance }) => row(api, say("odds", { fault, chance: +(chance * 100).toFixed(2) })));
}

function row(api, words) {
  return part("li", "", part("code", "", api), part("span", "tag bad", words));
}
