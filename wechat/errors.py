"""The ways a call to WeChat can fail, told apart by what the caller may do next."""

import re
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address

from wechat.codes import Act, verdict_on

BEIJING = timezone(timedelta(hours=8))  # WeChat's day; China has had no summer time since 1991


class WeChatError(Exception):
    """A call to WeChat failed. `sentence` and `sentence_zh` are for a person and safe to show, in English and Chinese.

    `code` is WeChat's return code, and `rid` its number of the request, which its support asks for.
    """

    def __init__(
        self, sentence: str, sentence_zh: str = "", *, code: int | None = None, rid: str | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.sentence_zh = sentence_zh or sentence
        self.code = code
        self.rid = rid


class TryLater(WeChatError):
    """Nothing was done, or doing it again changes nothing. The same call may work later; where `after` is known,
    not before."""

    def __init__(
        self,
        sentence: str,
        sentence_zh: str = "",
        *,
        after: timedelta | None = None,
        code: int | None = None,
        rid: str | None = None,
    ) -> None:
        super().__init__(sentence, sentence_zh, code=code, rid=rid)
        self.after = after


class NotYet(TryLater):
    """WeChat was not asked: the account speaks as fast as it may, or is left alone after too many failures."""


class Refused(WeChatError):
    """WeChat understood and said no; `act` is what to do about it."""

    def __init__(
        self, sentence: str, sentence_zh: str = "", *, act: Act, code: int | None = None, rid: str | None = None
    ) -> None:
        super().__init__(sentence, sentence_zh, code=code, rid=rid)
        self.act = act


class Unsayable(Refused, ValueError):
    """WeChat was not asked, because it is documented to refuse this: more than it takes, or not what it takes."""

    def __init__(self, sentence: str, sentence_zh: str) -> None:
        super().__init__(sentence, sentence_zh, act=Act.FIX_REQUEST)


class Uncertain(WeChatError):
    """The request left and no usable answer came back: it may have been done. Never repeat it unasked.

    Where `repeat_after` is set, the call carried an idempotency key: after so long, the same call with the same key
    is safe, for as long as its method says.
    """

    def __init__(
        self,
        sentence: str,
        sentence_zh: str = "",
        *,
        repeat_after: timedelta | None = None,
        code: int | None = None,
        rid: str | None = None,
    ) -> None:
        super().__init__(sentence, sentence_zh, code=code, rid=rid)
        self.repeat_after = repeat_after


def error_for(code: int, errmsg: str = "", *, now: datetime) -> TryLater | Refused | None:
    """What this return code means, to be raised by the caller; None for 0 and for what was done already.

    `now` is an aware time: it decides how long a daily quota is used up.
    """
    if code == 0:
        return None
    act, sentence, sentence_zh = verdict_on(code)
    sentences, rid = _with_address(code, sentence, sentence_zh, errmsg), _rid(errmsg)
    if act is Act.ALREADY_DONE:
        return None
    if act in (Act.RETRY, Act.REFRESH_TOKEN) or code == DAILY_QUOTA:
        return TryLater(*sentences, after=_pause(code, act, now), code=code, rid=rid)
    return Refused(*sentences, act=act, code=code, rid=rid)


DAILY_QUOTA = 45009
NOT_ON_WHITELIST = (40164, 61004)
TOKEN_PAUSE = timedelta(seconds=5)
PAUSES = {
    45011: timedelta(minutes=1),
    45066: timedelta(minutes=1),
    61503: timedelta(hours=1),
    9500002: timedelta(minutes=1),
}


def _pause(code: int, act: Act, now: datetime) -> timedelta | None:
    if code == DAILY_QUOTA:
        return _next_midnight(now) - now
    return TOKEN_PAUSE if act is Act.REFRESH_TOKEN else PAUSES.get(code)


def _next_midnight(now: datetime) -> datetime:
    today = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)


def _rid(errmsg: str) -> str | None:
    found = re.search(r"rid: ([0-9a-f]{6,10}(?:-[0-9a-f]{6,10}){1,4})", errmsg)
    return found[1] if found else None


def _with_address(code: int, sentence: str, sentence_zh: str, errmsg: str) -> tuple[str, str]:
    # Only WeChat knows under which address this server reaches it, and the administrator has to enter it.
    found = re.search(r"invalid ip ([0-9a-fA-F.:]{7,45})", errmsg) if code in NOT_ON_WHITELIST else None
    if found is None or not _is_address(found[1]):
        return sentence, sentence_zh
    return (
        sentence.replace("its address", f"its address, {found[1]},"),
        sentence_zh.replace("本服务器的 IP", f"本服务器的 IP（{found[1]}）"),
    )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
