"""Whose an address is and what opens its pushes, remembered for two seconds: a push costs one statement, not two."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

import wechat
from domain.accounts.models import OfficialAccount
from domain.clock import Clock
from wechat import Envelope, Lock

REMEMBERED_FOR = timedelta(seconds=2)
MOST = 10_000


@dataclass(frozen=True)
class Door:
    """An account, as its pushes need it. Any of `locks` may open one; `connection` is another after every change."""

    workspace_id: UUID
    account_id: UUID
    locks: tuple[Lock, ...] = field(repr=False)
    connection: object = field(repr=False)
    read_at: datetime

    @classmethod
    def of(cls, account: OfficialAccount, locks: tuple[Lock, ...], now: datetime) -> Self:
        """The account's, opened by these."""
        connection = (account.connected_at, account.sealed_token)
        return cls(account.workspace_id, account.id, locks, connection, now)

    def open(self, query: Mapping[str, str], body: bytes) -> Envelope:
        """The push. Raises what today's lock says where none of them opens it."""
        first: Exception | None = None
        for lock in self.locks:
            try:
                return wechat.open_envelope(lock, query, body)
            except (wechat.NotWeChat, wechat.Malformed) as refusal:
                first = first or refusal
        assert first is not None, "a door has a lock"
        raise first

    def echo(self, query: Mapping[str, str]) -> str:
        """The answer to the console's check of the address. Raises NotWeChat."""
        for lock in self.locks[:-1]:
            try:
                return wechat.answer_url_check(lock, query)
            except wechat.NotWeChat:
                continue
        return wechat.answer_url_check(self.locks[-1], query)


Finder = Callable[[datetime], Awaitable[Door | None]]


class Doors:
    """The doors of one process. What is not there is not remembered: an account may be connected any moment."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._doors: dict[str, Door] = {}

    async def find(self, name: str, finder: Finder) -> tuple[Door | None, bool]:
        """The door of this name, and whether it was read just now."""
        door = self._doors.get(name)
        if door is not None and timedelta(0) <= self._clock() - door.read_at < REMEMBERED_FOR:
            return door, False
        return await self.read(name, finder), True

    async def read(self, name: str, finder: Finder) -> Door | None:
        """The same, read anew."""
        door = await finder(self._clock())
        if door is None:
            self._doors.pop(name, None)
            return None
        if len(self._doors) >= MOST:
            self._doors.clear()
        self._doors[name] = door
        return door
