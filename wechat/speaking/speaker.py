"""How every sentence is said: with a token, at the right pace, again where that is harmless, and with an honest end."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from wechat.addresses import Foreign
from wechat.breaker import Breakers, is_failure
from wechat.codes import Act, verdict_on
from wechat.errors import Refused, TryLater, Uncertain, Unsayable, error_for
from wechat.files import Downloaded, File, TooLarge
from wechat.lanes import Lanes
from wechat.limits import Limits, Priority
from wechat.speaking import answers
from wechat.tokens import AccessToken
from wechat.wire import MAX_ANSWER, MAX_LIST, Answer, NoAnswer, NotSent, Question, Wire

TOO_FAST = 45011
MESSAGES = "/cgi-bin/message/"
FILES = "/files"  # the pace of whatever is fetched from other hosts
PAUSES = (1.0, 3.0)  # the most seconds before each repetition
UNCONFIRMED = "WeChat did not confirm the message: it may have arrived or not. Look before repeating it."
UNCONFIRMED_ZH = "微信没有确认这条消息，可能已送达，也可能没有。请先确认再决定是否重发。"


@dataclass(frozen=True)
class Line:
    """What all speakers of a process share. `pauses` are the most seconds before each repetition of a call."""

    wire: Wire
    limits: Limits
    lanes: Lanes
    breakers: Breakers
    clock: Callable[[], datetime]
    pauses: Sequence[float] = PAUSES


@dataclass(frozen=True)
class Manner:
    """How a question is asked: whether asking twice is harmless, for whom it waits, and when silence may be broken."""

    may_repeat: bool
    priority: Priority = Priority.AGENT
    repeat_after: timedelta | None = None
    yes: frozenset[int] = field(default_factory=frozenset)  # codes that are an answer here, not a failure
    needs_token: bool = True
    is_file: bool = False

    @property
    def is_harmless(self) -> bool:
        """Whether it may be asked again at any time."""
        return self.may_repeat and self.repeat_after is None


Heard = Answer | Downloaded


class Speaker:
    """Speaks to WeChat for one account, mini-program or platform. Subjects inherit it and add their sentences."""

    # The name of the token in the query; a third-party platform's own is `component_access_token`.
    _token_parameter: ClassVar[str] = "access_token"  # noqa: S105  a name

    def __init__(self, app_id: str, token: AccessToken, line: Line) -> None:
        self._app_id: Final = app_id
        self._token: Final = token
        self._line: Final = line

    async def ready(self) -> None:
        """Make sure that an access token is at hand, before a send is promised. Sends nothing.

        Raises TryLater, or Refused where a setting of the account is wrong.
        """
        await self._token.get()

    async def _ask(
        self,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        may_repeat: bool,
        priority: Priority = Priority.AGENT,
        repeat_after: timedelta | None = None,
        yes: frozenset[int] = frozenset(),
        needs_token: bool = True,
    ) -> Mapping[str, Any]:
        """What WeChat answers; by POST where there is a body, else by GET. Raises TryLater, Refused or Uncertain.

        `may_repeat` says that asking twice is the same as asking once: then a call that failed is repeated a little,
        and at the end it is for later. Else silence is Uncertain; so it is where `repeat_after` is set, for calls
        that carry an idempotency key. The codes in `yes` are answers, too. Without `needs_token` no token goes along.
        """
        question = Question(path, body, dict(query or {}))
        manner = Manner(may_repeat, priority, repeat_after, yes, needs_token)
        # Lists are the answers to what may be asked again; a send's answer is a line.
        most_bytes = MAX_LIST if may_repeat else MAX_ANSWER
        heard = await self._say(question, manner, lambda asked: self._line.wire.ask(asked, most_bytes=most_bytes))
        assert isinstance(heard, Answer)
        return heard.fields

    async def _upload(
        self,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        filename: str,
        content_type: str,
        data: bytes,
        fields: Mapping[str, str] | None = None,
        may_repeat: bool = False,
        priority: Priority = Priority.AGENT,
    ) -> Mapping[str, Any]:
        """Send a file in the form field `media`, with the form's other `fields`. Raises what `_ask` raises."""
        file = File(filename, content_type, data, dict(fields or {}))
        question = Question(path, query=dict(query or {}), file=file)
        heard = await self._say(question, Manner(may_repeat, priority, is_file=True), self._line.wire.ask)
        assert isinstance(heard, Answer)
        return heard.fields

    async def _download(
        self,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        most_bytes: int,
        priority: Priority = Priority.AGENT,
    ) -> Downloaded | Mapping[str, Any]:
        """The file, or the JSON that came in its place. Raises TryLater, and Refused, also where it is too large."""
        question = Question(path, body, dict(query or {}))
        heard = await self._say(
            question,
            Manner(True, priority, is_file=True),
            lambda asked: self._line.wire.download(asked, most_bytes=most_bytes),
        )
        return heard.fields if isinstance(heard, Answer) else heard

    async def _fetch(self, url: str, *, most_bytes: int, priority: Priority = Priority.AGENT) -> Downloaded:
        """The file at an address that WeChat named, without a token. Raises what `_download` raises, and Unsayable
        where the address is not one of WeChat's."""
        manner = Manner(True, priority, needs_token=False, is_file=True)
        heard = await self._say(
            Question(url), manner, lambda asked: self._line.wire.fetch(asked.path, most_bytes=most_bytes)
        )
        if isinstance(heard, Answer):
            raise Refused(*_NO_FILE, act=Act.FIX_REQUEST)
        return heard

    async def _say(self, question: Question, manner: Manner, say: Callable[[Question], Awaitable[Heard]]) -> Heard:
        doubt: Uncertain | None = None
        failure: TryLater | Uncertain
        for longest in (*(self._line.pauses if manner.may_repeat else ()), None):
            try:
                return await self._say_once(question, manner, say)
            except Uncertain as silence:
                failure = doubt = silence
            except TryLater as later:
                failure = later
            if longest is None or (isinstance(failure, TryLater) and failure.after is not None):
                break  # the last try, or WeChat said when, and that is not now
            await asyncio.sleep(random.uniform(0, longest))  # noqa: S311  only so that not all repeat at once
        if manner.is_harmless and failure is doubt:
            failure = TryLater(*_SILENT)
        # What was in doubt once stays so, whatever came after it.
        raise failure if doubt is None or manner.is_harmless else doubt

    async def _say_once(self, question: Question, manner: Manner, say: Callable[[Question], Awaitable[Heard]]) -> Heard:
        token = await self._token.get() if manner.needs_token else None
        heard = await self._exchange(self._with(token, question), manner, say)
        if token is not None and _wants_another_token(heard):
            # WeChat looks at the token first, so nothing was done yet. A second no is for later: no loop.
            token = await self._token.renew(failed=token)
            heard = await self._exchange(self._with(token, question), manner, say)
        if isinstance(heard, Answer) and heard.code not in manner.yes:
            error = error_for(heard.code, heard.errmsg, now=self._line.clock())
            if error is not None:
                raise error
        return heard

    def _with(self, token: str | None, question: Question) -> Question:
        if token is None:
            return question
        return Question(question.path, question.body, {self._token_parameter: token, **question.query}, question.file)

    async def _exchange(self, question: Question, manner: Manner, say: Callable[[Question], Awaitable[Heard]]) -> Heard:
        # Pictures and videos come from hosts of their own: what these do says nothing about the API.
        path, line = FILES if "://" in question.path else question.path, self._line
        name = f"{self._app_id}{FILES}" if path == FILES else self._app_id
        await line.limits.take(self._app_id, path, manner.priority)
        async with line.lanes.place(self._app_id, is_file=manner.is_file):
            with line.breakers.guard(name, line.clock) as attempt:
                heard = await _heard(say(question), question, manner)
                attempt.has_failed = isinstance(heard, Answer) and is_failure(heard.code)
        if isinstance(heard, Answer) and heard.code == TOO_FAST:
            await line.limits.slow_down(self._app_id, path)
        return heard


