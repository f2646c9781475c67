from datetime import UTC, datetime, timedelta

import pytest

from wechat import Act, NotYet, Refused
from wechat.breaker import FAILURES, REST, Breakers, is_failure

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def call(breakers: Breakers, name: str = "wxA", *, at: datetime = NOW, works: bool = True) -> None:
    with breakers.guard(name, lambda: at) as attempt:
        attempt.has_failed = not works


def fail(breakers: Breakers, times: int = FAILURES, at: datetime = NOW) -> None:
    for _ in range(times):
        call(breakers, at=at, works=False)


def test_a_few_failures_stop_nothing():
    breakers = Breakers()
    fail(breakers, FAILURES - 1)

    call(breakers)


def test_a_success_between_failures_starts_the_count_anew():
    breakers = Breakers()
    fail(breakers, FAILURES - 1)
    call(breakers)
    fail(breakers, FAILURES - 1)

    call(breakers)


def test_many_failures_in_a_row_stop_the_account_and_no_other():
    breakers = Breakers()
    fail(breakers)

    with pytest.raises(NotYet) as raised:
        call(breakers, at=NOW + timedelta(seconds=4))

    assert raised.value.after == REST - timedelta(seconds=4)
    call(breakers, "wxB")


def test_after_a_rest_one_call_may_try():
    breakers = Breakers()
    fail(breakers)

    with breakers.guard("wxA", lambda: NOW + REST), pytest.raises(NotYet):
        call(breakers, at=NOW + REST)


def test_a_try_that_works_opens_the_way():
    breakers = Breakers()
    fail(breakers)
    call(breakers, at=NOW + REST)

    for _ in range(3):
        call(breakers, at=NOW + REST)


def test_a_try_that_fails_costs_another_rest():
    breakers = Breakers()
    fail(breakers)
    fail(breakers, 1, NOW + REST)

    with pytest.raises(NotYet):
        call(breakers, at=NOW + 2 * REST - timedelta(seconds=1))
    call(breakers, at=NOW + 2 * REST)


def test_a_call_that_is_broken_off_has_failed():
    breakers = Breakers()
    for _ in range(FAILURES):
        with pytest.raises(TimeoutError), breakers.guard("wxA", lambda: NOW):
            raise TimeoutError

    with pytest.raises(NotYet):
        call(breakers)


def test_a_refusal_is_no_failure():
    breakers = Breakers()
    for _ in range(FAILURES + 1):
        with pytest.raises(Refused), breakers.guard("wxA", lambda: NOW):
            raise Refused("no", act=Act.FIX_REQUEST)


@pytest.mark.parametrize(
    ("code", "counts"), [(-1, True), (48004, True), (50002, True), (0, False), (45015, False), (45011, False)]
)
def test_which_answers_count_against_the_account(code: int, counts: bool):
    assert is_failure(code) is counts
