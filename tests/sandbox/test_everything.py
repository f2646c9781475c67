"""Everything that the box can push, read by a reader that forgives nothing."""

from contextlib import nullcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sandbox import xml
from sandbox.accounts import Account, Callback, Encryption
from sandbox.acting import Actor, tapping, writing
from sandbox.acting.samples import everything, platform_pushes
from sandbox.addresses import address_of
from sandbox.clock import Clock
from sandbox.components import Component
from sandbox.crypto import unseal
from sandbox.letters import letter, stamp
from sandbox.mistakes import Mistake
from sandbox.world import World
from tests.sandbox.conftest import NOON
from tests.sandbox.shop import AES_KEY, APP_ID, ORIGINAL_ID, TOKEN
from tests.sandbox.strict_reader import EVENTS, MESSAGES, read

# What a phone lets one type: anything but half characters and what XML cannot hold.
TYPED = some.text(some.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)
DEGREES = some.floats(-90, 90, allow_nan=False)


def an_account(seed: int = 7) -> tuple[World, Account]:
    world = World(seed, Clock(frozen_at=NOON))
    callback = Callback("http://127.0.0.1:9/cb", TOKEN, AES_KEY, Encryption.SAFE)
    return world, world.add_account(Account(APP_ID, "s" * 32, ORIGINAL_ID, "花间茶社", callback=callback))


@settings(max_examples=20, deadline=None)
@given(seed=some.integers(0, 2**32))
def test_a_strict_reader_takes_everything_that_the_box_can_push(seed: int) -> None:
    world, account = an_account(seed)

    kinds = {read(xml.written(push.fields)) for push in everything(world, account)}

    assert kinds == EVENTS.keys() | MESSAGES.keys()


@settings(max_examples=100, deadline=None)
@given(words=TYPED, latitude=DEGREES, longitude=DEGREES)
def test_and_whatever_fans_write(words: str, latitude: float, longitude: float) -> None:
    world, account = an_account()
    fan = Actor(world, account, world.add_fan(account, is_following=True))
    acts = [
        lambda: writing.write(fan, words),
        lambda: writing.send_link(fan, words, words, words),
        lambda: tapping.tap_key(fan, words),
    ]
    read(xml.written(writing.send_location(fan, latitude, longitude, words).fields))
    read(xml.written(writing.speak(fan, words).fields))
    is_empty = not words.strip()
    for act in acts:
        with pytest.raises(Mistake, match="empty") if is_empty else nullcontext():
            push = act()
            assert words in push.fields.values()
            read(xml.written(push.fields))


def test_every_push_opens_again_after_it_was_sealed() -> None:
    world, account = an_account()

    for push in everything(world, account):
        address = address_of(account, ())
        sealed = xml.read(letter(address, push, stamp(world.dice, push.id, NOON)).body)["Encrypt"]
        assert unseal(AES_KEY, APP_ID, sealed) == xml.written(push.fields)


def test_the_same_seed_gives_the_same_pushes() -> None:
    one, other = ([push.fields for push in everything(*an_account())] for _ in range(2))

    assert one == other


def test_a_platform_hears_of_tickets_and_authorisations() -> None:
    world, account = an_account()
    platform = world.components.setdefault("wxc", Component("wxc", "s", "平台", TOKEN, AES_KEY))

    told = [push.fields["InfoType"] for push in platform_pushes(world, platform, account)]

    assert told == ["component_verify_ticket", "authorized", "updateauthorized", "unauthorized"]


@pytest.mark.parametrize("kind", ["text", "SCAN"])
def test_the_strict_reader_refuses_what_is_odd(kind: str) -> None:
    world, account = an_account()
    push = next(one for one in everything(world, account) if kind in (one.fields.get("Event"), one.fields["MsgType"]))

    with pytest.raises(AssertionError):
        read(xml.written(push.fields | {"Surprise": "!"}))
    with pytest.raises(AssertionError):
        read(xml.written(push.fields | {"CreateTime": "noon"}))
