"""Whatever comes, the gate opens, or says NotWeChat or Malformed; it never breaks."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from tests.wechat.pushes import ACCOUNT_EVENTS, EVENTS, MESSAGES, ODD
from tests.wechat.vectors import KEY_G, QR_FOLLOW, TEXT, TICKET, a_push, plain, sealed
from wechat.arrived import read
from wechat.callback import answer_url_check, open_envelope
from wechat.component import open_component_envelope, read_component
from wechat.lock import Encryption, Lock, Malformed, NotWeChat
from wechat.markup import cdata

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


# Pushes of every kind, as WeChat sends them, with something about them changed

REAL = [a_push(**fields, MsgId="7") for fields, _ in MESSAGES] + [xml for xml, _ in EVENTS + ACCOUNT_EVENTS] + ODD
NAMES = sorted({name for xml in REAL for name in re.findall(r"<(\w+)>", xml)} - {"xml"})
ODD_TEXTS = [
    "",
    " ",
    "-1",
    "0",
    "1e5",
    "nan",
    "9" * 40,
    "9" * 5000,
    "１",
    "]]>",
    "\x01\uffff",
    "\U0010fffd",
    "x" * 300,
    "event",
]


@st.composite
def trees(draw: st.DrawFn, deep: int = 3) -> str:
    """Some XML out of the names that WeChat uses: repeated, empty, nested where no push nests."""
    names = draw(st.lists(st.sampled_from(NAMES), max_size=5))
    inside = st.one_of(
        st.sampled_from(ODD_TEXTS).map(cdata), st.integers().map(str), trees(deep - 1) if deep else texts
    )
    return "".join(f"<{name}>{draw(inside)}</{name}>" for name in names)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20).map(cdata)


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A real push, of which some fields are gone, doubled, in another case, out of place, or hold something odd."""
    xml = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(NAMES))
        other = draw(st.one_of(st.sampled_from(ODD_TEXTS).map(cdata), texts, trees(1)))
        begun, element, rest = cut(xml, name)
        instead = ["", element * 2, element.replace(name, name.lower()), f"<{name}>{other}</{name}>"]
        xml = begun + draw(st.sampled_from(instead)) + rest
    return xml


def cut(xml: str, name: str) -> tuple[str, str, str]:
    """What stands before the first element of this name, the element, and the rest."""
    begun, element, rest = re.fullmatch(f"(.*?)(<{name}>.*?</{name}>|(?=</xml>$))(.*)", xml, re.DOTALL).groups()
    return begun, element, rest


@given(changed(), locks)
def test_real_pushes_with_something_about_them_changed(xml: str, lock: Lock):
    send = plain if lock.encryption is Encryption.PLAINTEXT else sealed
    knock(lock, *send(lock, xml))


KINDS = sorted(set(re.findall(r"<(?:MsgType|Event)><!\[CDATA\[(\w+)\]\]>", "".join(REAL))))


@given(st.sampled_from(KINDS), st.booleans(), trees(), locks)
def test_pushes_of_every_kind_made_of_anything(kind: str, is_event: bool, inside: str, lock: Lock):
    xml = a_push(MsgType="event", Event=kind) if is_event else a_push(MsgType=kind)
    send = plain if lock.encryption is Encryption.PLAINTEXT else sealed
    knock(lock, *send(lock, xml.replace("</xml>", f"{inside}</xml>")))


# Pushes to the third-party platform


def knock_at_the_platform(lock: Lock, query: dict[str, str], body: bytes) -> None:
    try:
        envelope = open_component_envelope(lock, query, body)
    except (NotWeChat, Malformed):
        return
    assert read_component(envelope.xml).at == envelope.created_at


INFO_TYPES = st.sampled_from(["component_verify_ticket", "authorized", "updateauthorized", "unauthorized", "new", ""])


@given(INFO_TYPES, trees(), st.sampled_from(["1700000000", "", "soon", "9" * 12]))
def test_pushes_to_the_platform_made_of_anything(kind: str, inside: str, at: str):
    lock = LOCKS[Encryption.SAFE]
    xml = f"<xml><InfoType>{kind}</InfoType><CreateTime>{at}</CreateTime>{inside}</xml>"
    knock_at_the_platform(lock, *sealed(lock, xml))


@given(st.binary(), queries)
def test_random_bytes_to_the_platform(body: bytes, query: dict[str, str]):
    knock_at_the_platform(LOCKS[Encryption.SAFE], query, body)
    knock_at_the_platform(TICKET.lock, TICKET.query, TICKET.body[: len(body)] + body)
