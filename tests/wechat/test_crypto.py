import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto

from tests.wechat.vectors import KEY_G, QR_FOLLOW, REPLY, TEXT, TICKET, Vector
from wechat.crypto import seal, unseal
from wechat.lock import Encryption, Lock, NotWeChat, aes_key_from

KEY = aes_key_from(KEY_G)


def encrypted(plain: bytes) -> str:
    """These very bytes, encrypted: for what WeChat would never send."""
    return base64.b64encode(PrpCrypto(KEY).cipher.encrypt(plain)).decode()


def content(text: bytes = b"<xml/>", *, length: int | None = None, receiver: bytes = b"wxAPP") -> bytes:
    length = len(text) if length is None else length
    return b"r" * 16 + length.to_bytes(4, "big") + text + receiver


def padded(plain: bytes) -> bytes:
    count = 32 - len(plain) % 32
    return plain + bytes([count]) * count


@pytest.mark.parametrize("known", [TEXT, QR_FOLLOW, REPLY, TICKET])
def test_known_messages_open_and_close(known: Vector):
    key = aes_key_from(known.encoding_aes_key)

    assert key.hex() == known.aes_key
    assert unseal(key, known.receiver, known.encrypt) == known.xml
    assert seal(key, known.receiver, known.xml, known.random16) == known.encrypt


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_was_sealed_can_be_opened(text: str, receiver: str):
    assert unseal(KEY, receiver, seal(KEY, receiver, text)) == text


def test_the_same_text_is_never_sealed_the_same_way():
    assert seal(KEY, "wxAPP", "hi") != seal(KEY, "wxAPP", "hi")


def test_the_helper_of_these_tests_seals_rightly():
    assert unseal(KEY, "wxAPP", encrypted(padded(content()))) == "<xml/>"


def test_another_receiver_is_turned_away():
    with pytest.raises(NotWeChat, match="another receiver"):
        unseal(aes_key_from(TEXT.encoding_aes_key), "wx0000000000000000", TEXT.encrypt)


@pytest.mark.parametrize("pad", [0, 33, 255])
def test_padding_that_nobody_writes_is_turned_away(pad: int):
    plain = content(b"x" * 11)[:-1] + bytes([pad])
    plain = b"r" * (-len(plain) % 32) + plain

    with pytest.raises(NotWeChat, match="padding"):
        unseal(KEY, "wxAPP", encrypted(plain))


def test_padding_bytes_that_differ_are_turned_away():
    whole = padded(content(b"<x/>"))

    with pytest.raises(NotWeChat, match="padding"):
        unseal(KEY, "wxAPP", encrypted(whole[:-2] + b"\x07" + whole[-1:]))


@pytest.mark.parametrize("length", [7, 2**31, 2**32 - 1])
def test_a_length_beyond_the_end_is_turned_away(length: int):
    with pytest.raises(NotWeChat, match="length"):
        unseal(KEY, "", encrypted(padded(content(b"<xml/>", length=length, receiver=b""))))


def test_a_length_that_swallows_the_receiver_is_turned_away():
    with pytest.raises(NotWeChat, match="another receiver"):
        unseal(KEY, "wxAPP", encrypted(padded(content(b"<xml/>", length=6 + 5))))


def test_a_message_too_short_for_a_length_is_turned_away():
    with pytest.raises(NotWeChat, match="too short"):
        unseal(KEY, "wxAPP", encrypted(padded(b"r" * 19)))


def test_bytes_that_are_no_text_are_turned_away():
    with pytest.raises(NotWeChat, match="no text"):
        unseal(KEY, "wxAPP", encrypted(padded(content(b"\xff\xfe"))))


@pytest.mark.parametrize("sealed", ["", "!", "AAAA", "你好", "A" * 43, TEXT.encrypt[:-4], "\ud800"])
def test_what_is_no_ciphertext_is_turned_away(sealed: str):
    with pytest.raises(NotWeChat):
        unseal(KEY, TEXT.receiver, sealed)


def test_any_flipped_character_is_turned_away_or_harmless():
    # CBC lets a flip inside the text through as garbage; the signature over the ciphertext forbids it.
    for at in range(0, len(TEXT.encrypt), 7):
        flipped = TEXT.encrypt[:at] + ("A" if TEXT.encrypt[at] != "A" else "B") + TEXT.encrypt[at + 1 :]
        try:
            assert unseal(KEY, TEXT.receiver, flipped) != TEXT.xml
        except NotWeChat:
            continue


@pytest.mark.parametrize("key", ["a" * 42, "a" * 44, "a" * 42 + "=", "a" * 42 + "\n", "é" * 43, ""])
def test_a_key_of_another_shape_is_refused_with_a_sentence(key: str):
    with pytest.raises(ValueError, match="exactly 43 letters and digits"):
        Lock("token", "wxAPP", key, Encryption.SAFE)


def test_a_plaintext_account_needs_no_key():
    assert Lock("token", "wxAPP").encryption is Encryption.PLAINTEXT


def test_an_account_without_a_token_is_refused():
    with pytest.raises(ValueError, match="token is empty"):
        Lock("", "wxAPP")
