import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest
from redis.asyncio import Redis
from redis.asyncio.client import Monitor

from tests.wechat.conftest import IMPATIENT
from tests.wechat.fake_wechat import TOKEN, FakeWeChat, Fault, Raw, Says, error, token
from wechat.codes import Act
from wechat.errors import Refused, TryLater
from wechat.token_cache import TokenCache
from wechat.tokens import Tokens


@pytest.fixture
async def http() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(trust_env=False) as http:
        yield http


@pytest.fixture
def tokens(http: httpx2.AsyncClient, redis: Redis, fake: FakeWeChat) -> Tokens:
    return Tokens(http, redis, fake.url, timeout=IMPATIENT, deadline=2)


@pytest.fixture
def other_process(http: httpx2.AsyncClient, redis: Redis, fake: FakeWeChat) -> Tokens:
    return Tokens(http, redis, fake.url)


@pytest.fixture
async def no_redis() -> AsyncIterator[Redis]:
    async with Redis(unix_socket_path="/nowhere/redis.sock") as redis:
        yield redis


async def test_a_token_is_asked_for_as_wechat_wants_it(tokens: Tokens, fake: FakeWeChat, app_id: str):
    assert await tokens.direct(app_id, "SECRET").get() == "TOKEN"
    assert fake.heard[0].json == {
        "grant_type": "client_credential",
        "appid": app_id,
        "secret": "SECRET",
        "force_refresh": False,
    }


async def test_a_token_is_asked_for_once(tokens: Tokens, fake: FakeWeChat, app_id: str):
    await tokens.direct(app_id, "SECRET").get()
    await tokens.direct(app_id, "SECRET").get()

    assert len(fake.heard) == 1


async def test_many_who_ask_at_once_in_two_processes_cost_one_question(
    tokens: Tokens, other_process: Tokens, fake: FakeWeChat, app_id: str
):
    fake.thinks_for = 0.2

    answers = await asyncio.gather(
        *(asker.direct(app_id, "SECRET").get() for asker in [tokens, other_process] for _ in range(50))
    )

    assert set(answers) == {"TOKEN"}
    assert len(fake.heard) == 1


async def test_who_gives_up_waiting_does_not_take_the_token_from_others(tokens: Tokens, fake: FakeWeChat, app_id: str):
    fake.may_answer.clear()
    first = asyncio.create_task(tokens.direct(app_id, "SECRET").get())
    second = asyncio.create_task(tokens.direct(app_id, "SECRET").get())
    await fake.was_asked.wait()

    first.cancel()
    fake.may_answer.set()

    assert await second == "TOKEN"
    assert len(fake.heard) == 1


async def test_two_accounts_have_two_tokens(tokens: Tokens, fake: FakeWeChat, app_id: str):
    fake.will_say(TOKEN, token("ONE"), token("TWO"))

    assert await tokens.direct(app_id, "SECRET").get() == "ONE"
    assert await tokens.direct(app_id + "b", "SECRET").get() == "TWO"


async def test_the_right_app_id_with_a_wrong_secret_gets_nobodys_token(tokens: Tokens, fake: FakeWeChat, app_id: str):
    fake.will_say(TOKEN, token("TOKEN"), error(40125))
    await tokens.direct(app_id, "SECRET").get()

    with pytest.raises(Refused):
        await tokens.direct(app_id, "GUESSED").get()


@pytest.mark.parametrize(
    ("expires_in", "least", "most"),
    [
        (7200, 6890, 6900),
        (700, 390, 400),
        (400, 190, 200),
        (60, 20, 30),
        (1, 0, 1),
        (-5, 0, 1),
        ("soon", 0, 1),
    ],
)
async def test_a_token_is_kept_until_shortly_before_its_end(
    tokens: Tokens, fake: FakeWeChat, redis: Redis, app_id: str, expires_in: object, least: int, most: int
):
    fake.will_say(TOKEN, token("TOKEN", expires_in))

    await tokens.direct(app_id, "SECRET").get()

    [key] = await redis.keys(f"fandesk:token:{app_id}*")
    assert least * 1000 <= await redis.pttl(key) <= most * 1000


async def test_a_flushed_redis_costs_one_more_question(tokens: Tokens, fake: FakeWeChat, redis: Redis, app_id: str):
    await tokens.direct(app_id, "SECRET").get()
    await redis.delete(*await redis.keys(f"fandesk:token:{app_id}*"))

    assert await tokens.direct(app_id, "SECRET").get() == "TOKEN"
    assert len(fake.heard) == 2


async def test_without_redis_a_process_remembers_by_itself(
    http: httpx2.AsyncClient, no_redis: Redis, fake: FakeWeChat, app_id: str
):
    tokens = Tokens(http, no_redis, fake.url)

    answers = await asyncio.gather(*(tokens.direct(app_id, "SECRET").get() for _ in range(20)))

    assert {*answers, await tokens.direct(app_id, "SECRET").get()} == {"TOKEN"}
    assert len(fake.heard) == 1


async def test_without_redis_a_token_can_be_renewed(
    http: httpx2.AsyncClient, no_redis: Redis, fake: FakeWeChat, app_id: str
):
    fake.will_say(TOKEN, token("OLD"), token("NEW"))
    tokens = Tokens(http, no_redis, fake.url)
    old = await tokens.direct(app_id, "SECRET").get()

    assert await tokens.direct(app_id, "SECRET").renew(old) == "NEW"
    assert await tokens.direct(app_id, "SECRET").get() == "NEW"


