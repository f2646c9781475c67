"""The API calls that the box received. Secrets and tokens are not kept."""

import json
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

KEPT_CALLS = 20_000
LONGEST_BODY = 2_000  # characters that are kept of a body
SECRET = ("secret", "ticket", "token", "code")  # a key with one of these in it holds what nobody is to read


@dataclass
class Call:
    """One call. `errcode` is None until it is answered, and stays so when the answer held none to see."""

    number: int
    api: str
    method: str
    at: float
    app_id: str | None = None
    openid: str | None = None
    errcode: int | None = None
    fault: str | None = None
    is_answered: bool = False
    body: str = ""
    took: float | None = None  # seconds of the box's own time


@dataclass
class Calls:
    """All calls, newest last, and how many of each API there were."""

    log: deque[Call] = field(default_factory=lambda: deque(maxlen=KEPT_CALLS))
    received: Counter[str] = field(default_factory=Counter)

    def record(self, call: Call) -> None:
        """A call arrived."""
        self.log.append(call)
        self.received[call.api] += 1


def readable(body: bytes) -> str:
    """A body as it may be shown: JSON without what is secret in it, of anything else only the size."""
    if not body:
        return ""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return f"{len(body)} bytes"
    return json.dumps(_without_secrets(said), ensure_ascii=False).encode(errors="replace").decode()[:LONGEST_BODY]


def _without_secrets(said: Any, depth: int = 0) -> Any:
    if isinstance(said, dict) and depth < 20:
        return {key: "…" if _is_secret(key, one) else _without_secrets(one, depth + 1) for key, one in said.items()}
    if isinstance(said, list) and depth < 20:
        return [_without_secrets(one, depth + 1) for one in said]
    return said


def _is_secret(key: str, value: Any) -> bool:
    return isinstance(value, str) and any(word in key.lower() for word in SECRET)
