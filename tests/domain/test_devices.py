"""Phones come and go: with their sessions, and with whoever registers them."""

from datetime import timedelta

import pytest

from domain.agents.actions import end_session
from domain.agents.models import Session
from domain.clock import now
from domain.errors import BadInput, NotFound
from domain.notifications.devices import MOST_DEVICES, forget_old, of_agent, register_app, remove
from domain.notifications.models import Device
from tests.factories import HandClock, an_agent
from tests.phones import (
    a_quiet_talk,
    actor_of,
    after,
    an_agent_with_phone,
    with_phone,
    writes,
)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


async def test_signing_a_session_out_silences_its_phones(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk, name="phone")
    session = await Session.get(agent_id=agent.id)
    await writes(talk, clock)

    await end_session(session.id, clock())
    await after(clock)

    assert push.heard == []
    assert await of_agent(agent.id) == []
    await forget_old(clock())
    assert await Device.all().count() == 0


async def test_a_session_that_lay_unused_for_a_month_loses_its_phones(clock):
    agent = await with_phone(await an_agent())

    await forget_old(clock() + timedelta(days=29))
    assert len(await of_agent(agent.id)) == 1
    await forget_old(clock() + timedelta(days=31))

    assert await of_agent(agent.id) == []


async def test_a_phone_is_whose_who_registered_it_last():
    before, after_ = await with_phone(await an_agent(), "same phone"), await with_phone(await an_agent(), "same phone")

    assert await of_agent(before.id) == []
    assert len(await of_agent(after_.id)) == 1


async def test_registering_twice_is_one_phone_and_the_eleventh_takes_the_place_of_the_first():
    agent = await an_agent()
    for n in [0, *range(MOST_DEVICES)]:
        await with_phone(agent, f"phone {n}")
    assert len(await of_agent(agent.id)) == MOST_DEVICES

    await with_phone(agent, "one more")

    addresses = [device["address"] for device in await of_agent(agent.id)]
    assert len(addresses) == MOST_DEVICES
    assert "one more" in addresses
    assert "phone 0" not in addresses


async def test_nobody_removes_anothers_phone():
    agent = await with_phone(await an_agent())
    [device] = await of_agent(agent.id)

    with pytest.raises(NotFound):
        await remove((await an_agent()).id, device["id"])
    await remove(agent.id, device["id"])

    assert await of_agent(agent.id) == []


@pytest.mark.parametrize("wrong", ["", "x" * 513, "a\nb", "a\0b"])
async def test_an_address_that_is_none_is_refused(wrong):
    agent = await an_agent()

    with pytest.raises(BadInput):
        await register_app(actor_of(agent), agent.id, "apns", wrong, now())
