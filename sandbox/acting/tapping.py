"""Tapping the menu below the chat (自定义菜单): what each type of button tells the account, and opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.acting import files
from sandbox.acting.actor import Actor, check_text
from sandbox.acting.files import Upload
from sandbox.acting.writing import send_picture
from sandbox.fans import Shown, Via
from sandbox.menus import Button, ConditionalMenu, actions_of
from sandbox.mistakes import Missing, Mistake
from sandbox.pushes import Push
from sandbox.windows import Trigger


@dataclass(frozen=True)
class Given:
    """What a tap may ask the fan for: what was scanned, which pictures, which place."""

    scan_type: str = "qrcode"
    result: str = "https://example.com/"
    pictures: Sequence[Upload] = ()
    latitude: float = 23.129163
    longitude: float = 113.264435
    scale: int = 16
    label: str = ""
    poi: str = ""


@dataclass(frozen=True)
class Tapped:
    """A button of the menu that the fan sees. `menu_id` is set when that is a conditional one."""

    button: Button
    menu_id: int | None = None
    given: Given = field(default_factory=Given)

    @property
    def key(self) -> str:
        """The button's key, which is the EventKey of most taps."""
        return str(self.button.get("key", ""))

    @property
    def menu_fields(self) -> dict[str, Any]:
        """`MenuId`, where it is present."""
        return {} if self.menu_id is None else {"MenuId": self.menu_id}


def find_button(actor: Actor, *, name: str = "", place: Sequence[int] = ()) -> tuple[Button, int | None]:
    """A button by its name or its place ([1] or [1, 0]) in the menu that this fan sees, and the menu's id."""
    menu = actor.account.menus.for_fan(actor.fan)
    if menu is None:
        raise Missing(f"{actor.account.name} has no menu.")
    found = _at(menu.buttons, place) if place else _named(menu.buttons, name)
    if found is None:
        raise Missing(f"The menu that {actor.fan.nickname} sees has no button {name or list(place)!r}.")
    return found, menu.menuid if isinstance(menu, ConditionalMenu) else None


def tap_key(actor: Actor, key: str) -> Push:
    """Tap a `click` button with this key, also when no menu has it any more: phones keep old menus for a while."""
    actor.must_follow()
    check_text(key)
    actor.grant(Trigger.MENU_TAP)
    return actor.causes("CLICK", EventKey=key)


def tap(actor: Actor, tapped: Tapped) -> list[Push]:
    """Tap a button of any type. Only click and the two scans open the window, for a minute."""
    actor.must_follow()
    kind = tapped.button.get("type", "")
    if kind not in TAPS:
        raise Mistake(f"A button of the type {kind!r} cannot be tapped; these can: {', '.join(TAPS)}.")
    return TAPS[kind](actor, tapped)


def _click(actor: Actor, tapped: Tapped) -> list[Push]:
    return [tap_key(actor, tapped.key)]


def _view(actor: Actor, tapped: Tapped) -> list[Push]:
    return [actor.causes("VIEW", EventKey=tapped.button["url"], **tapped.menu_fields)]


def _mini_program(actor: Actor, tapped: Tapped) -> list[Push]:
    return [actor.causes("view_miniprogram", EventKey=tapped.button["pagepath"], **tapped.menu_fields)]


def _scan(actor: Actor, tapped: Tapped) -> list[Push]:
    given = tapped.given
    actor.grant(Trigger.MENU_TAP)
    seen = {"ScanType": given.scan_type, "ScanResult": given.result}
    return [actor.causes(tapped.button["type"], EventKey=tapped.key, ScanCodeInfo=seen)]


def _pictures(actor: Actor, tapped: Tapped) -> list[Push]:
    # The event comes first; the pictures follow as messages, and those open the window.
    pictures = tapped.given.pictures or [files.sample_picture()]
    sums = [{"PicMd5Sum": picture.md5} for picture in pictures]
    chosen = {"Count": len(pictures), "PicList": {"item": sums}}
    told = actor.causes(tapped.button["type"], EventKey=tapped.key, SendPicsInfo=chosen)
    return [told, *(send_picture(actor, picture) for picture in pictures)]


def _location(actor: Actor, tapped: Tapped) -> list[Push]:
    given = tapped.given
    place = {"Location_X": str(given.latitude), "Location_Y": str(given.longitude), "Scale": str(given.scale)}
    place |= {"Label": given.label, "Poiname": given.poi}
    return [actor.causes("location_select", EventKey=tapped.key, SendLocationInfo=place)]


def _material(actor: Actor, tapped: Tapped) -> list[Push]:
    media_id = tapped.button["media_id"]
    media = actor.account.media.find(media_id, actor.world.now())
    if media is None:
        raise Missing(f"The material {media_id!r} behind this button is gone.")
    shown = {"image": Shown.IMAGE, "voice": Shown.VOICE, "video": Shown.VIDEO}.get(media.kind, Shown.IMAGE)
    actor.is_shown(shown, media.title, Via.MENU, mediaId=media_id)
    return []


def _article(actor: Actor, tapped: Tapped) -> list[Push]:
    article_id = tapped.button["article_id"]
    articles = actor.account.drafts.published.get(article_id)
    if not articles:
        raise Missing(f"The article {article_id!r} behind this button is gone.")
    cards = [{"title": one.get("title", ""), "description": one.get("digest", ""), "url": ""} for one in articles]
    actor.is_shown(Shown.NEWS, cards[0]["title"], Via.MENU, articles=cards, articleId=article_id)
    return []


def _nothing(actor: Actor, tapped: Tapped) -> list[Push]:
    return []  # the phone opens a page, and nobody is told


TAPS: dict[str, Callable[[Actor, Tapped], list[Push]]] = {
    "click": _click,
    "view": _view,
    "miniprogram": _mini_program,
    "scancode_push": _scan,
    "scancode_waitmsg": _scan,
    "pic_sysphoto": _pictures,
    "pic_photo_or_album": _pictures,
    "pic_weixin": _pictures,
    "location_select": _location,
    "media_id": _material,
    "article_id": _article,
    "article_view_limited": _nothing,
    "view_limited": _nothing,
}


def _named(buttons: list[Button], name: str) -> Button | None:
    return next((button for button in actions_of(buttons) if button.get("name") == name), None)


def _at(buttons: list[Button], place: Sequence[int]) -> Button | None:
    found: Button | None = None
    for index in place:
        if not 0 <= index < len(buttons):
            return None
        found = buttons[index]
        buttons = found.get("sub_button") or []
    return None if buttons else found
