"""Access tokens of both families: how long they live, how they overlap, and what they cost."""

from sandbox.quotas import FORCED
from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID


async def errcode(box: Driver, token: str) -> int:
    """What user/info says to a token: 41009 (no OpenID) once it has let the token pass."""
    answer = await box.client.get("/cgi-bin/user/info", params={"access_token": token})
    return answer.json()["errcode"]


VALID = 41009


async def test_a_token_lives_two_hours(box: Driver) -> None:
    await box.an_account()

    answer = await box.plain_token()

    assert answer["expires_in"] == 7200
    assert answer.keys() == {"access_token", "expires_in"}


async def test_a_token_that_is_over_is_expired(box: Driver) -> None:
    await box.an_account()
    token = (await box.plain_token())["access_token"]
    await box.advance(7199)
    assert await errcode(box, token) == VALID

    await box.advance(1)

    assert await errcode(box, token) == 42001


async def test_the_plain_token_is_another_one_at_every_call(box: Driver) -> None:
    await box.an_account()

    assert (await box.plain_token())["access_token"] != (await box.plain_token())["access_token"]


async def test_the_token_before_the_last_works_five_more_minutes(box: Driver) -> None:
    await box.an_account()
    old = (await box.plain_token())["access_token"]
    await box.plain_token()
    await box.advance(299)
    assert await errcode(box, old) == VALID

    await box.advance(1)

    assert await errcode(box, old) == 40001


async def test_the_token_before_that_is_dead_at_once(box: Driver) -> None:
    await box.an_account()
    oldest = (await box.plain_token())["access_token"]
    await box.plain_token()
    await box.plain_token()

    assert await errcode(box, oldest) == 40001


async def test_the_stable_token_stays_the_same_while_it_runs_down(box: Driver) -> None:
    await box.an_account()
    first = await box.token()
    await box.advance(1000)

    again = await box.token()

    assert again == first | {"expires_in": 6200}


async def test_in_its_last_five_minutes_the_stable_token_is_replaced_and_both_work(box: Driver) -> None:
    await box.an_account()
    old = (await box.token())["access_token"]
    await box.advance(6900)

    new = await box.token()

    assert new["access_token"] != old
    assert new["expires_in"] == 7200
    assert [await errcode(box, old), await errcode(box, new["access_token"])] == [VALID, VALID]


async def test_a_forced_refresh_kills_the_old_token_at_once(box: Driver) -> None:
    await box.an_account()
    old = (await box.token())["access_token"]

    new = (await box.token(force_refresh=True))["access_token"]

    assert await errcode(box, old) == 40001
    assert await errcode(box, new) == VALID


async def test_a_second_forced_refresh_within_30_seconds_changes_nothing(box: Driver) -> None:
    await box.an_account()
    first = (await box.token(force_refresh=True))["access_token"]
    await box.advance(29)
    assert (await box.token(force_refresh=True))["access_token"] == first

    await box.advance(1)

    assert (await box.token(force_refresh=True))["access_token"] != first


async def test_only_twenty_refreshes_can_be_forced_a_day(box: Driver) -> None:
    await box.an_account()
    for _ in range(20):
        assert "access_token" in await box.token(force_refresh=True)
        await box.advance(30)

    assert (await box.token(force_refresh=True))["errcode"] == 45009
    assert "access_token" in await box.token()


async def test_the_two_families_do_not_touch_each_other(box: Driver) -> None:
    await box.an_account()
    plain = (await box.plain_token())["access_token"]
    stable = (await box.token())["access_token"]
    await box.token(force_refresh=True)
    stable = (await box.token())["access_token"]
    await box.plain_token()

    assert await errcode(box, plain) == VALID
    assert await errcode(box, stable) == VALID


async def test_the_days_tokens_are_counted_by_beijing_days(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={"token": 1})
    await box.plain_token()
    assert (await box.plain_token())["errcode"] == 45009

    await box.advance(12 * 3600)  # it was noon in Beijing

    assert "access_token" in await box.plain_token()


async def test_a_minute_has_its_own_limit(box: Driver) -> None:
    await box.an_account()
    quotas = box.world.accounts[APP_ID].quotas
    for _ in range(10_000):
        quotas.take_minute("stable_token", box.world.now())
    assert (await box.token())["errcode"] == 45011

    await box.advance(60)

    assert "access_token" in await box.token()


async def test_what_is_wrong_with_a_request_for_a_token_is_said(box: Driver) -> None:
    await box.an_account()
    wrong = {
        40002: {"grant_type": "password"},
        41002: {"appid": ""},
        40013: {"appid": "wxffffffffffffffff"},
        41004: {"secret": ""},
        40125: {"secret": "guess"},
        40001: {"secret": "f" * 32},
    }

    assert [(await box.plain_token(**said))["errcode"] for said in wrong.values()] == list(wrong)
    assert [(await box.token(**said))["errcode"] for said in wrong.values()] == list(wrong)


async def test_an_address_outside_the_whitelist_gets_no_token(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}", ipWhitelist=["10.0.0.1"])
    refused = await box.token()

    assert refused["errcode"] == 40164
    assert "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist rid: " in refused["errmsg"]

    await box.control("PATCH", f"/accounts/{APP_ID}", ipWhitelist=None)
    assert "access_token" in await box.token()


async def test_forced_refreshes_have_a_limit_that_can_be_set(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={FORCED: 0})

    assert (await box.token(force_refresh=True))["errcode"] == 45009
