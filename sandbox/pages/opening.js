// Opening what was sent: pages in a new tab, mini-programs by name only, pictures in full.

import { act, toast } from "./acts.js";
import { part } from "./parts.js";
import { readCode } from "./reading.js";
import { openSheet } from "./sheets.js";
import { say } from "./words.js";

export function openPage(url) {
  if (!/^https?:\/\//i.test(url || "")) return toast(say("noPage"));
  openSheet(say("opened"), [part("p", "address", url)], {
    confirm: say("openIt"),
    done: () => { window.open(url, "_blank", "noopener"); },
  });
}

export function openCard(appId, page) {
  openSheet(say("openedCard"), [part("p", "address", appId), part("p", "address", page || "")]);
}

export function openPicture(image) {
  const large = Object.assign(part("img", "large"), { src: image.src, alt: image.alt });
  openSheet(say("picture"), [large], { confirm: say("identify"), done: () => identify(image) });
}

export async function scan(said) {
  const told = await act("scan", said);
  if (told && !told.pushes.length) toast(say("scanDead"));
  return told;
}

async function identify(image) {
  const found = await readCode(image);
  if (!found) return void toast(say("noCodeInPicture"));
  if (/^https?:\/\/weixin\.qq\.com\//i.test(found)) await scan({ url: found });
  else setTimeout(() => openPage(found), 0);
}
