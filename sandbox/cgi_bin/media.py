"""`/cgi-bin/media/…`: files that last three days (临时素材), and pictures for articles."""

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from sandbox.accounts import Account
from sandbox.cgi_bin.files import ARTICLE_PICTURE, TEMPORARY, check, kind_asked, uploaded
from sandbox.cgi_bin.knock import Knock, caller, must_be_verified, must_get, must_post, within_quota
from sandbox.cgi_bin.refusals import Refusal
from sandbox.dice import LETTERS
from sandbox.media import Media, MediaKind, address_of
from sandbox.world import World


def upload_media(world: World, knock: Knock) -> dict[str, Any]:
    """Take a file for three days (新增临时素材)."""
    account = uploader(world, knock)
    kind = kind_asked(knock.query.get("type"))
    part = uploaded(knock)
    check(part, kind, TEMPORARY[kind])
    within_quota(world, account, knock.api)
    media = world.keep_media(account, kind, part.data, part.content_type, part.filename or "")
    named = "thumb_media_id" if kind is MediaKind.THUMB else "media_id"
    return {"type": kind.value, named: media.media_id, "created_at": int(world.now())}


def download_media(world: World, knock: Knock) -> dict[str, Any] | Response:
    """Give a file back; of a video, its address (获取临时素材)."""
    account = caller(world, knock)
    must_be_verified(account)
    must_get(knock)
    if not knock.query.get("media_id"):
        raise Refusal(41006)
    media = account.media.find(knock.query["media_id"], world.now())
    if media is None or media.is_permanent:
        raise Refusal(40007)
    within_quota(world, account, "media/get")
    if media.kind is MediaKind.VIDEO:
        return {"video_url": address_of(knock.base, account.app_id, media)}
    return raw(media)


def upload_article_picture(world: World, knock: Knock) -> dict[str, Any]:
    """Take a picture for the text of an article (上传图文消息内的图片); it is not part of the library."""
    account = uploader(world, knock)
    part = uploaded(knock)
    check(part, MediaKind.IMAGE, ARTICLE_PICTURE)
    name = world.dice.text(f"picture/{world.count('picture')}", 64, LETTERS)
    now = world.now()
    media = Media(name, MediaKind.IMAGE, part.content_type, part.filename or "", part.data, now)
    account.media.pictures[name] = media
    return {"url": address_of(knock.base, account.app_id, media)}


def uploader(world: World, knock: Knock) -> Account:
    """The account that brings a file."""
    account = caller(world, knock)
    must_be_verified(account)
    must_post(knock)
    return account


def raw(media: Media) -> Response:
    """The file itself."""
    disposition = f'attachment; filename="{quote(media.filename)}"'
    return Response(media.data, headers={"Content-Type": media.content_type, "Content-disposition": disposition})
