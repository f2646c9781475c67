"""What people do in WeChat's own console (公众平台) and no API can: link mini-programs, publish, write templates."""

from typing import Any

from pydantic import Field

from sandbox.box import Box
from sandbox.doors import Asked, Door, Json
from sandbox.menus import Button
from sandbox.mistakes import Missing, Mistake
from sandbox.show_speaking import show_job, show_template
from sandbox.templates import LIBRARY, Template, new_template_id


class Linking(Asked):
    """AppIDs of the mini-programs that messages and menus may open."""

    app_ids: list[str]


class CodesAllowed(Asked):
    """How many permanent QR codes with a text scene there may be; WeChat's number is 100,000."""

    most: int = Field(ge=0, le=100_000)


class Autoreplies(Asked):
    """As get_current_autoreply_info is to show it; null: nothing is switched on."""

    info: dict[str, Any] | None


class TemplateAsked(Asked):
    """Any template, also a historic one with {{first.DATA}}. `choices`: what a const field may say."""

    title: str = Field(min_length=1)
    content: str = Field(min_length=1)
    example: str = ""
    choices: dict[str, list[str]] = Field(default_factory=dict)


class TemplateChange(Asked):
    """A banned template answers 43116."""

    banned: bool


class Acceptance(Asked):
    """The fan agrees to so many more notices of a template."""

    template_id: str
    times: int = Field(1, ge=1, le=1000)


async def link_mini_programs(box: Box, said: Linking, app_id: str) -> Json:
    """Link these mini-programs to the account, and no others."""
    box.world.account(app_id).linked_mini_programs = said.app_ids
    box.world.directory_changed()
    return {"appIds": said.app_ids}


async def limit_codes(box: Box, said: CodesAllowed, app_id: str) -> Json:
    """Lower the number of permanent text QR codes, to see 45029."""
    box.world.account(app_id).qr_codes.most_permanent = said.most
    return {"most": said.most}


async def set_autoreplies(box: Box, said: Autoreplies, app_id: str) -> Json:
    """Set automatic replies in the console."""
    box.world.account(app_id).autoreply = said.info
    return {"info": said.info}


async def library(box: Box, said: Asked) -> Json:
    """The public templates that api_add_template takes: short id, title, and keywords with their kinds."""
    return {"library": [{"shortId": key, "title": one.title, "keywords": one.keywords} for key, one in LIBRARY.items()]}


async def templates(box: Box, said: Asked, app_id: str) -> Json:
    """The account's templates."""
    book = box.world.account(app_id).templates
    return {"templates": [show_template(template) for template in book.templates.values()]}


async def add_template(box: Box, said: TemplateAsked, app_id: str) -> Json:
    """Give the account (or mini-program) a template."""
    book = box.world.account(app_id).templates
    if book.is_full:
        raise Mistake("An account has at most 25 templates: delete one first.")
    template_id = new_template_id(box.world.dice, box.world.count("template"))
    made = Template(template_id, said.title, said.content, said.example, said.choices)
    if not made.fields:
        raise Mistake("A template has at least one field that is shown, such as {{thing1.DATA}}.")
    return show_template(book.add(made))


async def change_template(box: Box, said: TemplateChange, app_id: str, template_id: str) -> Json:
    """Ban a template, or allow it again."""
    book = box.world.account(app_id).templates
    if template_id not in book.templates:
        raise Missing(f"The account has no template {template_id!r}.")
    book.templates[template_id].is_banned = said.banned
    return show_template(book.templates[template_id])


async def subscribe(box: Box, said: Acceptance, app_id: str, openid: str) -> Json:
    """Let a fan agree to notices of a template (订阅通知), without the account hearing of it."""
    account = box.world.account(app_id)
    account.subscriptions.accept(account.fan(openid).openid, said.template_id, said.times)
    return {"left": account.subscriptions.left[openid]}


async def publish(box: Box, said: Asked, app_id: str, media_id: str) -> Json:
    """Publish a draft (发布): its articles get an id that messages and menus may name."""
    drafts = box.world.account(app_id).drafts
    if media_id not in drafts.kept:
        raise Missing(f"The account has no draft {media_id!r}.")
    article_id = box.world.dice.text(f"article/{box.world.count('article')}", 43)
    drafts.published[article_id] = drafts.kept.pop(media_id).articles
    return {"articleId": article_id}


async def mass_jobs(box: Box, said: Asked, app_id: str) -> Json:
    """The account's mass sends, the newest first."""
    jobs = box.world.account(app_id).masses.jobs
    return {"jobs": [show_job(job) for job in reversed(jobs.values())]}


async def menus(box: Box, said: Asked, app_id: str) -> Json:
    """The default menu and the conditional ones, the newest first."""
    menus = box.world.account(app_id).menus
    default: list[Button] = menus.default.buttons if menus.default else []
    conditional = [{"id": menu.menuid, "rule": menu.rule, "buttons": menu.buttons} for menu in menus.conditional[::-1]]
    return {"default": default, "conditional": conditional}


ACCOUNT = "/control/accounts/{app_id}"
DOORS = [
    Door("PUT", ACCOUNT + "/mini-programs", link_mini_programs, Linking),
    Door("PUT", ACCOUNT + "/qr-limit", limit_codes, CodesAllowed),
    Door("PUT", ACCOUNT + "/autoreplies", set_autoreplies, Autoreplies),
    Door("GET", "/control/templates", library),
    Door("GET", ACCOUNT + "/templates", templates),
    Door("POST", ACCOUNT + "/templates", add_template, TemplateAsked),
    Door("PATCH", ACCOUNT + "/templates/{template_id}", change_template, TemplateChange),
    Door("POST", ACCOUNT + "/fans/{openid}/subscriptions", subscribe, Acceptance),
    Door("POST", ACCOUNT + "/drafts/{media_id}/publish", publish),
    Door("GET", ACCOUNT + "/mass-jobs", mass_jobs),
    Door("GET", ACCOUNT + "/menus", menus),
]
