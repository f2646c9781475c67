// The control desk: everything in the box at a glance, kept up to date by one stream.

import { chooseLanguage, learn, say, translatePage } from "../words.js";
import { drawWindowForm, showAccounts, showWindows } from "./accounts.js";
import { redrawClock, showClock } from "./clock.js";
import { showPlatforms } from "./platforms.js";
import { drawFaultForm, showFaults, showRules } from "./rules.js";
import { showCalls, showPushes } from "./traffic.js";
import { WORDS } from "./words.js";

const query = new URLSearchParams(location.search);
const lamp = document.getElementById("live");
let isLoading = false;
let isStale = false;

async function load() {
  isStale = true;
  if (isLoading) return;
  isLoading = true;
  while (isStale) {
    isStale = false;
    await Promise.all([showRules(), showFaults(), showCalls(), showPushes(), showPlatforms(), showAccounts().then(showWindows)]);
  }
  isLoading = false;
}

function speak(wanted) {
  chooseLanguage(wanted);
  translatePage();
  document.title = `${say("deskTitle")} · ${say("title")}`;
  for (const id of ["accounts", "calls", "pushes", "platforms"]) document.getElementById(id).replaceChildren();
  drawFaultForm();
  drawWindowForm();
  redrawClock();
  shine(lamp.classList.contains("on"));
}

function shine(isOn) {
  lamp.classList.toggle("on", isOn);
  lamp.textContent = say(isOn ? "live" : "away");
}

function listen() {
  const source = new EventSource("/desk/stream");
  source.addEventListener("changed", (event) => {
    showClock(JSON.parse(event.data).clock);
    load();
  });
  source.onopen = () => shine(true);
  source.onerror = () => shine(false);
}

learn(WORDS);
for (const button of document.querySelectorAll("[data-lang]")) {
  button.onclick = () => {
    query.set("lang", button.dataset.lang);
    history.replaceState(null, "", `?${query}`);
    speak(button.dataset.lang);
    load();
  };
}
speak(query.get("lang"));
listen();