async def _heard(saying: Awaitable[Heard], question: Question, manner: Manner) -> Heard:
    failure: TryLater | Uncertain | Refused
    try:
        return await saying
    except NotSent:
        failure = TryLater(*_UNREACHABLE)
    except NoAnswer:
        sentences = _UNCONFIRMED_MESSAGE if question.path.startswith(MESSAGES) else _UNCONFIRMED_CHANGE
        failure = Uncertain(*sentences, repeat_after=manner.repeat_after)
    except TooLarge:
        failure = Refused(*_TOO_LARGE, act=Act.FIX_REQUEST)
    except Foreign:
        failure = Unsayable(*_NOT_WECHATS)
    raise failure


def _wants_another_token(heard: Heard) -> bool:
    return isinstance(heard, Answer) and verdict_on(heard.code)[0] is Act.REFRESH_TOKEN


_UNCONFIRMED_MESSAGE = UNCONFIRMED, UNCONFIRMED_ZH
_UNCONFIRMED_CHANGE = answers.UNCONFIRMED, answers.UNCONFIRMED_ZH
_UNREACHABLE = "WeChat cannot be reached. Nothing was sent.", "无法连接微信，未发送任何内容。"
_SILENT = "WeChat did not answer. Trying again changes nothing twice.", "微信没有响应，可以放心重试。"
_NO_FILE = "WeChat does not give this file out any more.", "微信已不再提供该文件。"
_TOO_LARGE = "The file is larger than what is kept here.", "文件超过了允许的大小。"
_NOT_WECHATS = "The file's address is not one of WeChat's.", "该文件地址不属于微信。"
