"""What the administrator reads when WeChat has sent them back, in Chinese and in English."""

from dataclasses import dataclass
from typing import Self

import orjson

from domain.accounts.models import AccountScan, OfficialAccount
from domain.connections.scanning import ScanState


@dataclass(frozen=True)
class Told:
    """A page's words. `mark` is good, bad or wait."""

    mark: str
    title_zh: str
    title: str
    zh: str
    en: str
    looks_again: bool = False

    @classmethod
    def failed(cls, en: str, zh: str) -> Self:
        """It did not work."""
        return cls("bad", "接入未完成", "Not connected", zh or en, en)

    @classmethod
    def unknown(cls) -> Self:
        """No scan has this address."""
        return cls.failed(
            "This address is not known. Start again in Fandesk with “Connect by scanning”.",
            "该链接无效。请回到 Fandesk 重新点击「扫码接入」。",
        )


async def told_of(scan: AccountScan, state: ScanState) -> Told:
    """What came of a scan."""
    if state is ScanState.DONE:
        account = await OfficialAccount.get(id=scan.account_id)
        return Told(
            "good",
            "接入成功",
            "Connected",
            f"「{account.name}」已接入。请用任意微信关注该公众号并发送一条测试消息,工作台收到即代表对接成功。现在可以关闭此页面。",
            f"“{account.name}” is connected. Follow it with any WeChat and send it a test message: when it shows in"
            " your desk, all is well. You may close this page.",
        )
    if state is ScanState.FAILED:
        why = orjson.loads(scan.outcome or "{}")
        return Told.failed(why["message"], why["messageZh"])
    if state is ScanState.EXPIRED:
        return Told.failed(
            "This address has expired. Start again in Fandesk with “Connect by scanning”.",
            "该链接已过期。请回到 Fandesk 重新点击「扫码接入」。",
        )
    return Told(
        "wait",
        "正在确认",
        "One moment",
        "正在等待微信确认授权,页面会自动刷新。",
        "Waiting for WeChat to confirm. This page looks again by itself.",
        looks_again=True,
    )
