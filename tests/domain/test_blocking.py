"""Blocking fans: here at once, at WeChat soon, and undone where WeChat does not take it."""

import pytest

from domain.accounts.errors import AccountDisconnected
from domain.accounts.models import OfficialAccount
from domain.audit import AuditEntry
from domain.blocking.actions import WHY
from domain.clock import now
from domain.conversations.models import Message
from domain.fans.errors import FanBlocked
from domain.fans.models import Fan, FanChange
from domain.fans.telling import tell_due
from domain.ids import new_id
from domain.live import StoredEvent
from domain.sends.actions import send_text
from domain.sends.delivery import deliver_due
from domain.sends.models import Send
from tests.domain.blocking import blocked, freed, is_blocked, refused, takes_everything
from tests.factories import a_fan, a_talk, an_account


async def test_a_block_shows_at_once_and_wechat_is_told(wechat):
    takes_everything(wechat)
    fan = await a_fan()

    await blocked(fan)
    assert await is_blocked(fan)
    await tell_due(now)

    assert wechat.heard("block") == [([fan.openid],)]
    assert await FanChange.all().count() == 0


async def test_so_does_unblocking(wechat):
    takes_everything(wechat)
    fan = await a_fan()
    await blocked(fan)
    await tell_due(now)

    await freed(fan)
    assert not await is_blocked(fan)
    await tell_due(now)

    assert wechat.heard("unblock") == [([fan.openid],)]


async def test_blocking_twice_is_blocking_once(wechat):
    takes_everything(wechat)
    fan = await a_fan()

    await blocked(fan, fan)
    await freed(await a_fan())
    await tell_due(now)

    assert len(wechat.asked) == 1
    assert await AuditEntry.filter(action__startswith="fan.").values_list("action", flat=True) == ["fan.blocked"]


async def test_twenty_fans_go_into_one_sentence(wechat):
    takes_everything(wechat)
    account = await an_account()
    fans = [await a_fan(account=account) for _ in range(41)]

    await blocked(*fans)
    await tell_due(now)

    assert [len(openids) for (openids,) in wechat.heard("block")] == [20, 20, 1]


async def test_of_twenty_the_one_that_wechat_refuses_is_found(wechat):
    account = await an_account()
    fans = [await a_fan(account=account) for _ in range(20)]

    def all_or_nothing(openids: list[str]) -> None:
        if fans[13].openid in openids:
            raise refused(40003)

    wechat.will("block", all_or_nothing)
    await blocked(*fans)
    await tell_due(now)

    assert [await is_blocked(fan) for fan in fans] == [n != 13 for n in range(20)]


async def test_a_refused_block_is_undone_and_screens_hear_of_it(wechat):
    wechat.will("block", refused(48001))
    fan = await a_fan()
    await blocked(fan)
    await StoredEvent.all().delete()

    await tell_due(now)

    refusal = (await Fan.get(id=fan.id)).wechat_refusal
    assert not await is_blocked(fan)
    assert refusal is not None
    assert '"what":"BLOCKED","code":48001' in refusal
    assert [(event.kind, event.subject_id) for event in await StoredEvent.all()] == [("FanChanged", fan.id)]


async def test_who_is_not_let_off_the_blacklist_stays_blocked_since_then(wechat):
    wechat.will("block", None)
    wechat.will("unblock", refused(40003))
    fan = await a_fan()
    await blocked(fan)
    since = (await Fan.get(id=fan.id)).blocked_at
    await tell_due(now)

    await freed(fan)
    await tell_due(now)

    assert (await Fan.get(id=fan.id)).blocked_at == since


async def test_a_new_wish_takes_the_refusal_away(wechat):
    wechat.will("block", refused(48001), None)
    fan = await a_fan()
    await blocked(fan)
    await tell_due(now)

    await blocked(fan)

    assert (await Fan.get(id=fan.id)).wechat_refusal is None


async def test_of_several_wishes_only_the_last_is_told(wechat):
    takes_everything(wechat)
    fan = await a_fan()

    await blocked(fan)
    await freed(fan)
    await blocked(fan)
    await tell_due(now)

    assert [said for said, _ in wechat.asked] == ["block"]


@pytest.mark.parametrize("answer", [None, refused(40003)])
async def test_another_wish_while_wechat_is_being_told_is_told_after(wechat, answer):
    fan = await a_fan()

    async def change_our_mind(*_: object) -> None:
        await freed(fan)
        await tell_due(now)  # another worker: it has nothing to do until this sentence has ended
        if answer:
            raise answer

    wechat.will("block", change_our_mind)
    wechat.will("unblock", None)
    await blocked(fan)
    await tell_due(now)

    assert [said for said, _ in wechat.asked] == ["block", "unblock"]
    assert not await is_blocked(fan)
    assert (await Fan.get(id=fan.id)).wechat_refusal is None


async def test_fans_of_a_disconnected_account_are_not_blocked():
    fan = await a_fan()
    await OfficialAccount.all().update(state="DISCONNECTED")

    with pytest.raises(AccountDisconnected):
        await blocked(fan)

    assert not await is_blocked(fan)


async def test_what_waits_for_a_blocked_fan_is_cancelled_with_a_reason():
    fan = await a_fan()
    talk = await a_talk(fan=fan)
    answer = await send_text(talk, fan.openid, new_id(), "hello", now())

    await blocked(fan)

    message = await Message.get(id=answer)
    assert (message.status, message.refusal_text) == ("CANCELLED", WHY)


async def test_nothing_is_written_to_a_blocked_fan():
    fan = await a_fan()
    talk = await a_talk(fan=fan)
    await blocked(fan)

    with pytest.raises(FanBlocked, match="Unblock them first"):
        await send_text(talk, fan.openid, new_id(), "hello", now())


async def test_what_slipped_in_beside_the_block_does_not_leave_either(wechat):
    fan = await a_fan()
    talk = await a_talk(fan=fan)
    answer = await send_text(talk, fan.openid, new_id(), "hello", now())
    await Fan.filter(id=fan.id).update(blocked_at=now())

    await deliver_due(now)

    assert wechat.said == []
    assert (await Send.get(message_id=answer)).state == "CANCELLED"
