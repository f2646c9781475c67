import pytest

from domain.allowance import PREFIX, Allowance
from domain.errors import AskedTooMuch
from domain.redis import close, redis, use


async def spent(allowance: Allowance, points: int, agent: str = "kim") -> int:
    """What is left after an operation."""
    return (await allowance.spend_as_agent(agent, points)).available


async def test_an_agent_has_what_a_minute_brings():
    assert await spent(Allowance(agent_per_second=20), 100) == pytest.approx(1100, abs=5)


async def test_nobody_is_told_more_than_a_full_bucket(monkeypatch):
    allowance = Allowance(agent_per_second=20)
    await spent(allowance, 1)
    monkeypatch.setattr("domain.allowance.monotonic", lambda: 1e9)

    assert await spent(allowance, 1) == 1200


async def test_who_has_spent_it_all_is_told_how_long_to_wait():
    allowance = Allowance(agent_per_second=1)
    await spent(allowance, 60)

    with pytest.raises(AskedTooMuch, match=r"wait 30 s"):
        await spent(allowance, 30)


async def test_all_processes_spend_from_one_bucket():
    one, other = Allowance(agent_per_second=1), Allowance(agent_per_second=1)
    await spent(one, 40)

    with pytest.raises(AskedTooMuch):
        await spent(other, 40)
    assert await spent(other, 10) == pytest.approx(10, abs=2)


async def test_an_agent_takes_nothing_from_another():
    allowance = Allowance(agent_per_second=1)
    await spent(allowance, 60)

    assert await spent(allowance, 10, agent="lee") == pytest.approx(50, abs=1)


async def test_strangers_at_one_address_share_a_smaller_bucket():
    allowance = Allowance(agent_per_second=1000, nobody_per_second=1)
    await allowance.spend_as_nobody("192.0.2.1", 60)

    with pytest.raises(AskedTooMuch):
        await allowance.spend_as_nobody("192.0.2.1", 20)
    await allowance.spend_as_nobody("192.0.2.2", 20)


async def test_most_operations_need_no_trip_to_redis():
    allowance = Allowance(agent_per_second=20)
    await spent(allowance, 1)
    drawn = await redis().hget(f"{PREFIX}agent:kim", "level")

    for _ in range(10):
        await spent(allowance, 1)

    assert await redis().hget(f"{PREFIX}agent:kim", "level") == drawn


async def test_without_redis_nobody_has_to_stop():
    await close()
    use("unix:///nowhere/redis.sock")
    allowance = Allowance(agent_per_second=1)

    for _ in range(5):
        await spent(allowance, 60)


async def test_a_process_forgets_those_it_has_not_seen_for_long(monkeypatch):
    monkeypatch.setattr("domain.allowance.PRINCIPALS", 3)
    allowance = Allowance()

    for agent in "abcdef":
        await spent(allowance, 1, agent)

    assert len(allowance._purses) == 3
