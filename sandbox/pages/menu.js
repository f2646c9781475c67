// The menu below the chat (自定义菜单), as this fan sees it.

import { act, chosen } from "./acts.js";
import { openCard, openPage } from "./opening.js";
import { part } from "./parts.js";
import { askPlace, askPictures, askScan } from "./panel.js";

const bar = document.getElementById("menu-bar");
let drawn = "";

export function showMenuBar(menu) {
  const seen = JSON.stringify(menu);
  if (seen === drawn) return;
  drawn = seen;
  bar.replaceChildren(...(menu ? menu.buttons.map(top) : []));
}

export function closeSubMenus() {
  for (const open of bar.querySelectorAll("[aria-expanded=true]")) open.setAttribute("aria-expanded", "false");
}

function top(button, index) {
  const inside = button.sub_button || [];
  const made = part("button", "menu-top", ...(inside.length ? [part("i", "lines")] : []), button.name);
  made.type = "button";
  const cell = part("div", "menu-cell", made);
  if (!inside.length) {
    made.onclick = () => tap(button, [index]);
    return cell;
  }
  made.setAttribute("aria-haspopup", "menu");
  made.setAttribute("aria-expanded", "false");
  made.onclick = (event) => {
    event.stopPropagation();
    const isOpen = made.getAttribute("aria-expanded") === "true";
    closeSubMenus();
    made.setAttribute("aria-expanded", String(!isOpen));
    if (!isOpen) cell.querySelector(".sub-menu button").focus();
  };
  cell.append(part("div", "sub-menu", ...inside.map((one, at) => item(one, [index, at]))));
  cell.lastChild.setAttribute("role", "menu");
  return cell;
}

function item(button, place) {
  const made = part("button", "", button.name);
  made.type = "button";
  made.setAttribute("role", "menuitem");
  made.onclick = () => tap(button, place);
  return made;
}

async function tap(button, place) {
  closeSubMenus();
  const kind = button.type;
  const go = (given = {}) => act("tap", { place, ...given });
  if (kind.startsWith("scancode")) return askScan((result) => go({ result }));
  if (kind.startsWith("pic_")) return askPictures((pictures) => go({ pictures }));
  if (kind === "location_select") return askPlace((where) => go(where));
  if (!(await go())) return undefined;
  if (kind === "view") return openPage(button.url.replace("$openid", chosen.fan));
  if (kind === "miniprogram") return openCard(button.appid, button.pagepath);
  return undefined;
}
