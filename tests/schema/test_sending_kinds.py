"""Every kind of message through the API: asked for, shown, planned, taken back, sent again."""

from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from domain.assets.models import AssetKind
from domain.conversations.models import Message
from domain.ids import ASSET, CONVERSATION, MESSAGE, new_id, public_id
from domain.sends.delivery import deliver_due
from tests.factories import HandClock, a_fan, a_talk, a_viewer, an_account
from tests.files import an_asset
from tests.schema.asking import URL, told
from wechat import Act, Refused

SHOWN = """id kind wechatKind text status scheduledFor content { __typename
  ... on TextContent { body }
  ... on ImageContent { media { ...file } }
  ... on VoiceContent { format media { ...file } }
  ... on VideoContent { title description media { ...file } preview { ...file } }
  ... on ArticleContent { title description url pictureUrl }
  ... on CardContent { title appId pagePath preview { ...file } }
  ... on MenuContent { head items { itemId text } tail }
}"""
FILE = "fragment file on MediaFile { state url contentType size failure assetId }"
SEND = f"""mutation ($input: SendMessageInput!) {{ sendMessage(input: $input) {{
  message {{ {SHOWN} }} userErrors {{ code message field }} }} }} {FILE}"""
UPDATE = SEND.replace("sendMessage", "updateScheduledMessage").replace("SendMessage", "UpdateScheduledMessage")
CANCEL = SEND.replace("sendMessage", "cancelMessage").replace("SendMessage", "CancelMessage")
RESEND = SEND.replace("sendMessage", "resendMessage").replace("SendMessage", "ResendMessage")
TYPING = (
    "mutation ($input: ShowTypingInput!) { showTyping(input: $input) { isShown userErrors { code message field } } }"
)

HOUR = timedelta(hours=1)


@pytest_asyncio.fixture
async def viewer():
    return await a_viewer()


@pytest_asyncio.fixture
async def conversation(viewer):
    """The id of a talk that the viewer may see."""
    talk = await a_talk(fan=await a_fan(account=await an_account(workspace_id=viewer.workspace_id)))
    return public_id(CONVERSATION, talk.id)


@pytest_asyncio.fixture
async def assets(viewer):
    """The id of an asset of each kind."""
    made = {kind: await an_asset(viewer.workspace_id, kind) for kind in AssetKind}
    return {kind.value: public_id(ASSET, asset.id) for kind, asset in made.items()}


async def send(viewer, conversation, content, clock=None, **more):
    asked = {"conversationId": conversation, "content": content, **more}
    return await told(SEND, viewer, clock or HandClock(), input=asked)


async def test_every_kind_is_shown_as_it_was_written(viewer, conversation, assets):
    article = {"title": "春茶", "description": "新", "url": "https://shop.example", "pictureUrl": "https://a.example/b"}
    card = {"title": "卡", "appId": "wx0123456789", "pagePath": "p/i"}
    menu = {"head": "满意吗?", "items": [{"itemId": "1", "text": "满意"}], "tail": ""}
    thumb = {"thumbAssetId": assets["THUMB"]}
    asked = {
        "text": {"body": '<a href="https://shop.example">茶</a>'},
        "image": {"assetId": assets["IMAGE"]},
        "voice": {"assetId": assets["VOICE"]},
        "video": {"assetId": assets["VIDEO"], "title": "t", "description": "d", **thumb},
        "article": article,
        "miniProgramCard": card | thumb,
        "menu": menu,
    }

    shown = [(await send(viewer, conversation, {name: value}))["message"] for name, value in asked.items()]

    contents = [one["content"] for one in shown]
    assert [one["kind"] for one in shown] == ["TEXT", "IMAGE", "VOICE", "VIDEO", "ARTICLE", "CARD", "MENU"]
    assert contents[0] == {"__typename": "TextContent"} | asked["text"]
    for content, kind in zip(contents[1:4], ("IMAGE", "VOICE", "VIDEO"), strict=True):
        file = content["media"]
        assert (file["state"], file["assetId"], file["failure"]) == ("STORED", assets[kind], None)
        assert file["url"].startswith(f"{URL}/assets/")
    assert (contents[2]["format"], contents[3]["title"], contents[3]["description"]) == ("amr", "t", "d")
    assert contents[3]["preview"]["assetId"] == contents[5].pop("preview")["assetId"] == assets["THUMB"]
    assert contents[4] == {"__typename": "ArticleContent"} | article
    assert contents[5] == {"__typename": "CardContent"} | card
    assert contents[6] == {"__typename": "MenuContent"} | menu


