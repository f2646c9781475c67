"""One question to WeChat and its answer, and how sure we are when there is none."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx2

from wechat.addresses import keep_queries_out_of_logs, proven_base, proven_file
from wechat.characters import whole
from wechat.files import Downloaded, File, TooLarge, filename_in, kind_in

TIMEOUT = httpx2.Timeout(connect=3, read=8, write=8, pool=3)
DEADLINE = 15.0  # seconds for a question as a whole: an answer that drips never meets the time for one read
MEDIA_TIMEOUT = httpx2.Timeout(connect=3, read=30, write=30, pool=3)
MEDIA_DEADLINE = 60.0
MAX_ANSWER = 65536  # bytes of an answer that says little more than yes
MAX_LIST = 16 * 1024 * 1024  # bytes of an answer that is a list: 20 drafts of 20,000 letters each, say
HEADERS = {"Accept-Encoding": "identity"}
JSON_HEADERS = {"Content-Type": "application/json; charset=utf-8", **HEADERS}

logger = logging.getLogger(__name__)
T = TypeVar("T")


class NotSent(Exception):
    """No connection was made, so WeChat cannot have seen the question."""


class NoAnswer(Exception):
    """The question may have reached WeChat, but nothing usable came back."""


@dataclass(frozen=True)
class Question:
    """What is asked: with `file` or `body` by POST, else by GET. No repr shows the secrets in it."""

    path: str
    body: Mapping[str, object] | None = field(default=None, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    file: File | None = None


@dataclass(frozen=True)
class Answer:
    """What WeChat answered; `code` 0 is yes. `fields` may hold a token, so no repr shows them."""

    code: int
    errmsg: str
    fields: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"Answer(code={self.code})"


class Wire:
    """The line to one WeChat host. Times are in seconds; files have more of it."""

    def __init__(
        self,
        http: httpx2.AsyncClient,
        api_url: str,
        *,
        timeout: httpx2.Timeout = TIMEOUT,
        deadline: float = DEADLINE,
        media_timeout: httpx2.Timeout = MEDIA_TIMEOUT,
        media_deadline: float = MEDIA_DEADLINE,
    ) -> None:
        self._http = http
        self.api_url = proven_base(api_url)
        self._brief = timeout, deadline
        self._patient = media_timeout, media_deadline
        keep_queries_out_of_logs()

    async def ask(self, question: Question, *, most_bytes: int = MAX_ANSWER) -> Answer:
        """Put the question and understand the answer. Raises NotSent or NoAnswer; neither knows the token."""

        async def understand(response: httpx2.Response) -> Answer:
            return _understood(response.status_code, await _read_up_to(most_bytes, response))

        return await self._heard(question, understand, self._patient if question.file else self._brief)

    async def download(self, question: Question, *, most_bytes: int) -> Answer | Downloaded:
        """The file, or what WeChat says in its place. Raises NotSent, NoAnswer or TooLarge.

        WeChat docs, 素材管理: 获取临时素材. A refusal, too, comes with HTTP 200: only its bytes tell it from a file.
        """

        async def understand(response: httpx2.Response) -> Answer | Downloaded:
            if "://" in question.path and response.status_code in (404, 410):
                return Answer(NO_SUCH_FILE, "", {})  # the hosts of pictures and videos know no codes
            return await _file_or_answer(response, most_bytes)

        return await self._heard(question, understand, self._patient)

    async def fetch(self, url: str, *, most_bytes: int) -> Answer | Downloaded:
        """The file at an address that WeChat named. Raises what `download` raises, and Foreign where the address
        is neither WeChat's nor our API host's: in plaintext mode anybody may have written it into a push."""
        return await self.download(Question(proven_file(url, self.api_url)), most_bytes=most_bytes)

    async def _heard(
        self,
        question: Question,
        understand: Callable[[httpx2.Response], Awaitable[T]],
        patience: tuple[httpx2.Timeout, float],
    ) -> T:
        timeout, deadline = patience
        failure: NotSent | NoAnswer
        try:
            async with asyncio.timeout(deadline), self._sent(question, timeout) as response:
                return await understand(response)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            failure = NotSent(type(error).__name__)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            # Among them is a kept connection that WeChat closed while we wrote. It looks the same as one
            # closed after reading, and asking again might say it twice.
            failure = NoAnswer(type(error).__name__)
        except NoAnswer as error:
            failure = error
        logger.warning("No answer from WeChat to %s: %s", question.path.partition("?")[0], failure)
        # Raised out here, away from the httpx2 error: that carries the request, and its URL the token.
        raise failure

    def _sent(self, question: Question, timeout: httpx2.Timeout) -> AbstractAsyncContextManager[httpx2.Response]:
        url = question.path if "://" in question.path else self.api_url + question.path
        form: dict[str, Any] = {"headers": HEADERS}
        if question.file is not None:
            form |= {"files": question.file.form, "data": _whole(question.file.fields)}
        elif question.body is not None:
            form = {"headers": JSON_HEADERS, "content": _json(question.body)}
        method, query = "POST" if len(form) > 1 else "GET", _whole(question.query) or None
        return self._http.stream(method, url, params=query, timeout=timeout, follow_redirects=False, **form)


def _whole(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: whole(text) for name, text in texts.items()}


def _json(body: Mapping[str, object]) -> bytes:
    # WeChat shows \\uXXXX to the fan as it stands, so the characters go as they are.
    # Half of an emoji cannot go: "replace" makes it a question mark.
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


async def _file_or_answer(response: httpx2.Response, most_bytes: int) -> Answer | Downloaded:
    if int(_digits(response.headers.get("Content-Length", ""))) > max(most_bytes, MAX_ANSWER):
        raise TooLarge
    try:
        data = await _read_up_to(max(most_bytes, MAX_ANSWER), response)
    except NoAnswer:
        raise TooLarge from None
    # No picture, voice or video begins like this. WeChat's Content-Type is no help: it may say text/plain.
    if not 200 <= response.status_code < 300 or data.lstrip()[:1] == b"{":
        return _understood(response.status_code, data)
    if len(data) > most_bytes:
        raise TooLarge
    if not data:
        raise NoAnswer("WeChat's answer was empty.")
    return Downloaded(kind_in(response.headers), filename_in(response.headers), data)


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() else "0"


async def _read_up_to(most: int, response: httpx2.Response) -> bytes:
    read = bytearray()
    async for piece in response.aiter_bytes():
        read += piece
        if len(read) > most:
            raise NoAnswer("WeChat's answer was too long.")
    return bytes(read)


def _understood(status: int, body: bytes) -> Answer:
    # WeChat refuses with HTTP 200 and a code, so another status comes from something in between.
    if status >= 500:
        raise NoAnswer(f"WeChat answered HTTP {status}.")
    fields = _json_object(body)
    code = _code_in(fields)
    if code == 0 and not 200 <= status < 300:
        raise NoAnswer(f"WeChat answered HTTP {status}.")
    return Answer(code, str(fields.get("errmsg", "")), fields)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        # Whatever the Content-Type: some of WeChat's APIs say text/plain. Python keeps 64-bit numbers whole.
        fields = json.loads(body)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise NoAnswer("WeChat's answer was not a JSON object.")
    return fields


def _code_in(fields: Mapping[str, Any]) -> int:
    # Many answers that say yes carry no errcode at all.
    code = fields.get("errcode", 0)
    if not isinstance(code, int) or isinstance(code, bool):
        raise NoAnswer("WeChat's answer carried no readable code.")
    return code


NO_SUCH_FILE = 40007
