"""What did not fit of a push that was turned away."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.wechat.vectors import KEY_E, KEY_G, TEXT, a_push, envelope_of, plain, sealed
from wechat import Encryption, Lock, Misfit, misfit

pytestmark = pytest.mark.plain
APP_ID, TOKEN = "wx1", "right_token"
LOCKS = {mode: Lock(TOKEN, APP_ID, KEY_G, mode) for mode in Encryption}
PLAIN, SAFE = LOCKS[Encryption.PLAINTEXT], LOCKS[Encryption.SAFE]


@pytest.mark.parametrize("ours", [Encryption.SAFE, Encryption.COMPATIBLE])
@pytest.mark.parametrize(
    ("theirs", "wrong"),
    [
        (Lock("other_token", APP_ID, KEY_G, Encryption.SAFE), Misfit.TOKEN),
        (Lock(TOKEN, APP_ID, KEY_E, Encryption.SAFE), Misfit.AES_KEY),
        (Lock(TOKEN, "wx2", KEY_G, Encryption.SAFE), Misfit.APP_ID),
    ],
)
def test_a_sealed_push_tells_what_is_different_there(ours: Encryption, theirs: Lock, wrong: Misfit):
    assert misfit(LOCKS[ours], *sealed(theirs, a_push())) is wrong


def test_a_push_in_another_mode_tells_that():
    assert misfit(SAFE, *plain(SAFE, a_push())) is Misfit.MODE
    assert misfit(PLAIN, *sealed(SAFE, a_push())) is Misfit.MODE


def test_a_plain_push_can_only_tell_the_token():
    assert misfit(PLAIN, *plain(Lock("other_token", APP_ID), a_push())) is Misfit.TOKEN


def test_what_was_changed_on_the_way_is_nobodys_setting():
    query, _ = sealed(SAFE, a_push())

    assert misfit(SAFE, query, envelope_of(TEXT.encrypt)) is Misfit.UNKNOWN
    assert misfit(PLAIN, plain(PLAIN, "")[0], b"\xff") is Misfit.UNKNOWN


@given(
    some.dictionaries(some.sampled_from(["signature", "msg_signature", "timestamp", "nonce"]), some.text()),
    some.binary() | some.text().map(lambda text: envelope_of(text)),
    some.sampled_from(list(LOCKS.values())),
)
def test_it_never_raises(query: dict[str, str], body: bytes, lock: Lock):
    assert misfit(lock, query, body) in Misfit
