"""An app's own push service: what it is told, how it knows that it was us, and what its answers do."""

import asyncio
import hashlib
import hmac
from base64 import b64decode, b64encode
from datetime import UTC, datetime

import orjson
import pytest
from starlette.responses import Response

from domain.conversations.actions import mark_read
from domain.ids import ACCOUNT, CONVERSATION, FAN, public_id
from domain.notifications import webhook
from domain.notifications.delivering import TRIES, recover_abandoned, tell_due
from domain.notifications.leases import LEASE, claim
from domain.notifications.models import Device, Notification, NotificationState
from domain.notifications.webhook import PushService
from tests.factories import HandClock
from tests.phones import (
    MINUTE,
    SECOND,
    SECRET,
    a_quiet_talk,
    after,
    an_agent_with_phone,
    outcomes,
    with_phone,
    writes,
)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def says(*statuses: int, **headers: str) -> list[Response]:
    """One answer for each status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return [Response(status_code=status, headers=named) for status in statuses]


async def until_told(clock: HandClock) -> None:
    """Workers look for a quarter of an hour."""
    for _ in range(90):
        await after(clock, 10 * SECOND)


async def test_it_is_told_what_to_show_and_what_to_open_and_nothing_that_the_fan_wrote(push, clock):
    talk = await a_quiet_talk(remark="小满")
    agent = await an_agent_with_phone(talk, name="phone")

    await writes(talk, clock, "my secret")
    await after(clock)

    [(headers, body)] = push.heard
    assert b"secret" not in body
    assert headers["content-type"] == "application/json"
    said = orjson.loads(body)
    assert said["type"] == "notification.new_message"
    assert datetime.fromisoformat(said["timestamp"]) == clock()
    assert said["data"] == {
        "device": {"service": "test", "address": "phone"},
        "kind": "NEW_MESSAGE",
        "agentId": f"agt_{agent.id.hex}",
        "accountId": public_id(ACCOUNT, talk.account_id),
        "conversationId": public_id(CONVERSATION, talk.id),
        "fanId": public_id(FAN, talk.fan_id),
        "howMany": 1,
        "title": "小满",
        "body": "[new message]",
        "bodyZh": "[新消息]",
    }


async def test_its_signature_is_that_of_standard_webhooks(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    await writes(talk, clock)
    await after(clock)

    [(headers, body)] = push.heard
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    expected = hmac.new(b64decode(SECRET.split("_", 1)[1]), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + b64encode(expected).decode()
    assert headers["webhook-timestamp"] == str(int(clock().timestamp()))
    assert "." not in headers["webhook-id"]


@pytest.mark.plain
def test_the_signature_is_the_one_of_the_specs_own_example():
    """github.com/standard-webhooks: the vector that its libraries are tested with."""
    body = b'{"test": 2432232314}'
    at = datetime.fromtimestamp(1614265330, UTC)

    headers = webhook.signed(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body)

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("status", [500, 503, 429, 404, 301, 401])
async def test_what_fails_is_told_again_with_the_same_id(push, clock, status):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    push.answers = says(status)
    await writes(talk, clock)

    await until_told(clock)

    assert len(push.heard) == 2
    assert len({headers["webhook-id"] for headers, _ in push.heard}) == 1
    assert await outcomes() == ["SENT"]


async def test_after_so_many_tries_it_is_refused(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    push.answers = says(*[503] * 100)
    await writes(talk, clock)

    await until_told(clock)

    assert len(push.heard) == TRIES
    told = await Notification.get()
    assert (told.state, told.outcome) == (NotificationState.REFUSED, "The push service answered HTTP 503.")


async def test_it_may_say_how_long_to_wait(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    push.answers = says(429, retry_after="120")
    await writes(talk, clock)
    await after(clock)

    await after(clock, 119 * SECOND)
    assert len(push.heard) == 1
    await after(clock, SECOND)

    assert len(push.heard) == 2


async def test_what_was_read_before_it_is_told_again_is_cancelled(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    push.answers = says(503)
    await writes(talk, clock)
    await after(clock)

    await mark_read(talk, 1)
    await after(clock, MINUTE)

    assert len(push.heard) == 1
    assert await outcomes() == ["CANCELLED"]


async def test_without_a_push_service_that_listens_it_is_told_again(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    await webhook.close()
    webhook.use(PushService("http://127.0.0.1:1/in", SECRET))
    await writes(talk, clock)
    await after(clock)

    told = await Notification.get()

    assert (told.state, told.outcome) == (NotificationState.WAITING, "The push service did not answer (ConnectError).")


async def test_a_phone_that_is_gone_is_removed(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk, name="old")
    await with_phone(agent, "new")
    push.answers = says(410, 410)
    await writes(talk, clock)
    await after(clock)

    assert await Device.all().count() == 0
    assert await outcomes() == ["REFUSED"]


async def test_all_of_an_agents_phones_ring(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk, name="phone")
    await with_phone(agent, "tablet")

    await writes(talk, clock)
    await after(clock)

    assert sorted(push.rung) == ["phone", "tablet"]
    assert len({headers["webhook-id"] for headers, _ in push.heard}) == 2


# A worker dies


async def test_a_worker_that_dies_before_the_outcome_leaves_it_to_be_told_again(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    push.answers = says(503)
    await writes(talk, clock)
    await after(clock)
    clock.advance(MINUTE)

    assert len(await claim(1, clock())) == 1  # and nothing more is heard of this worker
    await after(clock, LEASE - SECOND)
    assert len(push.heard) == 1
    await after(clock, LEASE)

    assert len(push.heard) == 2
    assert len({headers["webhook-id"] for headers, _ in push.heard}) == 1
    assert await outcomes() == ["SENT"]


async def test_what_kills_every_worker_is_given_up(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    push.answers = says(503)
    await writes(talk, clock)
    await after(clock)

    for _ in range(TRIES):
        clock.advance(2 * LEASE)
        await recover_abandoned(clock())
        await claim(1, clock())
    await after(clock, 2 * LEASE)

    assert await outcomes() == ["REFUSED"]
    assert len(push.heard) == 1


async def test_a_worker_that_comes_back_too_late_changes_nothing(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slowly() -> Response:
        asked.set()
        await go_on.wait()
        return Response(status_code=503)

    push.answers = [slowly]
    await writes(talk, clock)
    clock.advance(5 * SECOND)
    late = asyncio.create_task(tell_due(clock))
    await asked.wait()
    await after(clock, LEASE + SECOND)
    go_on.set()
    await late

    assert len(push.heard) == 2
    assert await outcomes() == ["SENT"]
