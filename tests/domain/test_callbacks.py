import asyncio
import random
from datetime import timedelta

import pytest

from domain.accounts.models import OfficialAccount
from domain.callbacks.handling import handle_waiting, is_overdue
from domain.callbacks.keeping import Keeper, Push
from domain.callbacks.models import Callback, CallbackState
from domain.clock import now
from domain.conversations.models import Conversation, Message
from domain.fans.models import Fan
from domain.live import StoredEvent
from domain.media.models import MediaFile
from domain.redis import redis
from domain.sends.actions import send_text
from domain.sends.models import Send, SendState
from domain.timeline.models import TimelineEntry
from tests.conftest import empty
from tests.domain.pushes import envelope, event, keep, other, picture, text
from tests.factories import NOON, a_talk, an_account, an_agent

SECOND = timedelta(seconds=1)


async def said(account: OfficialAccount) -> list[str | None]:
    messages = await Message.filter(workspace_id=account.workspace_id).order_by("conversation_id", "seq")
    return [message.text for message in messages]


async def test_what_a_fan_writes_becomes_a_message_in_a_talk():
    account = await an_account()
    await keep(account, text("你好, coupon"))

    await handle_waiting(now)

    message = await Message.get()
    assert (message.text, message.direction, message.said_at) == ("你好, coupon", "IN", NOON)
    assert (await Conversation.get()).unread_count == 1
    assert (await Callback.get()).state is CallbackState.DONE


async def test_a_repeat_changes_nothing():
    account = await an_account()
    push = text("once")
    await keep(account, push, push)
    await handle_waiting(now)

    await keep(account, push)
    await handle_waiting(now)

    assert await said(account) == ["once"]


async def test_an_openid_may_be_as_long_as_the_gate_lets_through():
    account = await an_account()
    await keep(account, text("hi", "o" * 128))

    await handle_waiting(now)

    assert (await Fan.get()).openid == "o" * 128


async def test_two_fans_may_share_a_message_id():
    account = await an_account()
    await keep(account, text("from A", "oA", id="77"), text("from B", "oB", id="77"))

    await handle_waiting(now)

    assert sorted(await said(account)) == ["from A", "from B"]


async def test_following_and_leaving_is_seen_on_the_fan():
    account = await an_account()
    await keep(account, event("subscribe", key="qrscene_shop_12"))
    await handle_waiting(now)
    fan = await Fan.get()
    assert (fan.is_following, fan.scene, fan.follow_count) == (True, "shop_12", 1)

    await keep(account, event("unsubscribe", at=NOON + SECOND))
    await handle_waiting(now)

    assert not (await Fan.get()).is_following


async def test_late_news_does_not_undo_newer_news():
    account = await an_account()
    await keep(account, event("subscribe", at=NOON + 2 * SECOND))
    await handle_waiting(now)

    await keep(account, event("unsubscribe", at=NOON))
    await handle_waiting(now)

    assert (await Fan.get()).is_following


async def test_pushes_that_overtook_each_other_are_handled_by_wechats_clock():
    account = await an_account()
    await keep(account, text("second", at=NOON + SECOND), text("first", at=NOON))

    await handle_waiting(now)

    assert await said(account) == ["first", "second"]


@pytest.mark.parametrize("kind", ["image", "voice", "location", "something_new"])
async def test_what_makes_no_sense_or_is_new_is_kept_as_unsupported(kind):
    account = await an_account()
    await keep(account, other(kind))

    await handle_waiting(now)

    message = await Message.get()
    assert (message.kind, message.wechat_kind, message.text) == ("UNSUPPORTED", kind, None)
    assert (await Conversation.get()).unread_count == 1


async def test_what_a_fan_does_is_an_event_that_nobody_has_to_read():
    account = await an_account()
    await keep(account, event("CLICK", key="MENU_1"))

    await handle_waiting(now)

    message = await Message.get()
    assert (message.kind, message.wechat_kind, message.text) == ("EVENT", "CLICK", "MENU_1")
    assert (await Conversation.get()).unread_count == 0


async def test_an_event_about_the_account_makes_no_fan():
    account = await an_account()
    await keep(account, event("MASSSENDJOBFINISH", openid="mphelper"))

    await handle_waiting(now)

    assert await Fan.all().count() == 0
    assert (await Callback.get()).state is CallbackState.DONE


