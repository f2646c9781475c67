"""An app's own push service: told over a webhook that is signed after the Standard Webhooks spec.

The operator names the address, so it may be anywhere.
"""

import asyncio
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

import httpx2
import orjson

PATIENCE = 10.0  # seconds for one call as a whole
LONGEST_PAUSE = timedelta(minutes=5)  # that a push service may ask for
SECRET_PREFIX = "whsec_"  # noqa: S105 (a prefix, no secret)
_GONE = 410


@dataclass(frozen=True)
class PushService:
    """Where to tell, and the secret that both sides know: `whsec_` and base64."""

    url: str = field(repr=False)
    secret: str = field(repr=False)


class Told(Enum):
    """What the push service made of it: TAKEN, the phone is GONE, or it FAILED and may be told again."""

    TAKEN, GONE, FAILED = "taken", "gone", "failed"


@dataclass(frozen=True)
class Answer:
    """What came of telling. A push service that FAILED may say how long to wait; `said` names its status."""

    told: Told
    said: str = ""
    after: timedelta | None = None


_service: PushService | None = None
_http: httpx2.AsyncClient | None = None


def use(service: PushService | None) -> None:
    """Make this the process's push service; None where it has none."""
    global _service, _http
    _service = service
    # No proxy and no password of the machine's gets in between unasked.
    _http = httpx2.AsyncClient(timeout=PATIENCE, trust_env=False) if service is not None else None


async def close() -> None:
    """Give its connections back."""
    if _http is not None:
        await _http.aclose()
    use(None)


def is_set() -> bool:
    """Is there a push service?"""
    return _service is not None


async def tell(id: str, content: Mapping[str, object], now: datetime) -> Answer:
    """Tell the push service. The same `id` says: this is a repetition."""
    assert _service is not None, "there is no push service"
    assert _http is not None
    body = orjson.dumps(content)
    headers = signed(_service.secret, id, now, body) | {"content-type": "application/json", "user-agent": "Fandesk"}
    try:
        async with (
            asyncio.timeout(PATIENCE),
            # Its answer is its status: what else it says is not read.
            _http.stream("POST", _service.url, content=body, headers=headers, follow_redirects=False) as response,
        ):
            return _understood(response)
    except (httpx2.HTTPError, OSError) as error:  # asyncio's TimeoutError is an OSError
        return Answer(Told.FAILED, f"The push service did not answer ({type(error).__name__}).")


def signed(secret: str, id: str, now: datetime, body: bytes) -> dict[str, str]:
    """The headers by which the push service knows that it was us, and when."""
    timestamp = str(int(now.timestamp()))
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    mac = hmac.digest(key, f"{id}.{timestamp}.".encode() + body, "sha256")
    return {
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{b64encode(mac).decode()}",
    }


def _understood(response: httpx2.Response) -> Answer:
    if response.is_success:
        return Answer(Told.TAKEN)
    said = f"The push service answered HTTP {response.status_code}."
    if response.status_code == _GONE:
        return Answer(Told.GONE, said)
    return Answer(Told.FAILED, said, _pause(response.headers.get("retry-after", "")))


def _pause(seconds: str) -> timedelta | None:
    if not seconds.isascii() or not seconds.isdigit():
        return None
    return min(timedelta(seconds=int(seconds[:6])), LONGEST_PAUSE)
