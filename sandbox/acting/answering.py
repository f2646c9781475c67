"""Answering what the account sent: tapping an item of a menu message, and subscription popups (订阅通知)."""

import html
import re
from urllib.parse import parse_qs, urlsplit

from sandbox.acting.actor import Actor
from sandbox.fans import Message, Shown
from sandbox.mistakes import Missing
from sandbox.pushes import Push
from sandbox.windows import Trigger

INLINE_ITEM = re.compile(r"""<a\s[^>]*href=["'](weixin://bizmsgmenu\?[^"']*)["']""", re.I)


def items_of(message: Message) -> dict[str, str]:
    """The items of a menu message (msgmenu), or those written into a text as links: words by id."""
    if message.shown is Shown.MSGMENU:
        return {str(item["id"]): str(item["content"]) for item in message.details.get("items", [])}
    items = {}
    for href in INLINE_ITEM.findall(message.text):
        said = parse_qs(urlsplit(html.unescape(href)).query)
        items[said.get("msgmenuid", [""])[0]] = said.get("msgmenucontent", [""])[0]
    return items


def choose(actor: Actor, message_id: int, item: str) -> Push:
    """Tap an item. It arrives as a text, but counts as a menu tap: three messages within a minute."""
    actor.must_follow()
    items = items_of(actor.message(message_id))
    if item not in items:
        raise Missing(f"Message {message_id} has no item {item!r}; it has {', '.join(items) or 'none'}.")
    actor.grant(Trigger.MENU_TAP)
    push = actor.pushes({"MsgType": "text", "Content": items[item], "bizmsgmenuid": item})
    actor.shows(Shown.TEXT, items[item], push)
    return push


def answer_popup(actor: Actor, template_ids: list[str], *, accepts: bool, scene: int = 1) -> Push:
    """Accept or refuse notifications in a popup. Each acceptance is worth one. `scene`: 1 a web page, 2 an article."""
    if accepts:
        for template_id in template_ids:
            actor.account.subscriptions.accept(actor.fan.openid, template_id)
    word = "accept" if accepts else "reject"
    answers = [
        {"TemplateId": template_id, "SubscribeStatusString": word, "PopupScene": scene} for template_id in template_ids
    ]
    return actor.causes("subscribe_msg_popup_event", SubscribeMsgPopupEvent={"List": answers})


def stop_notifications(actor: Actor, template_ids: list[str]) -> Push:
    """Refuse notifications on WeChat's page for managing them: what was accepted is void."""
    for template_id in template_ids:
        actor.account.subscriptions.refuse(actor.fan.openid, template_id)
    answers = [{"TemplateId": template_id, "SubscribeStatusString": "reject"} for template_id in template_ids]
    return actor.causes("subscribe_msg_change_event", SubscribeMsgChangeEvent={"List": answers})
