from hypothesis import given
from hypothesis import strategies as st

from tests.wechat.vectors import KEY_G, a_push, an_event, plain, sealed
from wechat.callback import open_envelope
from wechat.lock import Encryption, Lock

PLAIN = Lock("token", "wxAPP")
SAFE = Lock("token", "wxAPP", KEY_G, Encryption.SAFE)


def key(xml: str) -> str:
    return open_envelope(PLAIN, *plain(PLAIN, xml)).key


words = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=60)
names = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)
events = st.fixed_dictionaries(
    {"FromUserName": names, "CreateTime": st.integers(0, 99999999999).map(str), "Event": names},
    optional={"EventKey": words, "Ticket": words, "MsgID": st.integers(0, 2**64).map(str)},
)


@given(events)
def test_a_repeat_that_is_signed_anew_has_the_same_key(fields: dict[str, str]):
    xml = an_event(fields.pop("Event"), **fields)

    first = open_envelope(SAFE, *sealed(SAFE, xml, nonce="one", timestamp="1"))
    again = open_envelope(SAFE, *sealed(SAFE, xml, nonce="two", timestamp="2"))

    assert first.key == again.key


def what_happened(fields: dict[str, str]) -> dict[str, str]:
    return {name: text.strip() if name in ("Event", "FromUserName") else text for name, text in fields.items() if text}


@given(events, events)
def test_two_different_events_have_different_keys(one: dict[str, str], other: dict[str, str]):
    same = what_happened(one) == what_happened(other)

    keys = {key(an_event(fields.pop("Event"), **fields)) for fields in (one, other)}

    assert len(keys) == (1 if same else 2)


@given(st.fixed_dictionaries({"FromUserName": names}, optional={"MsgId": words, "Content": words}))
def test_a_key_always_fits(fields: dict[str, str]):
    assert 0 < len(key(a_push(**fields))) <= 128


@given(events)
def test_an_event_key_always_fits(fields: dict[str, str]):
    assert 0 < len(key(an_event(fields.pop("Event"), **fields))) <= 128


def test_two_events_of_one_fan_in_one_second_differ():
    keys = {
        key(an_event("scancode_push", EventKey="a")),
        key(an_event("CLICK", EventKey="a")),
        key(an_event("CLICK", EventKey="b")),
        key(an_event("SCAN", EventKey="b", Ticket="one")),
        key(an_event("SCAN", EventKey="b", Ticket="two")),
        key(an_event("TEMPLATESENDJOBFINISH", MsgID="200163836")),
        key(an_event("TEMPLATESENDJOBFINISH", MsgID="200163837")),
    }

    assert len(keys) == 7


def test_two_notifications_that_finished_in_one_second_differ():
    def sent(job: str) -> str:
        listed = f"<SubscribeMsgSentEvent><List><MsgID>{job}</MsgID></List></SubscribeMsgSentEvent></xml>"
        return an_event("subscribe_msg_sent_event").replace("</xml>", listed)

    assert key(sent("1")) != key(sent("2"))


def test_two_fans_with_one_message_id_differ():
    assert key(a_push(FromUserName="oONE", MsgId="1")) != key(a_push(FromUserName="oTWO", MsgId="1"))


def test_the_words_and_the_order_of_tags_do_not_change_a_message():
    swapped = (
        "<xml><MsgId>1</MsgId><MsgType>text</MsgType><CreateTime>5</CreateTime><FromUserName>oFAN</FromUserName></xml>"
    )

    assert key(swapped) == key(a_push(MsgId="1", Content="whatever"))


def test_messages_without_an_id_are_told_apart_by_what_they_say():
    assert key(a_push(Content="a")) == key(a_push(Content="a"))
    assert key(a_push(Content="a")) != key(a_push(Content="b"))
    assert key(a_push(Content="a")) != key(a_push(Content="a", FromUserName="oTWO"))


def test_an_event_with_an_empty_key_is_the_one_without_a_key():
    assert key(an_event("subscribe", EventKey="")) == key(an_event("subscribe"))


def test_a_colon_cannot_make_two_things_alike():
    assert key(a_push(MsgId="1:2", FromUserName="o")) != key(a_push(MsgId="1", FromUserName="2:o"))