@pytest.mark.parametrize("content", [{}, {"text": {"body": "a"}, "menu": {"items": []}}])
async def test_exactly_one_kind_is_sent(viewer, conversation, content):
    (error,) = (await send(viewer, conversation, content))["userErrors"]

    assert (error["code"], error["field"]) == ("BAD_USER_INPUT", ["content"])
    assert error["message"].endswith(f"it had {len(content)}.")


async def test_a_foreign_a_missing_and_a_malformed_asset_look_the_same(viewer, conversation):
    foreign = public_id(ASSET, (await an_asset((await a_viewer()).workspace_id)).id)

    ids = (foreign, public_id(ASSET, new_id()), "ast_x", conversation)
    answers = [await send(viewer, conversation, {"image": {"assetId": id}}) for id in ids]

    assert answers == [answers[0]] * len(answers)
    assert answers[0]["userErrors"][0]["field"] == ["content", "image", "assetId"]


async def test_planned_changed_and_taken_back(viewer, conversation):
    clock = HandClock()
    at, later = (clock().replace(microsecond=0) + n * HOUR for n in (1, 2))
    planned = (await send(viewer, conversation, {"text": {"body": "a"}}, clock, sendAt=at.isoformat()))["message"]
    assert (planned["status"], datetime.fromisoformat(planned["scheduledFor"])) == ("SCHEDULED", at)

    change = {"messageId": planned["id"], "content": {"text": {"body": "b"}}, "sendAt": later.isoformat()}
    changed = (await told(UPDATE, viewer, clock, input=change))["message"]
    cancelled = (await told(CANCEL, viewer, clock, input={"messageId": planned["id"]}))["message"]

    assert (changed["text"], datetime.fromisoformat(changed["scheduledFor"])) == ("b", later)
    assert (cancelled["id"], cancelled["status"]) == (planned["id"], "CANCELLED")
    for document, asked in ((UPDATE, change), (CANCEL, {"messageId": planned["id"]})):
        (error,) = (await told(document, viewer, clock, input=asked))["userErrors"]
        assert (error["code"], error["field"]) == ("MESSAGE_UNDER_WAY", ["messageId"])


async def test_a_time_that_is_over_is_refused_at_its_field(viewer, conversation):
    clock = HandClock()

    answer = await send(viewer, conversation, {"text": {"body": "a"}}, clock, sendAt=(clock() - HOUR).isoformat())

    assert answer["userErrors"][0]["field"] == ["sendAt"]


async def test_sent_again_once_for_a_key(viewer, conversation, wechat):
    clock = HandClock()
    wechat.answers = [Refused("No.", act=Act.FAN_STATE, code=45015)]
    old = (await send(viewer, conversation, {"text": {"body": "a"}}, clock))["message"]
    await deliver_due(clock)

    asked = {"messageId": old["id"], "idempotencyKey": "k"}
    first, second = [(await told(RESEND, viewer, clock, input=asked))["message"] for _ in range(2)]

    assert first["id"] == second["id"] != old["id"]
    assert await Message.filter(direction="OUT").count() == 2


async def test_a_message_that_is_not_over_is_not_sent_again(viewer, conversation):
    waiting = (await send(viewer, conversation, {"text": {"body": "a"}}))["message"]

    (error,) = (await told(RESEND, viewer, input={"messageId": waiting["id"]}))["userErrors"]

    assert error["code"] == "MESSAGE_NOT_OVER"


@pytest.mark.parametrize("document", [UPDATE, CANCEL, RESEND])
async def test_foreign_and_missing_messages_look_the_same(viewer, document):
    await a_talk()
    foreign = public_id(MESSAGE, (await Message.all().first()).id)

    answers = [
        await told(document, viewer, input={"messageId": id}) for id in (foreign, public_id(MESSAGE, new_id()), "msg_x")
    ]

    assert answers == [answers[0]] * len(answers)
    assert answers[0]["userErrors"][0]["code"] == "NOT_FOUND"


async def test_typing_is_shown_and_is_no_error_twice(viewer, conversation):
    answers = [await told(TYPING, viewer, input={"conversationId": conversation}) for _ in range(2)]

    assert [(answer["isShown"], answer["userErrors"]) for answer in answers] == [(True, []), (False, [])]
