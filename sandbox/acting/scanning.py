"""Scanning QR codes: the account's parametric ones (带参数二维码), found by ticket, by address or by scene."""

from sandbox.acting.actor import Actor
from sandbox.acting.following import become_follower
from sandbox.mistakes import Missing
from sandbox.pushes import Push
from sandbox.qr_codes import QrCode
from sandbox.windows import Trigger


def find_code(actor: Actor, *, ticket: str = "", url: str = "", scene: str = "") -> QrCode:
    """The newest code of the account with this ticket, address or scene, expired or not; or Missing."""
    wanted = {"ticket": ticket, "url": url, "scene": scene}
    for code in reversed(actor.account.qr_codes.codes.values()):
        if (ticket and code.ticket == ticket) or (url and code.url == url) or (scene and str(code.scene) == scene):
            return code
    said = ", ".join(f"{name} {value!r}" for name, value in wanted.items() if value) or "no ticket, url or scene"
    raise Missing(f"{actor.account.name} has no QR code with {said}.")


def scan(actor: Actor, code: QrCode, *, follows: bool = True) -> list[Push]:
    """Scan a code. A follower causes SCAN; a stranger who then follows, subscribe; an expired code, nothing."""
    if not code.is_live(actor.world.now()):
        return []
    if actor.fan.is_following:
        actor.grant(Trigger.SCAN)
        actor.world.phone_changed(actor.fan)
        return [actor.causes("SCAN", EventKey=str(code.scene), Ticket=code.ticket)]
    return [_follow_by(actor, code)] if follows else []


def _follow_by(actor: Actor, code: QrCode) -> Push:
    become_follower(actor)
    actor.grant(Trigger.SCAN)
    fan = actor.fan
    fan.subscribe_scene = "ADD_SCENE_QR_CODE"
    fan.qr_scene = code.scene if isinstance(code.scene, int) else 0
    fan.qr_scene_str = code.scene if isinstance(code.scene, str) else ""
    return actor.causes("subscribe", EventKey=f"qrscene_{code.scene}", Ticket=code.ticket)
