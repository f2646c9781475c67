"""Trying to break the promises: workers killed with work in their hands, Redis gone, callbacks in any number."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from cli.private_redis import PrivateRedis
from tests.processes.clients import Box, Client, Events, Phone
from tests.processes.running import Running

pytestmark = [pytest.mark.processes, pytest.mark.asyncio(loop_scope="module")]
SEND = "message/custom/send"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own_redis(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PrivateRedis]:
    """A Redis that these tests may stop."""
    redis = PrivateRedis(tmp_path_factory.mktemp("redis"))
    await redis.start()
    yield redis
    await redis.stop()


@pytest.fixture(scope="module")
def redis_for_house(own_redis: PrivateRedis) -> str:
    """The house leans on it."""
    return own_redis.url


async def a_talk(box: Box, owner: Client, events: Events) -> tuple[Phone, str]:
    """A fan who has just written; the conversation's id."""
    phone = await box.fan(await box.account(owner), "oMEI")
    await phone.write("hi")
    return phone, (await events.message("hi"))["conversation"]["id"]


async def restart(house: Running) -> None:
    await house.start(house.worker)
    await house.let_leases_run_out("send")


@pytest.mark.parametrize(
    ("api", "point", "becomes", "arrives"),
    [
        ("stable_token", "BEFORE", "SENT", 1),  # before the call: nothing had left the house
        (SEND, "BEFORE", "UNCERTAIN", 0),  # during it
        (SEND, "AFTER", "UNCERTAIN", 1),  # after it: the fan has it, and nobody wrote that down
    ],
)
async def test_a_worker_killed_around_the_call_neither_loses_nor_doubles(
    house, box, owner, api, point, becomes, arrives
):
    async with owner.events() as events:
        phone, conversation_id = await a_talk(box, owner, events)
    hold = await box.ask("POST", "/holds", api=api, point=point)
    sent = await owner.send(conversation_id, "On its way!")
    await box.ask("POST", "/wait/held", hold=hold["id"])

    await house.kill(house.worker)
    await box.ask("POST", f"/holds/{hold['id']}/release", cut=True)
    await restart(house)

    async with owner.events(after=events.cursor) as resumed:
        assert (await resumed.outcome(sent["id"]))["status"] == becomes
    assert len(await phone.account_said()) == arrives


async def test_callbacks_kept_while_no_worker_lives_are_handled_when_one_comes(house, box, owner):
    if house.database_url is None:
        pytest.skip("On SQLite web and worker are one process: without it nothing is kept, and WeChat repeats.")
    phone = await box.fan(await box.account(owner), "oMEI")
    await house.kill("worker")
    await phone.write("Anybody there?")

    await house.start("worker")

    async with owner.events() as events:
        while not await owner.inbox():
            await events.until(lambda event: event["__typename"] != "Heartbeat")
    talk = (await owner.inbox())[0]
    assert [message["text"] for message in await owner.messages(talk["id"])] == ["Anybody there?"]


async def test_a_fan_who_writes_while_everything_is_dead_is_heard_when_it_is_back(house, box, owner):
    phone = await box.fan(await box.account(owner), "oMEI")
    await house.kill(house.web)
    delivery = asyncio.create_task(phone.write("Anybody there?"))

    await house.start(house.web)

    assert (await delivery)["state"] == "DELIVERED"
    async with owner.events() as events:
        while not await owner.inbox():
            await events.until(lambda event: event["__typename"] != "Heartbeat")
    assert (await owner.inbox())[0]["unreadCount"] == 1


async def test_every_callback_four_times_in_random_order_changes_nothing_twice(box, owner):
    app_id = await box.account(owner, "SAFE")
    for phone in [await box.fan(app_id, f"oFAN{n}") for n in range(4)]:
        for n in range(4):
            await phone.write(f"{n}", deliver=False)
            await box.ask("POST", "/clock/advance", seconds=1)

    await box.ask("POST", "/pushes/deliver", times=4, shuffled=True, together=True)

    async with owner.events() as events:
        while sum(talk["unreadCount"] for talk in await owner.inbox()) < 16:
            await events.until(lambda event: event["__typename"] != "Heartbeat")
    for talk in await owner.inbox():
        assert sorted(message["text"] for message in await owner.messages(talk["id"])) == ["0", "1", "2", "3"]


async def test_redis_flushed_at_any_moment_loses_nothing(house, box, owner):
    phone = await box.fan(await box.account(owner), "oMEI")
    async with owner.events() as events, Redis.from_url(house.redis_url) as redis:
        for n in range(2):
            await phone.write(f"{n}")
            await redis.flushdb()
            heard = await events.message(f"{n}")
            await owner.send(heard["conversation"]["id"], f"answer {n}")
            await redis.flushdb()

    assert await phone.shows(2) == ["answer 0", "answer 1"]


async def test_while_redis_is_away_callbacks_are_kept_and_answers_taken(box, owner, own_redis):
    async with owner.events() as events:
        phone, conversation_id = await a_talk(box, owner, events)
        await own_redis.stop()
        delivery = await phone.write("Is Redis away?")
        await owner.send(conversation_id, "Yes, and nothing is lost.")

        await own_redis.start()

        assert (delivery["state"], len(delivery["attempts"])) == ("DELIVERED", 1)
        assert await events.message("Is Redis away?")
    assert await phone.shows(1) == ["Yes, and nothing is lost."]


async def test_a_redis_that_hangs_costs_wechat_no_answer(box, owner, own_redis):
    async with owner.events() as events:
        phone, _ = await a_talk(box, owner, events)
        os.kill(own_redis.pid, signal.SIGSTOP)
        try:
            delivery = await phone.write("Does Redis hang?")
        finally:
            os.kill(own_redis.pid, signal.SIGCONT)

        assert (delivery["state"], len(delivery["attempts"])) == ("DELIVERED", 1)
        assert await events.message("Does Redis hang?")
