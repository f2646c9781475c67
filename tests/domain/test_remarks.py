"""What agents call fans: told to WeChat where it may be, and ours whatever WeChat says."""

from domain.clock import now
from domain.fans.models import Fan
from domain.fans.telling import tell_due
from tests.domain.blocking import called, refused, takes_everything
from tests.factories import a_fan, an_account


async def test_a_remark_is_told_to_wechat(wechat):
    takes_everything(wechat)
    fan = await a_fan()

    await called(fan, "老张")
    await called(fan, "老张的店")
    await tell_due(now)
    await called(fan, "")
    await tell_due(now)

    assert wechat.heard("set_remark") == [(fan.openid, "老张的店"), (fan.openid, "")]


async def test_a_remark_that_wechat_refuses_stays_ours(wechat):
    wechat.will("set_remark", refused(40003))
    fan = await a_fan()
    await called(fan, "老张")

    await tell_due(now)

    known = await Fan.get(id=fan.id)
    assert known.remark == "老张"
    assert known.wechat_refusal is not None
    assert '"what":"REMARK"' in known.wechat_refusal


async def test_who_may_not_tell_remarks_keeps_them(wechat):
    fan = await a_fan(account=await an_account(is_verified=False))

    await called(fan, "老张")
    await tell_due(now)

    assert (wechat.asked, (await Fan.get(id=fan.id)).remark) == ([], "老张")
