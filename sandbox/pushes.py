"""Pushes: what WeChat has to tell an account, and how the telling went."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class PushState(StrEnum):
    """HELD waits for a word from the control API; WAITING is under way; the others are settled."""

    HELD = "HELD"
    WAITING = "WAITING"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    DROPPED = "DROPPED"  # lost on purpose, by the fault plan
    UNADDRESSED = "UNADDRESSED"  # the account has set no callback URL, so WeChat tells nobody


@dataclass
class Attempt:
    """One delivery. `problem` is None when the answer counted."""

    number: int
    at: float
    status: int | None
    problem: str | None
    reply: str | None = None


@dataclass
class Push:
    """One callback. Its fields, CreateTime and MsgId among them, are the same at every delivery."""

    id: str
    app_id: str
    openid: str
    fields: dict[str, Any]
    is_visible: bool  # the fan waits for an answer, and is told when the account fails
    state: PushState = PushState.WAITING
    attempts: list[Attempt] = field(default_factory=list)
    reply: str | None = None

    @property
    def is_settled(self) -> bool:
        """Nothing more will come of it by itself."""
        return self.state not in (PushState.HELD, PushState.WAITING)
