"""`/cgi-bin/material/…`: files that last (永久素材)."""

import json
from typing import Any

from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.cgi_bin.files import PERMANENT, check, kind_asked, uploaded
from sandbox.cgi_bin.knock import Knock, asked, caller, must_be_verified, must_get
from sandbox.cgi_bin.media import raw, uploader
from sandbox.cgi_bin.multipart import Part, parts_of
from sandbox.cgi_bin.refusals import Refusal
from sandbox.dice import LETTERS
from sandbox.media import Media, MediaKind, address_of
from sandbox.menus import actions_of
from sandbox.world import World

Answer = dict[str, Any]

MOST_AT_ONCE = 20
DONE = {"errcode": 0, "errmsg": "ok"}


def add_material(world: World, knock: Knock) -> Answer:
    """Take a file for good (新增永久素材). A video brings its title in the field `description`."""
    account = uploader(world, knock)
    kind = kind_asked(knock.query.get("type"))
    part = uploaded(knock)
    check(part, kind, PERMANENT[kind])
    title, introduction = _description(knock) if kind is MediaKind.VIDEO else ("", "")
    if account.media.is_full(kind):
        raise Refusal(45034)
    media = account.media.keep(_made(world, kind, part, title, introduction))
    shown = {"url": address_of(knock.base, account.app_id, media)} if _is_picture(media) else {}
    return {"media_id": media.media_id} | shown


def get_material(world: World, knock: Knock) -> Answer | Response:
    """A file; of a video, its title and address (获取永久素材)."""
    account, said = asked(world, knock)
    media = _named(world, account, said)
    if media.kind is not MediaKind.VIDEO:
        return raw(media)
    return {
        "title": media.title,
        "description": media.introduction,
        "down_url": address_of(knock.base, account.app_id, media),
    }


def delete_material(world: World, knock: Knock) -> Answer:
    """Remove a file; not while the menu shows it (删除永久素材)."""
    account, said = asked(world, knock)
    media = _named(world, account, said)
    if media.media_id in _in_menus(account):
        raise Refusal(48005)
    del account.media.permanent[media.media_id]
    return DONE


def count_material(world: World, knock: Knock) -> Answer:
    """How many there are of each kind (获取永久素材总数)."""
    account = caller(world, knock)
    must_be_verified(account)
    must_get(knock)
    kinds = (MediaKind.VOICE, MediaKind.VIDEO, MediaKind.IMAGE)
    return {f"{kind.value}_count": len(account.media.of_kind(kind)) for kind in kinds} | {"news_count": 0}


def list_material(world: World, knock: Knock) -> Answer:
    """Up to twenty of a kind, the newest first (获取永久素材列表). Articles are drafts today, so `news` is empty."""
    account, said = asked(world, knock)
    found = [] if said.get("type") == "news" else account.media.of_kind(_listed(said.get("type")))
    offset, count = said.get("offset"), said.get("count")
    if not isinstance(offset, int) or not isinstance(count, int) or offset < 0 or not 1 <= count <= MOST_AT_ONCE:
        raise Refusal(40035)
    page = [_item(knock, account, media) for media in found[offset : offset + count]]
    return {"total_count": len(found), "item_count": len(page), "item": page}


def _in_menus(account: Account) -> set[Any]:
    shown = [*([account.menus.default] if account.menus.default else []), *account.menus.conditional]
    return {button.get("media_id") for menu in shown for button in actions_of(menu.buttons)}


def _listed(kind: Any) -> MediaKind:
    asked_for = kind_asked(kind)
    if asked_for is MediaKind.THUMB:
        raise Refusal(40004)
    return asked_for


def _item(knock: Knock, account: Account, media: Media) -> Answer:
    item = {"media_id": media.media_id, "name": media.title or media.filename, "update_time": int(media.created_at)}
    return item | ({"url": address_of(knock.base, account.app_id, media)} if _is_picture(media) else {})


def _named(world: World, account: Account, said: Answer) -> Media:
    media_id = said.get("media_id")
    if not media_id:
        raise Refusal(41006)
    media = account.media.find(media_id, world.now()) if isinstance(media_id, str) else None
    if media is None or not media.is_permanent:
        raise Refusal(40007)
    return media


def _description(knock: Knock) -> tuple[str, str]:
    # wechatpy puts it into the query, WeChat's own example into the form.
    parts = parts_of(knock.body, knock.content_type)
    given = next((part.data for part in parts if part.name == "description"), knock.query.get("description", ""))
    try:
        said = json.loads(given)
        return str(said["title"]), str(said.get("introduction", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal(47001) from None


def _made(world: World, kind: MediaKind, part: Part, title: str, introduction: str) -> Media:
    media_id = world.dice.text(f"material/{world.count('material')}", 43, LETTERS + "-_")
    now = world.now()
    name = part.filename or ""
    return Media(media_id, kind, part.content_type, name, part.data, now, None, title, introduction)


def _is_picture(media: Media) -> bool:
    return media.kind in (MediaKind.IMAGE, MediaKind.THUMB)
