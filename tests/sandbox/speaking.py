"""What an account needs before it can say more than text: files, drafts, a menu."""

from typing import Any

from sandbox.media import Media, MediaKind
from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID

PNG = b"\x89PNG\r\n\x1a\n not looked into"


def a_file(box: Driver, kind: MediaKind = MediaKind.IMAGE, *, is_permanent: bool = False) -> str:
    """A file in the account's library; its media id."""
    world, account = box.world, box.world.account(APP_ID)
    if not is_permanent:
        return world.keep_media(account, kind, PNG, "image/png", "a.png").media_id
    media_id = world.dice.text(f"material/{world.count('material')}", 43)
    return account.media.keep(Media(media_id, kind, "image/png", "a.png", PNG, world.now())).media_id


def an_article(box: Driver, **given: Any) -> Json:
    """An article as draft/add takes it."""
    usual = {"title": "春茶上市", "content": "<p>新茶到店。</p>", "thumb_media_id": a_file(box, is_permanent=True)}
    return usual | given


async def a_draft(box: Driver, *articles: Json) -> str:
    """A draft of these articles, or of one; its media id."""
    answer = await box.ask("draft/add", {"articles": list(articles) or [an_article(box)]})
    return answer["media_id"]


def events(shop_received: list[Any]) -> list[dict[str, str]]:
    """The events that the account's server was told, opened."""
    return [one.opened(APP_ID) for one in shop_received]
