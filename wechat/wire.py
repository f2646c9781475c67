"""One JSON question to WeChat and its answer, and how sure we are when there is none."""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass

import httpx2

TIMEOUT = httpx2.Timeout(connect=3, read=8, write=8, pool=3)
DEADLINE = 15.0  # seconds for a question as a whole: an answer that drips never meets the time for one read
MAX_ANSWER = 65536
HEADERS = {"Content-Type": "application/json; charset=utf-8", "Accept-Encoding": "identity"}

logger = logging.getLogger(__name__)


class NotSent(Exception):
    """No connection was made, so WeChat cannot have seen the question."""


class NoAnswer(Exception):
    """The question may have reached WeChat, but nothing usable came back."""


@dataclass(frozen=True)
class Answer:
    """What WeChat answered; `code` 0 is yes. `fields` may hold a token, so no repr shows them."""

    code: int
    errmsg: str
    fields: Mapping[str, object]

    def __repr__(self) -> str:
        return f"Answer(code={self.code})"


class Wire:
    """The line to one WeChat host."""

    def __init__(self, http: httpx2.AsyncClient, api_url: str, *, timeout: httpx2.Timeout, deadline: float) -> None:
        self._http = http
        self._api_url = _checked(api_url)
        self._timeout = timeout
        self._deadline = deadline
        _keep_queries_out_of_logs()

    async def ask(self, path: str, question: Mapping[str, object], *, token: str | None = None) -> Answer:
        """Post the question as raw UTF-8 JSON. Raises NotSent or NoAnswer; neither knows the token."""
        # WeChat shows \\uXXXX to the fan as it stands, so the characters go as they are.
        # Half of an emoji cannot go: "replace" makes it a question mark.
        body = json.dumps(question, ensure_ascii=False).encode("utf-8", "replace")
        failure: NotSent | NoAnswer
        try:
            async with asyncio.timeout(self._deadline):
                return _understood(*await self._post(path, body, token))
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            failure = NotSent(type(error).__name__)
        except (httpx2.HTTPError, OSError) as error:
            # Among them is a kept connection that WeChat closed while we wrote. It looks the same as one
            # closed after reading, and asking again might say it twice.
            failure = NoAnswer(type(error).__name__)
        except NoAnswer as error:
            failure = error
        logger.warning("No answer from WeChat to %s: %s", path, failure)
        # Raised out here, away from the httpx2 error: that carries the request, and its URL the token.
        raise failure

    async def _post(self, path: str, body: bytes, token: str | None) -> tuple[int, bytes]:
        sending = self._http.stream(
            "POST",
            self._api_url + path,
            params={"access_token": token} if token else None,
            content=body,
            headers=HEADERS,
            timeout=self._timeout,
            follow_redirects=False,
        )
        async with sending as response:
            return response.status_code, await _read_up_to(MAX_ANSWER, response)


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


def _json_object(body: bytes) -> dict[str, object]:
    try:
        # Whatever the Content-Type: some of WeChat's APIs say text/plain.
        fields = json.loads(body)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise NoAnswer("WeChat's answer was not a JSON object.")
    return fields


def _code_in(fields: Mapping[str, object]) -> int:
    # Many answers that say yes carry no errcode at all.
    code = fields.get("errcode", 0)
    if not isinstance(code, int) or isinstance(code, bool):
        raise NoAnswer("WeChat's answer carried no readable code.")
    return code


def _checked(api_url: str) -> str:
    try:
        url = httpx2.URL(api_url)
    except httpx2.InvalidURL:
        url = httpx2.URL()
    if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment:
        raise ValueError("The WeChat API address must look like https://api.weixin.qq.com.")
    return api_url.rstrip("/")


class _WithoutQuery(logging.Filter):
    """httpx2 logs every URL it called, and WeChat wants the access token in the URL."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without_query, record.args))
        return True


def _without_query(argument: object) -> object:
    return argument.copy_with(query=None) if isinstance(argument, httpx2.URL) else argument


_without_queries = _WithoutQuery()


def _keep_queries_out_of_logs() -> None:
    logging.getLogger("httpx2").addFilter(_without_queries)  # adding the same one again changes nothing
