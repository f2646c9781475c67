"""Each kind of message on its way to WeChat, with the files that it needs."""

from datetime import timedelta

import pytest

import wechat as gate
from domain.accounts.models import AccountState, OfficialAccount
from domain.assets.models import AssetKind
from domain.clock import now
from domain.conversations.actions import Talk
from domain.conversations.models import Message
from domain.errors import BadInput, NotFound
from domain.ids import new_id
from domain.sends.actions import send
from domain.sends.contents import Article, Card, Content, Image, Menu, MenuItem, Text, Video, Voice, from_json, to_json
from domain.sends.delivery import deliver_due
from domain.sends.models import Send
from domain.sends.typing_sign import show_typing
from tests.factories import a_talk
from tests.fakes import FakeGate
from tests.files import an_asset
from wechat import Act, Refused, TryLater, UploadedMedia

ARTICLE = Article("春茶", "https://shop.example/茶?a=1&b=2", "新茶到店", "https://shop.example/tea.png")
MENU = Menu("满意吗?", (MenuItem("1", "满意"), MenuItem("2", "不满意")), "谢谢")


async def say(talk: Talk, content: Content) -> Message:
    """An agent answers, and a worker sends it."""
    message = await Message.get(id=await send(talk, "oMEI", new_id(), content, now()))
    await deliver_due(now)
    await message.refresh_from_db()
    return message


def takes_files(wechat: FakeGate) -> None:
    """WeChat calls each file by its kind and number."""

    def upload(kind: gate.MediaKind, *_: object) -> UploadedMedia:
        return UploadedMedia(f"{kind.value}-{len(wechat.heard('upload_media'))}", now() + timedelta(days=3))

    wechat.will("upload_media", upload)


async def test_words_cards_and_menus_go_as_they_are(wechat):
    talk = await a_talk()

    messages = [await say(talk, content) for content in (Text("你好"), ARTICLE, MENU)]

    article = gate.Article("春茶", "新茶到店", "https://shop.example/茶?a=1&b=2", "https://shop.example/tea.png")
    menu = gate.MenuMessage("满意吗?", (gate.MenuItem("1", "满意"), gate.MenuItem("2", "不满意")), "谢谢")
    assert [said for _, said in wechat.said] == ["你好", article, menu]
    assert [(one.kind, one.wechat_kind, one.status) for one in messages] == [
        ("TEXT", "text", "SENT"),
        ("ARTICLE", "news", "SENT"),
        ("MENU", "msgmenu", "SENT"),
    ]
    assert [one.text for one in messages] == ["你好", "春茶", "满意吗?\n满意\n不满意\n谢谢"]


async def test_files_are_uploaded_before_they_are_sent(wechat):
    takes_files(wechat)
    talk = await a_talk()
    image, voice, video, thumb = [(await an_asset(talk.workspace_id, kind)).id for kind in AssetKind]

    for content in (
        Image(image),
        Voice(voice),
        Video(video, "t", "d", thumb),
        Card("卡", "wx0123456789", "p/i", thumb),
    ):
        assert (await say(talk, content)).status == "SENT"

    assert [said for _, said in wechat.said] == [
        gate.Image("image-1"),
        gate.Voice("voice-2"),
        gate.Video("video-3", "thumb-4", "t", "d"),
        gate.MiniProgramCard("卡", "wx0123456789", "p/i", "thumb-4"),
    ]


@pytest.mark.plain
@pytest.mark.parametrize(
    "content",
    [
        Text("a"),
        Image(new_id()),
        Voice(new_id()),
        Video(new_id()),
        Video(new_id(), "t", "d", new_id()),
        Card("t", "wx1", "p", new_id()),
        ARTICLE,
        MENU,
    ],
)
def test_what_is_kept_comes_back_as_it_was(content):
    assert from_json(to_json(content)) == content


async def test_an_upload_that_fails_is_for_later_and_nothing_was_sent(wechat):
    talk = await a_talk()
    wechat.will("upload_media", TryLater("WeChat is busy."))

    message = await say(talk, Image((await an_asset(talk.workspace_id)).id))

    found = await Send.get()
    assert (message.status, found.state, found.called_at, wechat.said) == ("SCHEDULED", "SCHEDULED", None, [])


