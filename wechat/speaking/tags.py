"""WeChat's own tags of an account's fans. WeChat docs, 用户管理: 标签管理."""

from collections.abc import Sequence
from dataclasses import dataclass

from wechat.limits import Priority
from wechat.speaking.answers import (
    Fields,
    Odd,
    confirming,
    needed_number_in,
    needed_rows_in,
    number_in,
    numbers_in,
    reading,
    row_in,
    text_in,
)
from wechat.speaking.speaker import Speaker
from wechat.speaking.users import OpenIds, openids_in, within

MOST_TAGGED = 50  # fans in one call; WeChat answers 40032 to more


@dataclass(frozen=True)
class WeChatTag:
    """One of the at most 100 tags of an account. `count` is how many fans have it; ids 0 to 2 are WeChat's own."""

    id: int
    name: str
    count: int


class Tags(Speaker):
    """The account's tags, and which fans have them: at most 20 each."""

    async def tags(self) -> list[WeChatTag]:
        """All tags of the account. Raises TryLater, Refused or Uncertain, as every sentence here."""
        answer = await self._ask("/cgi-bin/tags/get", may_repeat=True)
        with reading():
            return [_tag_in(row) for row in needed_rows_in(answer, "tags")]

    async def create_tag(self, name: str) -> WeChatTag:
        """Make a tag. Refused where there are 100 (45056), or the name is taken or too long (45157, 45158).

        Not repeated by itself: if the first call was heard after all, the second would be told that the name is taken.
        """
        answer = await self._ask("/cgi-bin/tags/create", {"tag": {"name": name}}, may_repeat=False)
        with confirming():
            tag = row_in(answer, "tag")
            return WeChatTag(needed_number_in(tag, "id"), text_in(tag, "name") or name, 0)

    async def rename_tag(self, id: int, name: str) -> None:
        """Give the tag another name. WeChat's own tags keep theirs (45058)."""
        await self._ask("/cgi-bin/tags/update", {"tag": {"id": id, "name": name}}, may_repeat=True)

    async def delete_tag(self, id: int) -> None:
        """Delete the tag, and take it off its fans. Refused above 100,000 fans (45057)."""
        await self._ask("/cgi-bin/tags/delete", {"tag": {"id": id}}, may_repeat=False)

    async def fans_with_tag(self, id: int, after: str = "") -> OpenIds:
        """The fans with this tag, a page at a time: go on with `next`."""
        question = {"tagid": id, "next_openid": after}
        answer = await self._ask("/cgi-bin/user/tag/get", question, may_repeat=True, priority=Priority.BULK)
        with reading():
            return openids_in(answer, after)

    async def tag_fans(self, tag_id: int, openids: Sequence[str]) -> None:
        """Give the tag to up to 50 fans: to all of them or, where one has 20 tags already (45059), to none.

        Raises Unsayable for more than 50.
        """
        await self._mark("/cgi-bin/tags/members/batchtagging", tag_id, openids)

    async def untag_fans(self, tag_id: int, openids: Sequence[str]) -> None:
        """Take the tag off up to 50 fans. Raises Unsayable for more than 50."""
        await self._mark("/cgi-bin/tags/members/batchuntagging", tag_id, openids)

    async def tags_of(self, openid: str) -> list[int]:
        """The ids of the fan's tags, in WeChat's order."""
        answer = await self._ask("/cgi-bin/tags/getidlist", {"openid": openid}, may_repeat=True)
        with reading():
            if not isinstance(answer.get("tagid_list"), list):
                raise Odd("tagid_list")
            return list(numbers_in(answer, "tagid_list"))

    async def _mark(self, path: str, tag_id: int, openids: Sequence[str]) -> None:
        if within(MOST_TAGGED, openids):
            await self._ask(path, {"openid_list": list(openids), "tagid": tag_id}, may_repeat=True)


def _tag_in(fields: Fields) -> WeChatTag:
    return WeChatTag(needed_number_in(fields, "id"), text_in(fields, "name"), number_in(fields, "count"))
