"""What fans sent, from WeChat's XML to what an agent's screen is told."""

from datetime import timedelta

import pytest
import pytest_asyncio

from domain import database
from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.conversations.actions import settle
from domain.conversations.models import Message, MessageStatus
from domain.ids import MESSAGE, new_id, public_id
from domain.media.fetching import fetch_due
from domain.media.models import MediaFile
from domain.transaction import transaction
from schema.root import graphql_schema
from tests.domain.media import JPEG, NO_FILE, a_file
from tests.domain.pushes import event, keep, other, picture, text
from tests.domain.test_arriving import PLACE, SCAN
from tests.factories import NOON, HandClock, a_talk, a_viewer, an_account
from tests.schema.asking import URL, ask, listening, told
from tests.schema.documents import selection

CONTENT = selection(graphql_schema.get_type("MessageContent"))
INBOX = f"{{ conversations {{ edges {{ node {{ lastMessage {{ kind text content {CONTENT} }} }} }} }} }}"
ONE = f"query ($id: ID!) {{ node(id: $id) {{ ... on Message {{ kind text content {CONTENT} }} }} }}"
RETRY = f"""mutation ($input: RetryMediaInput!) {{
  retryMedia(input: $input) {{ message {{ content {CONTENT} }} userErrors {{ code field message }} }}
}}"""
WAITING = {
    "__typename": "MediaFile",
    "state": "WAITING",
    "url": None,
    "contentType": None,
    "size": None,
    "failure": None,
    "assetId": None,
}
NO_WORDS = {"title": "", "description": ""}


@pytest_asyncio.fixture
async def viewer():
    return await a_viewer()


@pytest_asyncio.fixture
async def account(viewer):
    return await an_account(workspace_id=viewer.workspace_id)


async def shown(viewer, account, xml: str, clock=now):
    """The message that a push became."""
    await keep(account, xml)
    await handle_waiting(clock)
    (edge,) = (await told(INBOX, viewer, clock))["edges"]
    return edge["node"]["lastMessage"]


EVENT = {
    "__typename": "EventContent",
    "key": None,
    "scene": None,
    "via": None,
    "scanned": None,
    "isWaiting": False,
    "place": None,
}
KINDS = [
    (text("hi"), "TEXT", {"__typename": "TextContent", "body": "hi", "menuItemId": None}),
    (
        other("text", more="<Content>好</Content><bizmsgmenuid>101</bizmsgmenuid>"),
        "TEXT",
        {"__typename": "TextContent", "body": "好", "menuItemId": "101"},
    ),
    (picture(), "IMAGE", {"__typename": "ImageContent", "media": WAITING}),
    (
        other("voice", more="<MediaId>M</MediaId><Format>amr</Format><Recognition>你好</Recognition>"),
        "VOICE",
        {"__typename": "VoiceContent", "media": WAITING, "format": "amr", "recognition": "你好"},
    ),
    (
        other("shortvideo", more="<MediaId>M</MediaId><ThumbMediaId>T</ThumbMediaId>"),
        "VIDEO",
        {"__typename": "VideoContent", "media": WAITING, "preview": WAITING, "isShort": True} | NO_WORDS,
    ),
    (
        other("location", more="<Location_X>23.1</Location_X><Location_Y>113.3</Location_Y><Scale>20</Scale>"),
        "LOCATION",
        {"__typename": "LocationContent", "latitude": 23.1, "longitude": 113.3, "scale": 20, "label": ""},
    ),
    (
        other("link", more="<Title>t</Title><Description>d</Description><Url>u</Url>"),
        "LINK",
        {"__typename": "LinkContent", "title": "t", "description": "d", "url": "u"},
    ),
    (
        other("miniprogrampage", more="<Title>t</Title><AppId>wxM</AppId><ThumbMediaId>T</ThumbMediaId>"),
        "CARD",
        {"__typename": "CardContent", "title": "t", "appId": "wxM", "pagePath": "", "preview": WAITING},
    ),
    (
        other("file", more="<Title>a.pdf</Title><FileTotalLen>5000000000</FileTotalLen>"),
        "FILE",
        {"__typename": "FileContent", "title": "a.pdf", "description": "", "size": 5e9, "md5": ""},
    ),
    (
        other("hologram", more="<Beam>1</Beam>"),
        "UNSUPPORTED",
        {
            "__typename": "UnsupportedContent",
            "carried": [{"__typename": "CarriedField", "name": "Beam", "value": "1"}],
        },
    ),
    (
        event("subscribe", key="qrscene_shop"),
        "EVENT",
        EVENT | {"kind": "FOLLOWED", "scene": "shop", "via": "QR"},
    ),
    (event("unsubscribe"), "EVENT", EVENT | {"kind": "UNFOLLOWED"}),
    (event("CLICK", key="K"), "EVENT", EVENT | {"kind": "MENU_CLICKED", "key": "K"}),
    (
        event("scancode_waitmsg", key="K", more=SCAN),
        "EVENT",
        EVENT | {"kind": "CODE_SCANNED", "key": "K", "scanned": "2", "isWaiting": True},
    ),
    (
        event("location_select", key="K", more=PLACE),
        "EVENT",
        EVENT
        | {
            "kind": "LOCATION_CHOSEN",
            "key": "K",
            "place": {
                "__typename": "Place",
                "latitude": 23.0,
                "longitude": 113.0,
                "scale": None,
                "label": "addr",
                "name": "",
            },
        },
    ),
]


