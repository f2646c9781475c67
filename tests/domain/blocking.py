"""Fans who are blocked, freed and given remarks, and a WeChat that takes or refuses it."""

from domain.blocking.actions import block, unblock
from domain.clock import now
from domain.fans.models import Fan
from domain.fans.naming import set_remark
from domain.ids import new_id
from tests.fakes import FakeGate
from wechat import Act, Refused

WHO = new_id()


async def blocked(*fans: Fan) -> None:
    """Blocks each of these fans."""
    for fan in fans:
        await block(fan.workspace_id, fan.id, WHO, now())


async def freed(*fans: Fan) -> None:
    """Unblocks each of these fans."""
    for fan in fans:
        await unblock(fan.workspace_id, fan.id, WHO, now())


async def called(fan: Fan, remark: str) -> None:
    """Gives the fan this remark."""
    await set_remark(fan.workspace_id, fan.account_id, fan.id, remark, now())


async def is_blocked(fan: Fan) -> bool:
    """Whether the fan is blocked here."""
    return (await Fan.get(id=fan.id)).blocked_at is not None


def takes_everything(wechat: FakeGate) -> None:
    """WeChat takes everything."""
    for sentence in ("block", "unblock", "set_remark"):
        wechat.will(sentence, None)


def refused(code: int) -> Refused:
    """WeChat refuses with this code."""
    return Refused("No.", "不行。", act=Act.FIX_REQUEST, code=code)
