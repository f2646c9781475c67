import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.agents.actions import end_session
from domain.agents.models import Workspace
from domain.clock import now
from domain.conversations import reading
from domain.fans import actions as fans
from domain.ids import ACCOUNT, public_id
from domain.live import StoredEvent
from domain.sends.actions import send_text
from domain.sends.delivery import deliver_due
from domain.transaction import transaction
from tests.factories import HandClock, a_fan, a_message, a_talk, a_viewer, an_account
from tests.schema.asking import a_context, ask, listening, refusal

EVENTS = """
subscription ($after: Cursor, $accountIds: [ID!]) {
  events(after: $after, accountIds: $accountIds) {
    __typename cursor
    ... on MessageAdded { message { id text conversation { id unreadCount } } }
    ... on MessageChanged { message { id status } }
    ... on ConversationChanged { conversation { id unreadCount lastMessage { text } } }
    ... on FanChanged { fan { openid isFollowing } }
    ... on ResyncRequired { reason }
  }
}"""


async def a_talk_of(viewer):
    return await a_talk(fan=await a_fan(account=await an_account(workspace_id=viewer.workspace_id)))


async def test_the_first_event_says_that_one_is_listening(hub):
    async with listening(EVENTS, await a_viewer(), hub) as events:
        assert (await events.next())["__typename"] == "Heartbeat"


async def test_everything_that_happens_is_told_with_its_row(hub):
    viewer = await a_viewer()
    async with listening(EVENTS, viewer, hub) as events:
        await events.next()
        talk = await a_talk_of(viewer)
        assert (await events.until("FanChanged"))["fan"]["isFollowing"]
        added = await events.until("MessageAdded")
        changed = await events.until("ConversationChanged")

        await send_text(talk, "oMEI", viewer.agent_id, "Hello", now())
        await events.until("MessageAdded")
        await deliver_due(now)
        sent = await events.until("MessageChanged")

    assert (added["message"]["text"], added["message"]["conversation"]["unreadCount"]) == ("hi", 1)
    assert changed["conversation"]["lastMessage"] == {"text": "hi"}
    assert sent["message"]["status"] == "SENT"


async def test_another_workspace_hears_nothing(hub):
    async with listening(EVENTS, await a_viewer(), hub) as events:
        await events.next()
        await a_talk_of(await a_viewer())

        assert await events.silence()


async def test_only_the_accounts_that_were_asked_for_are_told(hub):
    viewer = await a_viewer()
    wanted, other = [await an_account(workspace_id=viewer.workspace_id) for _ in range(2)]
    async with listening(EVENTS, viewer, hub, accountIds=[public_id(ACCOUNT, wanted.id)]) as events:
        await events.next()
        await a_talk(fan=await a_fan(account=other), text="other")
        await a_talk(fan=await a_fan(account=wanted), text="wanted")

        assert (await events.until("MessageAdded"))["message"]["text"] == "wanted"


async def test_who_hears_nothing_of_their_own_still_gets_a_cursor(hub):
    viewer = await a_viewer()
    foreign = public_id(ACCOUNT, (await an_account()).id)
    async with listening(EVENTS, viewer, hub, accountIds=[foreign]) as events:
        before = (await events.next())["cursor"]
        await a_talk_of(viewer)

        beats = [await events.next() for _ in range(5)]

    assert {beat["__typename"] for beat in beats} == {"Heartbeat"}
    assert beats[-1]["cursor"] != before


async def test_a_busy_workspace_does_not_silence_whoever_asks_for_little(hub):
    viewer, clock = await a_viewer(), HandClock()
    account = await an_account(workspace_id=viewer.workspace_id)
    async with listening(EVENTS, viewer, hub, clock, accountIds=[]) as events:
        await events.next()
        clock.advance(timedelta(seconds=26))

        await a_fan(account=account)

        assert (await events.next())["__typename"] == "Heartbeat"


async def test_a_cut_off_client_goes_on_from_its_cursor(hub):
    viewer = await a_viewer()
    async with listening(EVENTS, viewer, hub) as events:
        cursor = (await events.next())["cursor"]
    talk = await a_talk_of(viewer)
    await a_message(talk, "while you were away")

    async with listening(EVENTS, viewer, hub, after=cursor) as events:
        await events.until("MessageAdded")
        missed = await events.until("MessageAdded")

    assert missed["message"]["text"] == "while you were away"


