"""How many calls of one account are under way at once, so that a slow account leaves the others room."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wechat.errors import NotYet

MOST_CALLS = 50  # of an account in this process, of the 100 connections that all share
MOST_FILES = 10  # in the same way: files may take a minute each
PATIENCE = 1.0  # seconds to wait for a place


class Lanes:
    """The calls under way in this process, by account; an account without any has no lane."""

    def __init__(self, *, most_calls: int = MOST_CALLS, most_files: int = MOST_FILES) -> None:
        self._most = {False: most_calls, True: most_files}
        self._lanes: dict[tuple[str, bool], _Lane] = {}

    @asynccontextmanager
    async def place(self, app_id: str, *, is_file: bool) -> AsyncIterator[None]:
        """A place for one call. Raises NotYet where none gets free in a second."""
        key = app_id, is_file
        lane = self._lanes.setdefault(key, _Lane(self._most[is_file]))
        lane.users += 1
        try:
            await _enter(lane.places)
            try:
                yield
            finally:
                lane.places.release()
        finally:
            lane.users -= 1
            if not lane.users:
                self._lanes.pop(key, None)


class _Lane:
    def __init__(self, most: int) -> None:
        self.places = asyncio.Semaphore(most)
        self.users = 0  # those under way and those who wait


async def _enter(places: asyncio.Semaphore) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await places.acquire()
    except TimeoutError:
        pass
    else:
        return
    raise NotYet(*_FULL)


_FULL = (
    "WeChat is slow, and too many calls for this account wait for its answer. Nothing was sent; try again in a moment.",
    "微信响应缓慢，该公众号有过多请求在等待，未发送任何内容，请稍后重试。",
)