async def test_a_lock_whose_owner_died_is_waited_for_and_not_broken(
    tokens: Tokens, redis: Redis, fake: FakeWeChat, app_id: str
):
    await tokens.direct(app_id, "SECRET").get()
    [key] = await redis.keys(f"fandesk:token:{app_id}*")
    lock = f"{key.decode()}:lock"
    await redis.delete(key)
    await redis.set(lock, "another's")

    async with asyncio.timeout(5), redis.monitor() as monitor:
        waiting = asyncio.create_task(tokens.direct(app_id, "SECRET").get())
        for _ in range(2):  # at the second try, the first has come to nothing
            await a_try_at(lock, monitor)
    assert len(fake.heard) == 1
    await redis.delete(lock)  # it ran out

    assert await waiting == "TOKEN"
    assert len(fake.heard) == 2


async def a_try_at(lock: str, monitor: Monitor) -> None:
    """Returns when somebody tries to take this lock."""
    while not (await monitor.next_command())["command"].startswith(f"SET {lock} "):
        pass


async def test_a_lock_that_ran_out_stays_with_its_next_owner(redis: Redis, app_id: str):
    cache, next_owner = TokenCache(redis), TokenCache(redis)
    key = await cache.lock(app_id)
    await redis.delete(f"fandesk:token:{app_id}:lock")  # it ran out
    await next_owner.lock(app_id)

    await cache.unlock(app_id, str(key))

    assert await redis.exists(f"fandesk:token:{app_id}:lock")


async def test_a_lock_is_given_back(tokens: Tokens, redis: Redis, app_id: str):
    await tokens.direct(app_id, "SECRET").get()

    assert await redis.keys(f"fandesk:token:{app_id}*:lock") == []


async def test_renewing_gives_another_token(tokens: Tokens, fake: FakeWeChat, app_id: str):
    fake.will_say(TOKEN, token("OLD"), token("NEW"))
    old = await tokens.direct(app_id, "SECRET").get()

    assert await tokens.direct(app_id, "SECRET").renew(old) == "NEW"
    assert await tokens.direct(app_id, "SECRET").get() == "NEW"


async def test_who_renews_late_gets_what_another_process_renewed(
    tokens: Tokens, other_process: Tokens, fake: FakeWeChat, app_id: str
):
    fake.will_say(TOKEN, token("OLD"), token("NEW"), token("NEWER"))
    old = await tokens.direct(app_id, "SECRET").get()
    await other_process.direct(app_id, "SECRET").renew(old)

    assert await tokens.direct(app_id, "SECRET").renew(old) == "NEW"
    assert len(fake.heard) == 2


async def test_a_token_that_wechat_insists_on_is_asked_for_once_by_all(
    tokens: Tokens, other_process: Tokens, fake: FakeWeChat, app_id: str
):
    old = await tokens.direct(app_id, "SECRET").get()

    answers = await asyncio.gather(
        *(asker.direct(app_id, "SECRET").renew(old) for asker in [tokens, other_process] for _ in range(20))
    )

    assert set(answers) == {old}
    assert len(fake.heard) == 2


SAYS = {
    40001: "The AppSecret is wrong",
    40125: "The AppSecret is wrong",
    40013: "does not know this AppID",
    40164: "IP whitelist",
    40243: "The AppSecret is frozen",
    41002: "The AppID is missing",
    41004: "The AppSecret is missing",
    50004: "may not fetch access tokens",
    50007: "frozen the account",
    61024: "third-party platform",
    89503: "administrator has to confirm",
    12345: "code 12345",
}


@pytest.mark.parametrize("code", SAYS)
async def test_a_wrong_setting_is_for_a_human(tokens: Tokens, fake: FakeWeChat, app_id: str, code: int):
    fake.will_say(TOKEN, error(code))

    with pytest.raises(Refused, match=SAYS[code]) as raised:
        await tokens.direct(app_id, "SECRET").get()

    assert (raised.value.code, raised.value.act) == (code, Act.ASK_A_HUMAN)


@pytest.mark.parametrize("code", [-1, 45009, 45011])
async def test_a_busy_wechat_gives_a_token_later(tokens: Tokens, fake: FakeWeChat, app_id: str, code: int):
    fake.will_say(TOKEN, error(code), token("TOKEN"))

    with pytest.raises(TryLater):
        await tokens.direct(app_id, "SECRET").get()

    assert await tokens.direct(app_id, "SECRET").get() == "TOKEN"


BROKEN: list[Says] = [
    *Fault,
    Raw(b""),
    Raw(b"<html>502</html>", "502 Bad Gateway"),
    Raw(b'{"access_token": "x", "expires_in": 7200}', "500 Oops"),
    Raw(b"[]"),
    {},
    {"access_token": ""},
    {"access_token": 5},
    {"errcode": "x"},
]


@pytest.mark.parametrize("says", BROKEN, ids=str)
async def test_no_token_is_always_for_later(tokens: Tokens, fake: FakeWeChat, app_id: str, says: Says):
    fake.will_say(TOKEN, says)

    with pytest.raises(TryLater):
        await tokens.direct(app_id, "SECRET").get()
