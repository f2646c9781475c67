// Third-party platforms: tickets, authorisations, and WeChat's test before a platform is published.

import { control, drawList, empty, order, part, press } from "./parts.js";
import { say } from "../words.js";

const place = document.getElementById("platforms");
const tested = new Map();

export async function showPlatforms() {
  const [said, known] = await Promise.all([control("components"), control("accounts")]);
  if (!said || !known) return;
  const items = said.components.map((one) => ({ ...one, accounts: known.accounts, result: tested.get(one.appId) || null }));
  drawList(place, items, (one) => one.appId, platform);
  if (!items.length) place.replaceChildren(empty(say("noPlatforms")));
}

function platform(one) {
  const path = `components/${one.appId}`;
  const tickets = say("tickets", { count: one.ticketsMade }) + (one.ticketsToSkip ? ` · ${say("skipping", { count: one.ticketsToSkip })}` : "");
  const buttons = part("div", "row", press(say("ticketNow"), () => order(`${path}/ticket`), "strong"),
    press(say("skipTicket"), () => order(path, { ticketsToSkip: one.ticketsToSkip + 1 }, "PATCH")),
    press(say("test"), () => test(one)));
  const authorized = new Map(one.authorizers.map((each) => [each.account, each.permissions]));
  const rows = one.accounts.map((account) => {
    const ids = authorized.get(account.appId);
    const button = ids
      ? press(say("unauthorize"), () => order(`${path}/unauthorize`, { account: account.appId }))
      : press(say("authorize"), () => order(`${path}/authorize`, { account: account.appId }));
    const words = part("span", "aside", ids ? say("permissions", { ids: ids.join(", ") }) : "");
    return part("li", "fan", part("strong", "", account.name), words, button);
  });
  const result = one.result ? [part("pre", "", JSON.stringify(one.result, null, 2))] : [];
  const head = part("div", "platform-head", part("strong", "", one.name), part("code", "", one.appId), part("span", "aside", tickets));
  return part("div", "item open", head, buttons, part("ul", "list", ...rows), ...result);
}

async function test(one) {
  tested.set(one.appId, await order(`components/${one.appId}/release-test`));
  showPlatforms();
}
