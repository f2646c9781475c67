"""The ways a call to WeChat can fail, told apart by what the caller may do next."""

import re
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address

from wechat.codes import Act, verdict_on

BEIJING = timezone(timedelta(hours=8))  # WeChat's day; China has had no summer time since 1991


class WeChatError(Exception):
    """A call to WeChat failed. `sentence` is for a person and safe to show.

    `code` is WeChat's return code, and `rid` its number of the request, which its support asks for.
    """

    def __init__(self, sentence: str, *, code: int | None = None, rid: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.rid = rid


class TryLater(WeChatError):
    """Certain that nothing was done. The same call may work later; where `after` is known, not before."""

    def __init__(
        self,
        sentence: str,
        *,
        after: timedelta | None = None,
        code: int | None = None,
        rid: str | None = None,
    ) -> None:
        super().__init__(sentence, code=code, rid=rid)
        self.after = after


class Refused(WeChatError):
    """WeChat understood and said no; `act` is what to do about it."""

    def __init__(self, sentence: str, *, act: Act, code: int | None = None, rid: str | None = None) -> None:
        super().__init__(sentence, code=code, rid=rid)
        self.act = act


class Uncertain(WeChatError):
    """The request left and no usable answer came back: it may have been done. Never repeat it unasked."""


def raise_for(code: int, errmsg: str = "", *, now: datetime) -> None:
    """Raise what this return code means; 0 and what was done already raise nothing.

    `now` is an aware time: it decides how long a daily quota is used up.
    """
    error = error_for(code, errmsg, now=now)
    if error is not None:
        raise error


def error_for(code: int, errmsg: str = "", *, now: datetime) -> TryLater | Refused | None:
    """What this return code means, to be raised by the caller, or None where there is nothing to raise."""
    if code == 0:
        return None
    act, sentence = verdict_on(code)
    sentence, rid = _with_address(code, sentence, errmsg), _rid(errmsg)
    if act is Act.ALREADY_DONE:
        return None
    if act in (Act.RETRY, Act.REFRESH_TOKEN) or code == DAILY_QUOTA:
        return TryLater(sentence, after=_pause(code, act, now), code=code, rid=rid)
    return Refused(sentence, act=act, code=code, rid=rid)


DAILY_QUOTA = 45009
NOT_ON_WHITELIST = 40164
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


def _with_address(code: int, sentence: str, errmsg: str) -> str:
    # Only WeChat knows under which address this server reaches it, and the administrator has to enter it.
    found = re.search(r"invalid ip ([0-9a-fA-F.:]{7,45})", errmsg) if code == NOT_ON_WHITELIST else None
    if found is None or not _is_address(found[1]):
        return sentence
    return sentence.replace("its address", f"its address, {found[1]},")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
