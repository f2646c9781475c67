"""How to ask WeChat for an access token: here with an account's own secret, in platform_tokens.py for platforms."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from wechat.codes import Act
from wechat.errors import Refused, TryLater, error_for
from wechat.wire import Answer, NoAnswer, NotSent, Question, Wire

Sentences = tuple[str, str]  # in English and in Chinese
LONGEST = 86400.0  # seconds that any token is believed to last: WeChat's last two hours


@dataclass(frozen=True)
class Issued:
    """A token as WeChat gave it out, and for how many seconds it works."""

    token: str = field(repr=False)
    seconds: float


class TokenSource(Protocol):
    """How one asks for a new token, and the name under which all processes keep it."""

    @property
    def name(self) -> str:
        """Unlike any other source's, and bound to its secret without telling it."""

    async def ask(self) -> Issued:
        """A new token from WeChat. Raises TryLater or Refused."""


class StableToken:
    """The token of an account that gave us its AppSecret.

    WeChat docs, 接口调用凭证: 获取稳定版接口调用凭据.
    """

    def __init__(self, app_id: str, secret: str, *, wire: Wire, clock: Callable[[], datetime]) -> None:
        self.name = name_of(app_id, secret)
        self._app_id = app_id
        self._secret = secret
        self._line = TokenLine(wire, clock, _SENTENCES)

    async def ask(self) -> Issued:
        """A token from stable_token. Raises TryLater or Refused."""
        # Never force_refresh: it kills at once the token that others are using, and works 20 times a day.
        question = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": False,
        }
        answer = await self._line.ask("/cgi-bin/stable_token", question)
        return issued_in(answer.fields, "access_token")


class TokenLine:
    """Questions that end in a token: whatever goes wrong, nothing was sent to any fan."""

    def __init__(self, wire: Wire, clock: Callable[[], datetime], sentences: Mapping[int, Sentences]) -> None:
        self._wire = wire
        self._clock = clock
        self._sentences = sentences

    async def ask(self, path: str, question: Mapping[str, object]) -> Answer:
        """WeChat's yes. Raises TryLater, or Refused where a person has to change a setting."""
        failure: TryLater | Refused | None
        try:
            answer = await self._wire.ask(Question(path, question))
        except (NotSent, NoAnswer):
            failure = TryLater(*NO_ANSWER_YET)
        else:
            failure = self._failure_in(answer)
            if failure is None:
                return answer
        raise failure

    def _failure_in(self, answer: Answer) -> TryLater | Refused | None:
        error = error_for(answer.code, answer.errmsg, now=self._clock())
        if error is None or (isinstance(error, TryLater) and answer.code not in self._sentences):
            return error
        # Whatever else it says no to here is a setting of the account, and only a person can change that.
        sentences = self._sentences.get(answer.code, (error.sentence, error.sentence_zh))
        return Refused(*sentences, act=Act.ASK_A_HUMAN, code=error.code, rid=error.rid)


def name_of(app_id: str, *secrets: str) -> str:
    """The name in the cache, bound to the secrets: without them nobody who enters an AppID gets its tokens."""
    bound = ":".join((app_id, *secrets))
    return f"{app_id}:{sha256(bound.encode()).hexdigest()[:32]}"


def issued_in(fields: Mapping[str, object], name: str) -> Issued:
    """The token under this name. Raises TryLater where there is none."""
    token, seconds = fields.get(name), fields.get("expires_in")
    if not isinstance(token, str) or not token:
        raise TryLater(*_NO_TOKEN)
    return Issued(token, _sensible(seconds))


def _sensible(seconds: object) -> float:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or math.isnan(seconds):
        return 0.0
    return float(min(max(seconds, 0), LONGEST))


# What these codes mean at the tokens' own addresses.
WRONG_SECRET: Sentences = (
    "The AppSecret is wrong. Copy it from the WeChat console again.",
    "AppSecret 错误，请到微信后台重新复制。",
)
_SENTENCES: Mapping[int, Sentences] = {
    40001: WRONG_SECRET,
    40014: WRONG_SECRET,
    42001: WRONG_SECRET,
    41002: ("The AppID is missing. Copy it from the WeChat console.", "缺少 AppID，请到微信后台复制。"),
    41004: ("The AppSecret is missing. Copy it from the WeChat console.", "缺少 AppSecret，请到微信后台复制。"),
}
NO_ANSWER_YET: Sentences = (
    "WeChat cannot be reached for an access token. Nothing was sent.",
    "无法向微信获取 access_token，未发送任何内容。",
)
_NO_TOKEN: Sentences = (
    "WeChat answered without an access token. Nothing was sent.",
    "微信的应答中没有 access_token，未发送任何内容。",
)
