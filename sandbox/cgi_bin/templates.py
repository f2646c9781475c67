"""`/cgi-bin/template/…` and `/cgi-bin/message/template/send`: an account's templates, and messages made of them."""

import json
from typing import Any

from sandbox.accounts import Account, Kind
from sandbox.cgi_bin.field_limits import is_allowed
from sandbox.cgi_bin.knock import Knock, asked, entitled, fan_of, must_get, within_quota
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Author, Fan, Shown, Via
from sandbox.templates import LIBRARY, PublicTemplate, Template, from_history, from_library, new_template_id
from sandbox.world import World

Answer = dict[str, Any]


def add_template(world: World, knock: Knock) -> Answer:
    """Take a template of the library, with two to five of its keywords; a historic one may do without."""
    account, said = asked(world, knock, Kind.SERVICE)
    short_id, words = str(said.get("template_id_short")), said.get("keyword_name_list")
    public = LIBRARY.get(short_id)
    if public is None:
        raise Refusal(40037)
    is_historic = short_id.startswith("TM") and not words
    keywords = [] if is_historic else _keywords(words, public)
    if account.templates.is_full:
        raise Refusal(45026)
    template_id = new_template_id(world.dice, world.count("template"))
    made = from_history(public, template_id) if is_historic else from_library(public, keywords, template_id)
    account.templates.add(made)
    return {"errcode": 0, "errmsg": "ok", "template_id": template_id}


def list_templates(world: World, knock: Knock) -> Answer:
    """All of an account's templates."""
    account = entitled(world, knock, Kind.SERVICE)
    must_get(knock)
    return {"template_list": [_written(template) for template in account.templates.templates.values()]}


def delete_template(world: World, knock: Knock) -> Answer:
    """One less."""
    account, said = asked(world, knock, Kind.SERVICE)
    del account.templates.templates[template_of(account, said).template_id]
    return {"errcode": 0, "errmsg": "ok"}


def send_template(world: World, knock: Knock) -> Answer:
    """One notice to one fan. What became of it comes later, as TEMPLATESENDJOBFINISH."""
    account, said = asked(world, knock, Kind.SERVICE)
    fan, template = fan_of(account, said.get("touser")), template_of(account, said)
    values = read_values(template, said.get("data"))
    details = {"url": str(said.get("url") or ""), **mini_program_of(account, said)}
    within_quota(world, account, knock.api)
    key = str(said.get("client_msg_id") or "")
    if key and (known := account.templates.sent_already(fan.openid, key, world.now())):
        return _accepted(known)
    _may_be_sent(world, account, fan, template, what=_fingerprint(template, values))
    return _accepted(_send(world, account, fan, template, values, details, key))


def template_of(account: Account, said: Answer) -> Template:
    """The template that a request names."""
    template_id = said.get("template_id")
    if not isinstance(template_id, str) or len(template_id) != 43:
        raise Refusal(40036)
    if template_id not in account.templates.templates:
        raise Refusal(40037)
    return account.templates.templates[template_id]


def read_values(template: Template, data: Any) -> dict[str, str]:
    """What the fields say. `first`, `remark`, colours and unknown keys are taken and dropped."""
    data = data if isinstance(data, dict) else {}
    values = {}
    for key in template.fields:
        said = data[key].get("value") if isinstance(data.get(key), dict) else None
        if not isinstance(said, str) or not is_allowed(key, said, template.choices.get(key)):
            raise Refusal(47003, f"argument invalid! data.{key}.value invalid")
        values[key] = said
    return values


def mini_program_of(account: Account, said: Answer) -> dict[str, str]:
    """The mini-program that a notice opens; it must be linked."""
    wanted = said.get("miniprogram")
    if not isinstance(wanted, dict) or not wanted.get("appid"):
        return {}
    if wanted["appid"] not in account.linked_mini_programs:
        raise Refusal(40013)
    if not isinstance(wanted.get("pagepath", ""), str):
        raise Refusal(40165)
    return {"appId": wanted["appid"], "pagePath": wanted.get("pagepath", "")}


def new_msgid(world: World) -> int:
    """19 digits, beyond what a float can hold."""
    return (int(world.now()) << 31) + world.count("template message") % 2**31


def _keywords(words: Any, public: PublicTemplate) -> list[str]:
    if not isinstance(words, list) or not 2 <= len(words) <= 5:
        raise Refusal(40035)
    if any(not isinstance(word, str) or word not in public.keywords for word in words):
        raise Refusal(40035)
    return words


def _may_be_sent(world: World, account: Account, fan: Fan, template: Template, what: str) -> None:
    if template.is_banned:
        raise Refusal(43116)
    if fan.is_blacklisted:
        raise Refusal(43019)
    if not fan.is_following:
        raise Refusal(43004)
    recent = account.templates.within_a_minute(fan.openid, world.now())
    most = world.settings.template_most_a_minute
    if world.settings.refuse_template_repeats and what in recent:
        raise Refusal(40241)
    if most and len(recent) >= most:
        raise Refusal(43117)


def _send(
    world: World,
    account: Account,
    fan: Fan,
    template: Template,
    values: dict[str, str],
    details: dict[str, str],
    key: str,
) -> int:
    now, msgid = world.now(), new_msgid(world)
    account.templates.remember(fan.openid, key, _fingerprint(template, values), msgid, now)
    status = _fate(fan, values)
    if status == "success":
        more = {"title": template.title, "lines": template.lines(values), **details}
        world.show(fan, Author.ACCOUNT, Shown.TEMPLATE, template.filled(values), Via.TEMPLATE, details=more)
    settled = json.dumps([fan.openid, msgid, status])
    world.agenda.plan(now + world.settings.template_delay, "template settled", account.app_id, settled)
    return msgid


def _fate(fan: Fan, values: dict[str, str]) -> str:
    if fan.refuses_messages:
        return "failed:user block"
    if any("system failed" in value for value in values.values()):
        return "failed: system failed"
    return "success"


def _fingerprint(template: Template, values: dict[str, str]) -> str:
    return json.dumps([template.template_id, values], ensure_ascii=False)


def _accepted(msgid: int) -> Answer:
    return {"errcode": 0, "errmsg": "ok", "msgid": msgid}


def _written(template: Template) -> Answer:
    return {
        "template_id": template.template_id,
        "title": template.title,
        "primary_industry": "",
        "deputy_industry": "",
        "content": template.content,
        "example": template.example,
    }