@pytest.mark.parametrize(("xml", "kind", "content"), KINDS)
async def test_each_kind_as_an_agent_sees_it(viewer, account, xml, kind, content):
    message = await shown(viewer, account, xml)

    assert (message["kind"], message["content"]) == (kind, content)


async def test_a_file_that_is_here_has_an_address(viewer, account, wechat):
    clock = HandClock(now() + timedelta(seconds=1))
    await shown(viewer, account, picture(at=clock()), clock)
    wechat.will("download_media", a_file())
    await fetch_due(clock)

    (edge,) = (await told(INBOX, viewer, clock))["edges"]

    media = edge["node"]["lastMessage"]["content"]["media"]
    assert (media["state"], media["contentType"], media["size"]) == ("STORED", "image/jpeg", len(JPEG))
    assert media["url"].startswith(f"{URL}/media/")


async def test_screens_hear_of_a_file_that_came(viewer, account, wechat, hub):
    clock = HandClock(now() + timedelta(seconds=1))
    await shown(viewer, account, picture(at=clock()), clock)
    wechat.will("download_media", a_file())
    heard = (
        f"subscription {{ events {{ __typename cursor ... on MessageChanged {{ message {{ content {CONTENT} }} }} }} }}"
    )

    async with listening(heard, viewer, hub) as events:
        await events.next()
        await fetch_due(clock)
        changed = await events.until("MessageChanged")

    assert changed["message"]["content"]["media"]["state"] == "STORED"


async def test_a_lost_file_says_why_and_can_be_asked_for_again(viewer, account, wechat):
    clock = HandClock(now() + timedelta(seconds=1))
    await shown(viewer, account, picture(at=clock()), clock)
    wechat.will("download_media", NO_FILE)
    await fetch_due(clock)
    id = public_id(MESSAGE, (await Message.get()).id)
    lost = (await told(ONE, viewer, clock, id=id))["content"]["media"]

    again = await told(RETRY, viewer, clock, input={"messageId": id})

    assert (lost["state"], lost["failure"]) == ("LOST", NO_FILE.sentence)
    assert again["message"]["content"]["media"]["state"] == "WAITING"


async def test_nothing_is_asked_for_again_where_nothing_is_missing_or_all_is_over(viewer, account):
    clock = HandClock(now() + timedelta(seconds=1))
    await shown(viewer, account, picture(at=clock()), clock)
    id = public_id(MESSAGE, (await Message.get()).id)
    clock.advance(timedelta(days=3))

    over = await told(RETRY, viewer, clock, input={"messageId": id})
    await MediaFile.all().delete()
    nothing = await told(RETRY, viewer, clock, input={"messageId": id})

    codes = [answer["userErrors"][0]["code"] for answer in (over, nothing)]
    assert codes == ["MEDIA_EXPIRED", "MEDIA_NOT_MISSING"]


async def test_another_workspaces_file_cannot_be_asked_for(viewer, account):
    await shown(viewer, account, picture())
    id = public_id(MESSAGE, (await Message.get()).id)

    stranger = await a_viewer()
    answers = [await told(RETRY, stranger, input={"messageId": one}) for one in (id, public_id(MESSAGE, new_id()))]

    assert [answer["userErrors"][0]["code"] for answer in answers] == ["NOT_FOUND", "NOT_FOUND"]
    assert answers[0] == answers[1]
    assert await told(ONE, stranger, id=id) is None


async def test_a_page_of_messages_with_files_is_one_statement(viewer, account, monkeypatch):
    await keep(account, *(picture(f"o{n}", NOON) for n in range(5)))
    await handle_waiting(now)
    statements: list[str] = []
    original = database.rows

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    asked = f"messages(last: 3) {{ edges {{ node {{ content {CONTENT} }} }} }}"
    page = await told(INBOX.replace("lastMessage", f"{asked} lastMessage"), viewer)

    assert len(page["edges"]) == 5
    assert len(statements) == 3, "the viewer, the inbox, and all messages"


async def test_a_refusal_speaks_chinese_where_wechat_was_the_reason(viewer, account):
    talk = await a_talk(account=account)
    message = await Message.get()
    asked = "query ($id: ID!) { node(id: $id) { ... on Message { refusal { code message messageZh } } } }"

    async def refusal(status: MessageStatus, code: int | None):
        async with transaction():
            await settle(talk, message.id, status, code, "a sentence")
        return (await told(asked, viewer, id=public_id(MESSAGE, message.id)))["refusal"]

    by_wechat = await refusal(MessageStatus.REFUSED, 45015)
    by_us = await refusal(MessageStatus.CANCELLED, None)

    assert "粉丝" in by_wechat["messageZh"]
    assert by_us == {"code": None, "message": "a sentence", "messageZh": None}


async def test_the_schema_names_every_kind():
    answer = await ask('{ __type(name: "MessageContent") { possibleTypes { name } } }')

    assert len(answer.data["__type"]["possibleTypes"]) == 12
