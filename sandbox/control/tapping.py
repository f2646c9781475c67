"""Acting as a fan: tapping menus, scanning codes, and answering what the account sent."""

from pydantic import Field

from sandbox.acting import Actor, answering, files, scanning, tapping
from sandbox.box import Box
from sandbox.control.acts import Act, Acting
from sandbox.doors import Asked, Door, Json
from sandbox.mistakes import Mistake
from sandbox.pushes import Push
from sandbox.show import show_qr_codes


class Tapping(Acting):
    """A button by its name or place ([1], or [1, 0] in a sub-menu), with what its type asks for; or any click key."""

    key: str = ""
    button: str = ""
    place: list[int] = Field(default_factory=list, max_length=2)
    scan_type: str = "qrcode"
    result: str = "https://example.com/"
    pictures: list[str] = Field(default_factory=list, max_length=9)
    latitude: float = Field(23.129163, ge=-90, le=90)
    longitude: float = Field(113.264435, ge=-180, le=180)
    scale: int = Field(16, ge=1, le=20)
    label: str = "广州市越秀区中山六路"
    poi: str = ""

    def given(self) -> tapping.Given:
        """What the phone asked the fan for. `pictures` are files in base64; without one there is a sample."""
        pictures = [files.uploaded(data, "image/jpeg", "picture.jpg") for data in self.pictures]
        return tapping.Given(
            scan_type=self.scan_type,
            result=self.result,
            pictures=pictures,
            latitude=self.latitude,
            longitude=self.longitude,
            scale=self.scale,
            label=self.label,
            poi=self.poi,
        )


class Choosing(Acting):
    """The id of a message on the phone, and that of one of its items."""

    message: int
    item: str


class Scanning(Acting):
    """A code by ticket, address or scene. `follow`: whether a stranger then follows."""

    ticket: str = ""
    url: str = ""
    scene: str = ""
    follow: bool = True


class Answering(Acting):
    """Templates of the popup. `scene`: 1 from a web page, 2 from an article."""

    template_ids: list[str] = Field(min_length=1, max_length=5)
    accept: bool = True
    scene: int = Field(1, ge=1, le=2)


class Stopping(Acting):
    """Templates of which the fan wants no more."""

    template_ids: list[str] = Field(min_length=1, max_length=5)


async def qr_codes(box: Box, said: Asked, app_id: str) -> Json:
    """The account's parametric QR codes, the newest first."""
    return show_qr_codes(box.world, box.world.account(app_id))


def tap(actor: Actor, said: Tapping) -> Push | list[Push]:
    """Tap a button of the menu that this fan sees; or, with `key`, a `click` button with this key."""
    if said.key:
        return tapping.tap_key(actor, said.key)
    if not said.button and not said.place:
        raise Mistake("Say which button: its `button` name, its `place`, or the `key` of a click button.")
    actor.must_follow()
    button, menu_id = tapping.find_button(actor, name=said.button, place=said.place)
    return tapping.tap(actor, tapping.Tapped(button, menu_id, said.given()))


def choose(actor: Actor, said: Choosing) -> Push:
    """Tap an item of a menu message (msgmenu)."""
    return answering.choose(actor, said.message, said.item)


def scan(actor: Actor, said: Scanning) -> list[Push]:
    """Scan a parametric QR code. An expired one, or a stranger who does not follow, tells the account nothing."""
    code = scanning.find_code(actor, ticket=said.ticket, url=said.url, scene=said.scene)
    return scanning.scan(actor, code, follows=said.follow)


def answer_popup(actor: Actor, said: Answering) -> Push:
    """Accept or refuse notifications in a popup: subscribe_msg_popup_event."""
    return answering.answer_popup(actor, said.template_ids, accepts=said.accept, scene=said.scene)


def stop_notifications(actor: Actor, said: Stopping) -> Push:
    """Refuse notifications on the page for managing them: subscribe_msg_change_event."""
    return answering.stop_notifications(actor, said.template_ids)


ACTS = [
    Act("tap", tap, Tapping),
    Act("choose", choose, Choosing),
    Act("scan", scan, Scanning),
    Act("answer-popup", answer_popup, Answering),
    Act("stop-notifications", stop_notifications, Stopping),
]
DOORS = [
    Door("GET", "/control/accounts/{app_id}/qr-codes", qr_codes),
    *(act.door() for act in ACTS),
]