async def test_leaving_takes_back_what_still_waits_to_be_sent():
    account = await an_account()
    talk = await a_talk(account=account, openid="oMEI")
    await send_text(talk, "oMEI", (await an_agent()).id, "Still there?", now())
    await keep(account, event("unsubscribe"))

    await handle_waiting(now)

    assert (await Send.get()).state is SendState.CANCELLED
    cancelled = await Message.get(direction="OUT")
    assert (cancelled.status, cancelled.refusal_text) == (
        "CANCELLED",
        "The fan unfollowed before it was sent.",
    )


async def test_callbacks_that_arrive_together_share_a_commit_and_are_all_kept():
    account = await an_account()
    keeper = Keeper()
    pushes = [
        Push(account.workspace_id, account.id, envelope(account, text(f"{n}", f"oFAN{n % 7}")), now())
        for n in range(60)
    ]

    await asyncio.gather(*(keeper.keep(push) for push in [*pushes, *pushes]))

    assert await Callback.all().count() == 60


async def test_one_row_that_cannot_be_kept_does_not_cost_the_others_their_answer():
    account = await an_account()
    keeper = Keeper()
    fine = [Push(account.workspace_id, account.id, envelope(account, text(f"{n}")), now()) for n in range(3)]
    broken = Push(None, account.id, envelope(account, text("no workspace")), now())  # type: ignore[arg-type]

    kept = await asyncio.gather(*(keeper.keep(push) for push in [*fine[:2], broken, fine[2]]), return_exceptions=True)

    assert [outcome is None for outcome in kept] == [True, True, False, True]
    assert await Callback.all().count() == 3


async def test_the_sweep_sees_what_a_lost_nudge_left_behind():
    account = await an_account()
    await keep(account, text("hello?"))
    await redis().flushdb()

    assert not await is_overdue(now())
    assert await is_overdue(now() + 2 * SECOND)


async def test_a_second_worker_does_not_do_it_again():
    account = await an_account()
    await keep(account, *(text(f"{n}", f"oFAN{n % 5}") for n in range(30)))

    await asyncio.gather(*(handle_waiting(now) for _ in range(4)))

    assert await Message.all().count() == 30
    assert sorted(await Conversation.all().values_list("message_seq", flat=True)) == [6] * 5


async def test_message_event_and_done_are_written_together():
    account = await an_account()
    await keep(account, text("hi"))

    await handle_waiting(now)

    kinds = sorted(event.kind.value for event in await StoredEvent.exclude(kind="AccountChanged"))
    assert kinds == ["ConversationChanged", "FanChanged", "MessageAdded"]


PUSHES = [
    event("subscribe", "oA", NOON),
    text("a1", "oA", NOON + SECOND, id="1"),
    text("a2", "oA", NOON + 2 * SECOND, id="2"),
    event("CLICK", "oA", NOON + 3 * SECOND, "KEY"),
    event("subscribe", "oB", NOON, "qrscene_x"),
    text("b1", "oB", NOON + SECOND, id="1"),
    event("unsubscribe", "oB", NOON + 2 * SECOND),
    event("subscribe", "oB", NOON + 3 * SECOND, "last_trade_no_1"),
    other("image", "oC", NOON),
    picture("oC", NOON + SECOND),
    event("VIEW", "oC", NOON + 2 * SECOND, "https://shop.example"),
    event("VIEW", "oD", NOON, "https://shop.example"),
    event("MASSSENDJOBFINISH", "mphelper", NOON, more="<MsgID>1</MsgID>"),
]


async def state_after(order: list[int], batch: int) -> list[object]:
    """What the world looks like after the pushes came in this order, `batch` at a time between two runs of a worker."""
    await empty()
    account = await an_account()
    for start in range(0, len(order), batch):
        await keep(account, *(PUSHES[n] for n in order[start : start + batch]))
        await handle_waiting(now)
    about = ("openid", "is_following", "scene", "followed_via", "follow_count", "first_followed_at", "last_seen_at")
    fans = await Fan.all().order_by("openid").values(*about)
    said = (
        await Message.all()
        .order_by("conversation__fan__openid", "said_at")
        .values("text", "kind", "wechat_kind", "said_at")
    )
    talks = await Conversation.all().order_by("fan__openid").values("unread_count", "message_seq")
    did = await TimelineEntry.all().order_by("fan__openid", "happened_at").values("kind", "data", "happened_at")
    files = await MediaFile.all().values("role", "kind", "wechat_media", "state")
    return [fans, said, talks, did, files]


async def test_every_callback_four_times_in_any_order_ends_the_same():
    expected = await state_after(list(range(len(PUSHES))), batch=1)
    dice = random.Random(20261122)
    for _ in range(6):
        order = [*range(len(PUSHES))] * 4
        dice.shuffle(order)

        assert await state_after(order, batch=dice.choice([1, 5, 40])) == expected
