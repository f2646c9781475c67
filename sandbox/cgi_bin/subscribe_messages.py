"""`/cgi-bin/message/subscribe/bizsend` and `/send`: notices that fans agreed to (订阅通知, 订阅消息)."""

from typing import Any

from sandbox.accounts import Account, Kind
from sandbox.cgi_bin.knock import Knock, asked, fan_of
from sandbox.cgi_bin.refusals import Refusal
from sandbox.cgi_bin.templates import mini_program_of, new_msgid, read_values, template_of
from sandbox.fans import Author, Fan, Shown, Via
from sandbox.templates import Template
from sandbox.world import World

Answer = dict[str, Any]


def send_as_service_account(world: World, knock: Knock) -> Answer:
    """One notice for one acceptance; who gets it need not follow. The account hears of it in an event."""
    account, said = asked(world, knock, Kind.SERVICE)
    fan, template, values = _read(account, said)
    linked = mini_program_of(account, said)
    msgid = _send(world, account, fan, template, values, {"url": str(said.get("page") or ""), **linked})
    sent = {"TemplateId": template.template_id, "MsgID": msgid, "ErrorCode": 0, "ErrorStatus": "success"}
    world.push_event(
        account, fan.openid, {"Event": "subscribe_msg_sent_event", "SubscribeMsgSentEvent": {"List": sent}}
    )
    return {"errcode": 0, "errmsg": "ok", "msgid": msgid}


def send_as_mini_program(world: World, knock: Knock) -> Answer:
    """The same by a mini-program, which opens at `page`."""
    account, said = asked(world, knock, Kind.MINI_PROGRAM)
    fan, template, values = _read(account, said)
    page = {"appId": account.app_id, "pagePath": str(said.get("page") or "")}
    return {"errcode": 0, "errmsg": "ok", "msgid": _send(world, account, fan, template, values, page)}


def _read(account: Account, said: Answer) -> tuple[Fan, Template, dict[str, str]]:
    template = template_of(account, said)
    return fan_of(account, said.get("touser")), template, read_values(template, said.get("data"))


def _send(
    world: World, account: Account, fan: Fan, template: Template, values: dict[str, str], details: dict[str, str]
) -> int:
    if fan.is_blacklisted and account.kind is Kind.SERVICE:
        raise Refusal(43019)
    if fan.refuses_messages or not account.subscriptions.spend(fan.openid, template.template_id):
        raise Refusal(43101)
    more = {"title": template.title, "lines": template.lines(values), **details}
    world.show(fan, Author.ACCOUNT, Shown.TEMPLATE, template.filled(values), Via.SUBSCRIBED, details=more)
    return new_msgid(world)