async def test_a_file_that_wechat_forgot_is_uploaded_anew_once(wechat):
    takes_files(wechat)
    talk = await a_talk()
    image = Image((await an_asset(talk.workspace_id)).id)
    await say(talk, image)
    wechat.answers = [forgotten()]

    assert (await say(talk, image)).status == "SENT"

    assert [said for _, said in wechat.said] == [gate.Image("image-1"), gate.Image("image-2")]


async def test_the_second_time_it_is_a_refusal(wechat):
    takes_files(wechat)
    talk = await a_talk()
    wechat.answers = [forgotten(), forgotten()]

    message = await say(talk, Image((await an_asset(talk.workspace_id)).id))

    assert (message.status, message.refusal_code) == ("REFUSED", 40007)
    assert len(wechat.heard("upload_media")) == 2


async def test_another_workspaces_asset_a_deleted_and_a_missing_one_look_the_same():
    talk = await a_talk()
    gone = await an_asset(talk.workspace_id)
    await gone.update_from_dict({"deleted_at": now()}).save()

    for id in ((await an_asset((await a_talk()).workspace_id)).id, gone.id, new_id()):
        with pytest.raises(NotFound) as raised:
            await send(talk, "oMEI", new_id(), Image(id), now())
        assert (str(raised.value), raised.value.field) == ("No asset with this id.", ("content", "image", "assetId"))


async def test_an_asset_of_another_kind_is_refused_at_its_field():
    talk = await a_talk()
    image = await an_asset(talk.workspace_id)
    video = await an_asset(talk.workspace_id, AssetKind.VIDEO)

    with pytest.raises(BadInput) as raised:
        await send(talk, "oMEI", new_id(), Video(video.id, thumb_asset_id=image.id), now())

    assert raised.value.field == ("content", "video", "thumbAssetId")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Article("", "https://a.example"), "article.title"),
        (Article("t" * 65, "https://a.example"), "article.title"),
        (Article("t", "javascript:alert(1)"), "article.url"),
        (Article("t", "https://"), "article.url"),
        (Article("t", "https://[a"), "article.url"),
        (Article("t", "https://a.example/ b"), "article.url"),
        (Article("t", "https://a.example", picture_url="x"), "article.pictureUrl"),
        (Article("t", "https://a.example", "\0"), "article.description"),
        (Menu("q", ()), "menu.items"),
        (Menu("q", tuple(MenuItem(str(n), "a") for n in range(21))), "menu.items"),
        (Menu("q", (MenuItem("1", "a"), MenuItem("1", "b"))), "menu.items"),
        (Menu("q", (MenuItem("1", " "),)), "menu.items.0.text"),
        (Menu("字" * 683, (MenuItem("1", "a"),)), "menu.head"),
        (Card("t", "nope", "p", new_id()), "miniProgramCard.appId"),
        (Card("t", "wx0123456789", "", new_id()), "miniProgramCard.pagePath"),
        (Video(new_id(), "t" * 65), "video.title"),
    ],
)
async def test_what_wechat_would_not_take_is_refused_at_its_field(content, field):
    with pytest.raises(BadInput) as raised:
        await send(await a_talk(), "oMEI", new_id(), content, now())

    assert ".".join(raised.value.field) == f"content.{field}"


async def test_typing_is_shown_at_most_once_in_five_seconds(wechat):
    talk, other = await a_talk(), await a_talk()

    assert [await show_typing(one, "oMEI") for one in (talk, talk, other)] == [True, False, True]
    assert len(wechat.heard("show_typing")) == 2


async def test_typing_is_never_an_error(wechat):
    wechat.typing = [TryLater("WeChat is busy."), Refused("No.", act=Act.FAN_STATE, code=45080)]
    for _ in range(2):
        assert not await show_typing(await a_talk(), "oMEI")
    talk = await a_talk()
    await OfficialAccount.filter(id=talk.account_id).update(state=AccountState.PAUSED)

    assert not await show_typing(talk, "oMEI")


def forgotten() -> Exception:
    return Refused("No such file.", act=Act.FIX_REQUEST, code=40007)
