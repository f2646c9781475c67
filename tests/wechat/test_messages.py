import pytest

from tests.wechat.fake_wechat import OK, SEND, FakeWeChat, Fault, error
from wechat import (
    Article,
    Content,
    Coupon,
    DraftArticle,
    Image,
    MenuItem,
    MenuMessage,
    MiniProgramCard,
    Music,
    PublishedArticle,
    Refused,
    Text,
    TryLater,
    Uncertain,
    Video,
    Voice,
    WeChat,
)

TYPING = "/cgi-bin/message/custom/typing"

# As the platform's documentation spells them.
KINDS: list[tuple[Content, dict[str, object]]] = [
    (Text("你好\n<a href='https://a.example'>x</a>"), {"content": "你好\n<a href='https://a.example'>x</a>"}),
    (Image("M"), {"media_id": "M"}),
    (Voice("M"), {"media_id": "M"}),
    (
        Video("M", "T", "标题", "描述"),
        {"media_id": "M", "thumb_media_id": "T", "title": "标题", "description": "描述"},
    ),
    (
        Music("标题", "描述", "http://a.example/1", "http://a.example/2", "T"),
        {
            "title": "标题",
            "description": "描述",
            "musicurl": "http://a.example/1",
            "hqmusicurl": "http://a.example/2",
            "thumb_media_id": "T",
        },
    ),
    (
        Article("标题", "描述", "http://a.example", "http://a.example/p"),
        {
            "articles": [
                {"title": "标题", "description": "描述", "url": "http://a.example", "picurl": "http://a.example/p"}
            ]
        },
    ),
    (DraftArticle("M"), {"media_id": "M"}),
    (PublishedArticle("A"), {"article_id": "A"}),
    (
        MenuMessage("满意吗？", (MenuItem("101", "满意"), MenuItem("102", "不满意")), "谢谢"),
        {
            "head_content": "满意吗？",
            "list": [{"id": "101", "content": "满意"}, {"id": "102", "content": "不满意"}],
            "tail_content": "谢谢",
        },
    ),
    (Coupon("C"), {"card_id": "C"}),
    (
        MiniProgramCard("标题", "wxMINI", "pages/a?b=c", "T"),
        {"title": "标题", "appid": "wxMINI", "pagepath": "pages/a?b=c", "thumb_media_id": "T"},
    ),
]
MSGTYPES = [
    *("text", "image", "voice", "video", "music", "news", "mpnews", "mpnewsarticle", "msgmenu", "wxcard"),
    "miniprogrampage",
]


@pytest.mark.parametrize(
    ("content", "said", "msgtype"), [(*kind, msgtype) for kind, msgtype in zip(KINDS, MSGTYPES, strict=True)]
)
async def test_every_kind_is_said_as_wechat_spells_it(
    wechat: WeChat, fake: FakeWeChat, content: Content, said: dict[str, object], msgtype: str
):
    await wechat.send("oFAN", content)

    [heard] = fake.heard_at(SEND)
    assert heard.json == {"touser": "oFAN", "msgtype": msgtype, msgtype: said}
    assert b"\\u" not in heard.body


async def test_an_agents_own_name_can_be_shown(wechat: WeChat, fake: FakeWeChat):
    await wechat.send("oFAN", Text("hi"), kf_account="anna@shop")

    assert fake.heard_at(SEND)[0].json["customservice"] == {"kf_account": "anna@shop"}


async def test_a_picture_that_may_have_arrived_is_not_sent_again(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, Fault.HANG_UP, OK)

    with pytest.raises(Uncertain) as raised:
        await wechat.send("oFAN", Image("M"))

    assert raised.value.repeat_after is None
    assert len(fake.heard_at(SEND)) == 1


async def test_an_account_without_menu_messages_hears_what_to_do(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, error(40200))

    with pytest.raises(Refused, match="plain text"):
        await wechat.send("oFAN", MenuMessage("?", (MenuItem("1", "a"),)))


async def test_the_typing_sign_is_shown_and_taken_away(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TYPING, OK)

    await wechat.show_typing("oFAN")
    await wechat.hide_typing("oFAN")

    assert [heard.json for heard in fake.heard_at(TYPING)] == [
        {"touser": "oFAN", "command": "Typing"},
        {"touser": "oFAN", "command": "CancelTyping"},
    ]


@pytest.mark.parametrize("code", [45080, 45081])
async def test_a_sign_that_does_not_show_is_no_failure(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(TYPING, error(code))

    await wechat.show_typing("oFAN")


async def test_a_typing_sign_for_a_busy_wechat_is_for_later(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TYPING, error(-1))

    with pytest.raises(TryLater):
        await wechat.show_typing("oFAN")
