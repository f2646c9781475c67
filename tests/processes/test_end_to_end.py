"""The main job, for real: a fan writes on the phone, an agent hears it, answers, and the phone shows the answer."""

import asyncio

import pytest

pytestmark = [pytest.mark.processes, pytest.mark.asyncio(loop_scope="module")]


async def test_a_fan_writes_and_an_agent_answers_in_all_three_modes(box, owner):
    async with owner.events() as events:
        for encryption in ("PLAINTEXT", "COMPATIBLE", "SAFE"):
            app_id = await box.account(owner, encryption)
            phone = await box.fan(app_id, f"oFAN{encryption}")

            delivery = await phone.write(f"你好 {encryption} 👋")
            heard = await events.message(f"你好 {encryption} 👋")
            sent = await owner.send(heard["conversation"]["id"], f"您好 {encryption} & <welcome>")

            assert delivery["state"] == "DELIVERED"
            assert heard["conversation"]["fan"]["openid"] == phone.openid
            assert (await events.outcome(sent["id"]))["status"] == "SENT"
            assert await phone.shows(1) == [f"您好 {encryption} & <welcome>"]


async def test_following_and_leaving_reach_the_inbox(box, owner):
    app_id = await box.account(owner)
    phone = await box.fan(app_id, "oMEI")
    await phone.write("hi")

    async with owner.events() as events:
        await box.ask("POST", f"/accounts/{app_id}/fans/oMEI/unfollow", wait=True)
        await events.until(lambda event: event["__typename"] == "FanChanged")

    assert (await owner.inbox())[0]["fan"]["isFollowing"] is False


async def test_wechats_refusal_ends_on_the_message(box, owner):
    phone = await box.fan(await box.account(owner), "oMEI")
    async with owner.events() as events:
        await phone.write("hi")
        conversation_id = (await events.message("hi"))["conversation"]["id"]
        sent = [await owner.send(conversation_id, f"{n}") for n in range(6)]

        last = await events.outcome(sent[5]["id"])

    assert (last["status"], last["refusal"]["code"]) == ("REFUSED", 45047)
    assert await phone.account_said() == ["0", "1", "2", "3", "4"]


async def test_after_48_hours_wechat_refuses(box, owner):
    phone = await box.fan(await box.account(owner), "oMEI")
    async with owner.events() as events:
        await phone.write("hi")
        conversation_id = (await events.message("hi"))["conversation"]["id"]
        await box.ask("POST", "/clock/advance", seconds=48 * 3600 + 1)
        sent = await owner.send(conversation_id, "Still there?")

        outcome = await events.outcome(sent["id"])

    assert (outcome["status"], outcome["refusal"]["code"]) == ("REFUSED", 45015)


@pytest.mark.parametrize("fault", ["BUSY", "INVALID_TOKEN"])
async def test_trouble_at_wechat_passes_and_the_fan_gets_it_once(box, owner, fault):
    phone = await box.fan(await box.account(owner), "oMEI")
    async with owner.events() as events:
        await phone.write("hi")
        conversation_id = (await events.message("hi"))["conversation"]["id"]
        await box.ask("POST", "/faults", api="message/custom/send", fault=fault)
        sent = await owner.send(conversation_id, "On its way!")

        assert (await events.outcome(sent["id"]))["status"] == "SENT"

    assert await phone.account_said() == ["On its way!"]


@pytest.mark.parametrize("fault", ["RESET_AFTER", "GARBAGE", "EMPTY"])
async def test_an_answer_that_never_came_is_uncertain_and_not_repeated(box, owner, fault):
    phone = await box.fan(await box.account(owner), "oMEI")
    async with owner.events() as events:
        await phone.write("hi")
        conversation_id = (await events.message("hi"))["conversation"]["id"]
        await box.ask("POST", "/faults", api="message/custom/send", fault=fault)
        sent = await owner.send(conversation_id, "Did it arrive?")
        next_one = await owner.send(conversation_id, "The next one")

        assert (await events.outcome(sent["id"]))["status"] == "UNCERTAIN"
        assert (await events.outcome(next_one["id"]))["status"] == "SENT"

    assert (await phone.account_said()).count("Did it arrive?") <= 1


async def test_a_sockets_gap_is_filled_from_its_cursor(box, owner):
    phone = await box.fan(await box.account(owner), "oMEI")
    async with owner.events() as events:
        await phone.write("1")
        await events.message("1")
    await phone.write("2")
    await phone.write("3")

    async with owner.events(after=events.cursor) as resumed:
        assert (await resumed.message("2"))["text"] == "2"
        assert (await resumed.message("3"))["text"] == "3"


async def test_many_fans_at_once_lose_nothing(box, owner):
    app_id = await box.account(owner, "SAFE")
    phones = [await box.fan(app_id, f"oFAN{n}") for n in range(10)]

    await asyncio.gather(*(phone.write(phone.openid.removeprefix("oFAN")) for phone in phones for _ in range(5)))
    await box.ask("POST", "/wait/settled")
    async with owner.events() as events:
        while sum(talk["unreadCount"] for talk in await owner.inbox()) < 50:
            await events.until(lambda event: event["__typename"] != "Heartbeat")

    for talk in await owner.inbox():
        said = [message["text"] for message in await owner.messages(talk["id"])]
        assert sorted(said) == sorted(talk["fan"]["openid"].removeprefix("oFAN") for _ in range(5)), "one fan's own"
