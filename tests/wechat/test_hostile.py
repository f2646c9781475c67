"""Whatever comes, the gate opens, or says NotWeChat or Malformed; it never breaks."""

from hypothesis import example, given
from hypothesis import strategies as st

from tests.wechat.vectors import KEY_G, QR_FOLLOW, TEXT, a_push, plain, sealed
from wechat.callback import Encryption, Lock, Malformed, NotWeChat, answer_url_check, open_envelope, read

LOCKS = {mode: Lock("token", "wxAPP", KEY_G, mode) for mode in Encryption}
locks = st.sampled_from(list(LOCKS.values()))
queries = st.dictionaries(
    st.sampled_from(["signature", "msg_signature", "timestamp", "nonce", "echostr", "encrypt_type"]),
    st.text(),
)

pieces = st.one_of(
    st.sampled_from(
        [
            "<xml>",
            "</xml>",
            "<Event>",
            "</Event>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?a",
            "?>",
            "<!DOCTYPE",
            "&#1;",
        ]
    ),
    st.sampled_from(["<FromUserName>o</FromUserName>", "<CreateTime>5</CreateTime>", "<MsgType>event</MsgType>"]),
    st.text(max_size=8),
)
scraps = st.lists(pieces, max_size=12).map("".join)
fields = st.dictionaries(
    st.sampled_from(["FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "Content", "MsgId", "OpenID"]),
    st.one_of(st.text(), st.sampled_from(["event", "text", "subscribe", "user_info_modified", "1700000000"])),
)


def knock(lock: Lock, query: dict[str, str], body: bytes) -> None:
    try:
        envelope = open_envelope(lock, query, body)
    except (NotWeChat, Malformed):
        return
    assert read(envelope.xml).openid == envelope.openid


@given(locks, queries, st.binary())
def test_random_bytes(lock: Lock, query: dict[str, str], body: bytes):
    knock(lock, query, body)


@given(st.binary())
def test_random_bytes_well_signed(body: bytes):
    query, _ = plain(LOCKS[Encryption.PLAINTEXT], "")
    knock(LOCKS[Encryption.PLAINTEXT], query, body)


@given(locks, scraps)
def test_scraps_of_xml_well_signed(lock: Lock, scrap: str):
    send = plain if lock.encryption is Encryption.PLAINTEXT else sealed
    knock(lock, *send(lock, "".join(c for c in scrap if not "\ud800" <= c <= "\udfff")))
    knock(lock, *send(lock, f"<xml>{scrap.encode('utf-8', 'replace').decode()}</xml>"))


@given(fields)
def test_pushes_with_strange_fields(fields: dict[str, str]):
    lock = LOCKS[Encryption.PLAINTEXT]
    knock(lock, *plain(lock, a_push(**fields)))


@given(st.sampled_from([TEXT, QR_FOLLOW]), st.data())
def test_known_pushes_with_something_changed(known, data: st.DataObject):
    body = bytearray(known.body)
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))

    knock(known.lock, known.query, bytes(body))
    knock(known.lock, known.query, bytes(body[: data.draw(st.integers(0, len(body)))]))


@given(locks, queries)
@example(LOCKS[Encryption.SAFE], {"echostr": "\ud800", "msg_signature": "\ud800"})
def test_strange_address_checks(lock: Lock, query: dict[str, str]):
    try:
        answer_url_check(lock, query)
    except NotWeChat:
        return
