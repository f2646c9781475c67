"""Whom the account will not hear from. WeChat docs, 用户管理: 黑名单管理."""

from collections.abc import Sequence

from wechat.limits import Priority
from wechat.speaking.answers import reading
from wechat.speaking.speaker import Speaker
from wechat.speaking.users import OpenIds, openids_in, within

MOST_BLOCKED = 20  # fans in one call; WeChat answers 40032 to more


class Blacklist(Speaker):
    """The account's blacklist."""

    async def blacklist(self, after: str = "") -> OpenIds:
        """The blocked fans, a page at a time: go on with `next`. Raises TryLater, Refused or Uncertain."""
        path, question = "/cgi-bin/tags/members/getblacklist", {"begin_openid": after}
        answer = await self._ask(path, question, may_repeat=True, priority=Priority.BULK)
        with reading():
            return openids_in(answer, after)

    async def block(self, openids: Sequence[str]) -> None:
        """Put up to 20 fans on the blacklist. Raises Unsayable for more."""
        await self._move("/cgi-bin/tags/members/batchblacklist", openids)

    async def unblock(self, openids: Sequence[str]) -> None:
        """Take up to 20 fans off the blacklist. Raises Unsayable for more."""
        await self._move("/cgi-bin/tags/members/batchunblacklist", openids)

    async def _move(self, path: str, openids: Sequence[str]) -> None:
        if within(MOST_BLOCKED, openids):
            await self._ask(path, {"openid_list": list(openids)}, may_repeat=True)