async def test_a_cursor_older_than_24_hours_asks_for_everything_anew(hub):
    viewer = await a_viewer()
    async with listening(EVENTS, viewer, hub) as events:
        cursor = (await events.next())["cursor"]
    await a_talk_of(viewer)

    async with listening(EVENTS, viewer, hub, lambda: now() + timedelta(hours=25), after=cursor) as events:
        assert (await events.next())["__typename"] == "ResyncRequired"


@pytest.mark.parametrize("cursor", ["", "garbage", "字", "AAAA", "MTIzNDU2Nzg6LTE"])
async def test_a_cursor_that_is_none_asks_for_everything_anew(hub, cursor):
    async with listening(EVENTS, await a_viewer(), hub, after=cursor) as events:
        assert "cursor" in (await events.next())["reason"]


async def test_another_workspaces_cursor_is_a_stranger(hub):
    async with listening(EVENTS, await a_viewer(), hub) as events:
        theirs = (await events.next())["cursor"]

    async with listening(EVENTS, await a_viewer(), hub, after=theirs) as events:
        assert (await events.next())["__typename"] == "ResyncRequired"


async def test_after_a_resync_one_hears_on(hub):
    viewer = await a_viewer()
    async with listening(EVENTS, viewer, hub, after="garbage") as events:
        await events.next()
        await a_talk_of(viewer)

        assert await events.until("MessageAdded")


async def test_who_falls_behind_what_is_kept_is_told(hub):
    viewer = await a_viewer()
    async with listening(EVENTS, viewer, hub) as events:
        cursor = (await events.next())["cursor"]
    await a_talk_of(viewer)
    await StoredEvent.all().delete()

    async with listening(EVENTS, viewer, hub, after=cursor) as events:
        assert (await events.next())["__typename"] == "ResyncRequired"


async def test_a_session_that_has_ended_hears_no_more(hub):
    viewer, clock = await a_viewer(), HandClock()
    async with listening(EVENTS, viewer, hub, clock) as events:
        await events.next()
        await end_session(viewer.session_id, now())
        clock.advance(timedelta(seconds=6))
        await a_talk_of(viewer)

        assert (await events.end()).codes == ["UNAUTHENTICATED"]


async def test_nobody_hears_nothing(hub):
    assert (await refusal(EVENTS, None, hub)).codes == ["UNAUTHENTICATED"]


async def test_an_unfollow_is_told(hub):
    viewer = await a_viewer()
    fan = await a_fan(account=await an_account(workspace_id=viewer.workspace_id))
    async with listening(EVENTS, viewer, hub) as events:
        await events.next()
        async with transaction():
            await fans.unfollow(fan.workspace_id, fan.account_id, fan.id, now())

        assert not (await events.until("FanChanged"))["fan"]["isFollowing"]


async def test_a_subscription_is_no_query():
    assert (await ask("{ events { cursor } }", await a_viewer())).codes == ["VALIDATION_FAILED"]
    assert (await a_context()).is_signed_in is False


async def test_those_who_see_the_same_share_one_reading(hub, monkeypatch):
    viewer = await a_viewer()
    colleague = await a_viewer(workspace=await Workspace.get(id=viewer.workspace_id))
    talk = await a_talk_of(viewer)
    read: list[Any] = []
    messages = reading.messages
    monkeypatch.setattr(reading, "messages", lambda *asked: read.append(asked) or messages(*asked))

    async with (
        listening(EVENTS, viewer, hub) as one,
        listening(EVENTS, colleague, hub) as other,
        listening(EVENTS, await a_viewer(), hub) as stranger,
    ):
        for ear in (one, other, stranger):
            await ear.until("Heartbeat")
        await a_message(talk, "hello")

        for ear in (one, other):
            assert (await ear.until("MessageAdded"))["message"]["text"] == "hello"
        assert await stranger.silence()
    assert len(read) == 1


async def test_a_reading_that_fails_fails_once(hub):
    async def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await hub.shared("key", fail)

    assert await hub.shared("key", lambda: asyncio.sleep(0, "found")) == "found"
