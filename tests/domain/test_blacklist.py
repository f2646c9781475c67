"""Reading the followers reads WeChat's blacklist, too: fans are also blocked in its console."""

from domain.blocking.actions import block, unblock
from domain.clock import now
from domain.fans.models import Fan
from domain.fans.telling import tell_due
from domain.followers.models import SyncState
from domain.ids import new_id
from tests.factories import a_fan, an_account
from tests.followers import follows, synced
from wechat import Act, OpenIds, Refused


async def blocked_fans() -> set[str]:
    return set(await Fan.filter(blocked_at__isnull=False).values_list("openid", flat=True))


async def test_whom_wechat_blocks_is_blocked_and_nobody_else(wechat):
    account = await an_account()
    await a_fan(account=account, openid="o1", blocked_at=now())
    elsewhere = await a_fan(openid="oELSEWHERE", blocked_at=now())
    wechat.will("blacklist", OpenIds(2, ("o2",), "o2"), OpenIds(2, ("o3",), ""))
    follows(wechat, ["o1", "o2", "o3", "o4"])

    await synced(account)

    assert await blocked_fans() == {"o2", "o3", elsewhere.openid}
    assert wechat.heard("blacklist") == [("",), ("o2",)]


async def test_a_wish_that_wechat_does_not_know_yet_is_newer(wechat):
    account = await an_account()
    wanted = await a_fan(account=account, openid="o1")
    unwanted = await a_fan(account=account, openid="o2", blocked_at=now())
    await block(account.workspace_id, wanted.id, new_id(), now())
    await unblock(account.workspace_id, unwanted.id, new_id(), now())
    wechat.will("blacklist", OpenIds(1, ("o2",), ""))
    follows(wechat, ["o1", "o2"])

    await synced(account)

    assert await blocked_fans() == {"o1"}


async def test_so_is_one_that_wechat_got_to_know_while_it_was_asked(wechat):
    account = await an_account()
    fan = await a_fan(account=account, openid="o1")
    wechat.will("block", None)

    async def meanwhile(_: str) -> OpenIds:
        await block(account.workspace_id, fan.id, new_id(), now())
        await tell_due(now)
        return OpenIds(0, (), "")

    wechat.will("blacklist", meanwhile)
    follows(wechat, ["o1"])

    await synced(account)

    assert await blocked_fans() == {"o1"}


async def test_an_account_that_may_not_ask_keeps_what_it_has(wechat):
    account = await an_account()
    await a_fan(account=account, openid="o1", blocked_at=now())
    wechat.will("blacklist", Refused("No.", act=Act.FIX_REQUEST, code=48001))
    follows(wechat, ["o1"])

    done = await synced(account)

    assert (done.state, await blocked_fans()) == (SyncState.DONE, {"o1"})
