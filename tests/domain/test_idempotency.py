import asyncio
from datetime import timedelta

import pytest

from domain.clock import now
from domain.errors import BadInput
from domain.idempotency import IdempotencyConflict, Replayed, forget_old, once
from domain.ids import new_id

AGENT = new_id()


class Doing:
    """Something that must not be done twice."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.times, self._refusal = 0, refusal

    async def __call__(self):
        self.times += 1
        if self._refusal:
            raise self._refusal
        return new_id()


async def test_a_repeat_answers_the_same_and_does_nothing():
    doing = Doing()

    first = await once(AGENT, "send", "key", ["hi"], now(), doing)
    second = await once(AGENT, "send", "key", ["hi"], now(), doing)

    assert (first, doing.times) == (second, 1)


async def test_two_at_once_are_one():
    doing = Doing()

    made = await asyncio.gather(*(once(AGENT, "send", "key", ["hi"], now(), doing) for _ in range(5)))

    assert (len(set(made)), doing.times) == (1, 1)


async def test_a_key_belongs_to_its_request():
    await once(AGENT, "send", "key", ["hi"], now(), Doing())

    with pytest.raises(IdempotencyConflict):
        await once(AGENT, "send", "key", ["something else"], now(), Doing())


async def test_a_key_belongs_to_its_agent_and_its_mutation():
    doing = Doing()

    await once(AGENT, "send", "key", ["hi"], now(), doing)
    await once(new_id(), "send", "key", ["hi"], now(), doing)
    await once(AGENT, "other", "key", ["hi"], now(), doing)

    assert doing.times == 3


async def test_a_refusal_is_told_again():
    doing = Doing(BadInput("Too long.", "body"))
    with pytest.raises(BadInput):
        await once(AGENT, "send", "key", ["hi"], now(), doing)

    with pytest.raises(Replayed, match="Too long") as again:
        await once(AGENT, "send", "key", ["hi"], now(), doing)

    assert (again.value.code, again.value.field, doing.times) == ("BAD_USER_INPUT", ("body",), 1)


async def test_a_crash_is_not_remembered():
    with pytest.raises(RuntimeError):
        await once(AGENT, "send", "key", ["hi"], now(), Doing(RuntimeError("bug")))

    assert await once(AGENT, "send", "key", ["hi"], now(), Doing())


async def test_a_key_is_forgotten_after_48_hours():
    doing = Doing()
    await once(AGENT, "send", "key", ["hi"], now(), doing)

    await forget_old(now() + timedelta(hours=49))
    await once(AGENT, "send", "key", ["hi"], now(), doing)

    assert doing.times == 2


async def test_without_a_key_every_request_counts():
    doing = Doing()

    await once(AGENT, "send", None, ["hi"], now(), doing)
    await once(AGENT, "send", None, ["hi"], now(), doing)

    assert doing.times == 2


@pytest.mark.parametrize("key", ["", "k" * 256])
async def test_a_key_takes_1_to_255_characters(key):
    with pytest.raises(BadInput, match="255"):
        await once(AGENT, "send", key, ["hi"], now(), Doing())
