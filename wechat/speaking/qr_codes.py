"""QR codes that say where a fan came from. WeChat docs, 生成带参数的二维码."""

from dataclasses import dataclass
from datetime import timedelta

from wechat.errors import Unsayable
from wechat.speaking.answers import confirming, needed_text_in, number_in, text_in
from wechat.speaking.pages import CONSOLE, page
from wechat.speaking.speaker import Speaker

LONGEST = timedelta(days=30)
LAST_TEMPORARY = 2**32 - 1
LAST_PERMANENT = 100_000
LONGEST_SCENE = 64


@dataclass(frozen=True)
class Qr:
    """A QR code. Its picture is `url` drawn as a QR code, or WeChat's own at `qr_picture_url(ticket)`.

    `lasts` is None for a permanent code, which can never be deleted.
    """

    ticket: str
    url: str
    lasts: timedelta | None


class QrCodes(Speaker):
    """The account's QR codes with a scene (带参数的二维码)."""

    async def create_qr(self, scene: int | str, *, lasts: timedelta | None) -> Qr:
        """A code with this scene: temporary for at most 30 days, or permanent where `lasts` is None.

        A text has from 1 to 64 letters; a number is at least 1 and below 2³², in a permanent code at most 100,000.
        An account has 100,000 permanent codes. WeChat docs, 生成带参数的二维码. Raises TryLater or Refused.
        """
        _check(scene, lasts)
        kind = ("QR_LIMIT_" if lasts is None else "QR_") + ("STR_SCENE" if isinstance(scene, str) else "SCENE")
        what = {"scene_str": scene} if isinstance(scene, str) else {"scene_id": scene}
        wanted: dict[str, object] = {"action_name": kind, "action_info": {"scene": what}}
        if lasts is not None:
            wanted["expire_seconds"] = int(lasts.total_seconds())
        answer = await self._ask("/cgi-bin/qrcode/create", wanted, may_repeat=True)
        with confirming():
            seconds = number_in(answer, "expire_seconds")
            until = timedelta(seconds=seconds) if seconds > 0 and lasts is not None else lasts
            return Qr(needed_text_in(answer, "ticket"), text_in(answer, "url"), until)

    def qr_picture_url(self, ticket: str) -> str:
        """Where WeChat shows the code's picture to everybody. WeChat docs, 生成带参数的二维码: 通过ticket换取二维码."""
        return page(CONSOLE, self._line.wire.api_url, "/cgi-bin/showqrcode", {"ticket": ticket})


def _check(scene: int | str, lasts: timedelta | None) -> None:
    if lasts is not None and not timedelta(seconds=1) <= lasts <= LONGEST:
        raise Unsayable(*_WRONG_TIME)
    if isinstance(scene, str) and not 1 <= len(scene) <= LONGEST_SCENE:
        raise Unsayable(*_WRONG_TEXT)
    last = LAST_PERMANENT if lasts is None else LAST_TEMPORARY
    if isinstance(scene, int) and not 1 <= scene <= last:
        raise Unsayable(*_WRONG_NUMBER)


_WRONG_TIME = "A temporary QR code lasts from one second to 30 days.", "临时二维码的有效期为 1 秒到 30 天。"
_WRONG_TEXT = "The scene of a QR code has from 1 to 64 letters.", "二维码的场景值需要 1 到 64 个字符。"
_WRONG_NUMBER = (
    "The scene number is out of range: at most 100,000 in a permanent QR code, below 4,294,967,296 else.",
    "二维码的场景值超出范围：永久二维码为 1 到 100,000，临时二维码须小于 4,294,967,296。",
)
