"""`/cgi-bin/qrcode/create` and `/cgi-bin/showqrcode`: parametric QR codes and their pictures."""

import io
from typing import Any

import segno
from starlette.responses import HTMLResponse, Response

from sandbox.accounts import Account, Kind
from sandbox.cgi_bin.knock import Knock, asked, must_get, within_quota
from sandbox.cgi_bin.refusals import Refusal
from sandbox.qr_codes import QrCode, new_ticket, new_url
from sandbox.world import World

TEMPORARY = {"QR_SCENE": int, "QR_STR_SCENE": str}
PERMANENT = {"QR_LIMIT_SCENE": int, "QR_LIMIT_STR_SCENE": str}
LONGEST_SCENE, HIGHEST_SCENE, HIGHEST_PERMANENT = 64, 2**32 - 1, 100_000
USUAL_LIFE, LONGEST_LIFE = 60, 2_592_000  # seconds


def create_qr_code(world: World, knock: Knock) -> dict[str, Any]:
    """A code for a scene. A permanent scene that there is already gives the same code again."""
    account, said = asked(world, knock, Kind.SERVICE)
    name = said.get("action_name")
    if not isinstance(name, str) or name not in TEMPORARY | PERMANENT:
        raise Refusal(40052)
    scene = _scene(said, name)
    seconds = _seconds(said) if name in TEMPORARY else None
    within_quota(world, account, knock.api)
    code = _permanent(world, account, scene) if seconds is None else _new(world, account, scene, seconds)
    answer = {"ticket": code.ticket, "url": code.url}
    return answer if seconds is None else answer | {"expire_seconds": seconds}


def show_qr_code(world: World, knock: Knock) -> Response:
    """The picture of a ticket, for anybody; 404 when there is none or it has expired."""
    must_get(knock)
    ticket = knock.query.get("ticket", "")
    found = (account.qr_codes.find(ticket, world.now()) for account in world.accounts.values())
    code = next((code for code in found if code), None)
    if code is None:
        return HTMLResponse("<html><h1>404 Not Found</h1></html>", status_code=404)
    picture = io.BytesIO()
    segno.make(code.url, micro=False).save(picture, kind="png", scale=10)
    return Response(picture.getvalue(), media_type="image/png")


def _scene(said: dict[str, Any], name: str) -> int | str:
    info = said.get("action_info")
    inside = info.get("scene") if isinstance(info, dict) else None
    if not isinstance(inside, dict):
        raise Refusal(40053)
    if (TEMPORARY | PERMANENT)[name] is int:
        return _number(inside.get("scene_id"), HIGHEST_SCENE if name in TEMPORARY else HIGHEST_PERMANENT)
    text = inside.get("scene_str")
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_SCENE:
        raise Refusal(40053)
    return text


def _number(scene: Any, highest: int) -> int:
    if not isinstance(scene, int) or isinstance(scene, bool) or not 1 <= scene <= highest:
        raise Refusal(40053)
    return scene


def _seconds(said: dict[str, Any]) -> int:
    seconds = said.get("expire_seconds", USUAL_LIFE)
    if not isinstance(seconds, int) or not 1 <= seconds <= LONGEST_LIFE:
        raise Refusal(40035)
    return seconds


def _permanent(world: World, account: Account, scene: int | str) -> QrCode:
    if known := account.qr_codes.permanent(scene):
        return known
    if isinstance(scene, str) and not account.qr_codes.has_room:
        raise Refusal(45029)
    return _new(world, account, scene, None)


def _new(world: World, account: Account, scene: int | str, seconds: int | None) -> QrCode:
    number, now = world.count("qr code"), world.now()
    ends_at = None if seconds is None else now + seconds
    return account.qr_codes.add(
        QrCode(new_ticket(world.dice, number), new_url(world.dice, number), scene, now, ends_at)
    )
