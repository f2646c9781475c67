"""How often an API may still be called, and what WeChat itself answers fans. WeChat docs, openApi管理."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wechat.speaking.answers import Fields, needed_number_in, number_in, reading, row_in
from wechat.speaking.speaker import Speaker


@dataclass(frozen=True)
class Quota:
    """What an API allows today, and how much of it is used; WeChat's counts are one in a hundred off.

    `calls` are allowed in each `period`, where there is a limit of that kind, too.
    """

    daily_limit: int
    used: int
    remaining: int
    calls: int | None
    period: timedelta | None


class Quotas(Speaker):
    """The account's quotas (接口调用额度)."""

    async def quota(self, path: str) -> Quota:
        """The quota of the API at this path, like `/cgi-bin/message/custom/send`; `/sns/` has none.

        WeChat docs, openApi管理: 查询API调用额度. Raises TryLater or Refused.
        """
        answer = await self._ask("/cgi-bin/openapi/quota/get", {"cgi_path": path}, may_repeat=True)
        with reading():
            return _quota(row_in(answer, "quota"), row_in(answer, "rate_limit"))

    async def clear_quotas(self) -> None:
        """Start all of today's counts anew; allowed ten times a month. WeChat docs, openApi管理: 重置API调用次数.

        Raises TryLater, Refused or Uncertain.
        """
        await self._ask("/cgi-bin/clear_quota", {"appid": self._app_id}, may_repeat=False)

    async def clear_quota(self, path: str) -> None:
        """Start today's count of one API anew. WeChat docs, openApi管理: 重置指定API调用次数.

        Raises TryLater, Refused or Uncertain.
        """
        await self._ask("/cgi-bin/openapi/quota/clear", {"cgi_path": path}, may_repeat=False)

    async def auto_reply_info(self) -> Mapping[str, Any]:
        """The automatic replies that were set in WeChat's console, word for word.

        WeChat docs, 自动回复: 获取公众号的自动回复规则. Raises TryLater or Refused.
        """
        return await self._ask("/cgi-bin/get_current_autoreply_info", may_repeat=True)


def _quota(quota: Fields, rate: Fields) -> Quota:
    seconds, calls = number_in(rate, "refresh_second"), number_in(rate, "call_count")
    has_rate = seconds > 0 and calls > 0
    return Quota(
        needed_number_in(quota, "daily_limit"),
        number_in(quota, "used"),
        number_in(quota, "remain"),
        calls if has_rate else None,
        timedelta(seconds=seconds) if has_rate else None,
    )
