"""Every kind of push in our words (wechat-facing names on the left, ours on the right)."""

from datetime import UTC, datetime

import pytest

from tests.wechat.vectors import QR_FOLLOW, TEXT, a_push, an_event
from wechat.arrived import (
    AgentSession,
    CardArrived,
    CodeScanned,
    CopyrightFinding,
    FanCancelled,
    FanInfoChanged,
    FanRevoked,
    FileArrived,
    Followed,
    FollowedVia,
    ImageArrived,
    LinkArrived,
    LocationArrived,
    LocationChosen,
    LocationReported,
    MassSettled,
    MenuClicked,
    MenuLinkOpened,
    MiniProgramOpened,
    PicturesChosen,
    PictureSource,
    PublishSettled,
    Scanned,
    SessionChange,
    SettledArticle,
    SubscriptionAnswer,
    SubscriptionResult,
    SubscriptionsAnswered,
    SubscriptionsChanged,
    SubscriptionsSent,
    TemplateOutcome,
    TemplateSettled,
    TextArrived,
    Unfollowed,
    Unknown,
    Verification,
    VerificationDue,
    VerificationExpired,
    VerificationGranted,
    VerificationRefused,
    VideoArrived,
    VoiceArrived,
    read,
)

AT = datetime.fromtimestamp(1700000000, UTC)
WHO = ("oFAN", AT)
LATER = datetime.fromtimestamp(1442401156, UTC)


def with_parts(push: str, parts: str) -> str:
    """The push with more XML in it."""
    return push.replace("</xml>", f"{parts}</xml>")


# Messages


def test_a_text():
    assert read(TEXT.xml) == TextArrived(
        "oTEST0000000000000000000001", AT, "24367890123456789", text="你好, coupon", menu_item_id=None
    )


def test_a_tap_on_a_menu_message_is_a_text_with_the_items_id():
    said = read(a_push(Content="满意", MsgId="1", bizmsgmenuid="101"))

    assert said == TextArrived(*WHO, "1", "满意", menu_item_id="101")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " spaces ",
        "two\nlines",
        "a]]>b",
        "]]]]>>",
        "\x01\x08\x0b\x1f\x7f\ufffe\uffff",
        "<b>&amp;",
        "🙂",
        "\U0010fffd\x01",
    ],
)
def test_a_text_survives_as_it_was_typed(text: str):
    said = read(a_push(Content=text, MsgId="1"))

    assert isinstance(said, TextArrived)
    assert said.text == text


MESSAGES = [
    (
        {"MsgType": "image", "PicUrl": "http://mmbiz.qpic.cn/p", "MediaId": "M"},
        ImageArrived(*WHO, "7", "M", "http://mmbiz.qpic.cn/p"),
    ),
    ({"MsgType": "image", "PicUrl": "u"}, ImageArrived(*WHO, "7", "", "u")),
    (
        {"MsgType": "voice", "MediaId": "M", "Format": "amr", "Recognition": "你好", "MediaId16K": "K"},
        VoiceArrived(*WHO, "7", "M", "amr", "你好"),
    ),
    ({"MsgType": "voice", "MediaId": "M", "Format": "speex"}, VoiceArrived(*WHO, "7", "M", "speex", None)),
    ({"MsgType": "video", "MediaId": "M", "ThumbMediaId": "T"}, VideoArrived(*WHO, "7", "M", "T", is_short=False)),
    ({"MsgType": "shortvideo", "MediaId": "M"}, VideoArrived(*WHO, "7", "M", "", is_short=True)),
    (
        {"MsgType": "location", "Location_X": "23.134521", "Location_Y": "113.358803", "Scale": "20", "Label": "a"},
        LocationArrived(*WHO, "7", 23.134521, 113.358803, 20, "a"),
    ),
    (
        {"MsgType": "location", "location_x": "-23", "LOCATION_Y": "-113.3"},
        LocationArrived(*WHO, "7", -23.0, -113.3, None, ""),
    ),
    (
        {"MsgType": "link", "Title": "t", "Description": "d", "Url": "https://u.example"},
        LinkArrived(*WHO, "7", "t", "d", "https://u.example"),
    ),
    (
        {
            "MsgType": "miniprogrampage",
            "Title": "t",
            "AppId": "wxMINI",
            "PagePath": "p?a=1",
            "ThumbUrl": "u",
            "ThumbMediaId": "T",
        },
        CardArrived(*WHO, "7", "t", "wxMINI", "p?a=1", "u", "T"),
    ),
    (
        {
            "MsgType": "file",
            "Title": "t.pdf",
            "Description": "d",
            "FileKey": "k",
            "FileMd5": "m",
            "FileTotalLen": "9007199254740993",
        },
        FileArrived(*WHO, "7", "t.pdf", "d", "k", "m", 9007199254740993),
    ),
]


@pytest.mark.parametrize(("fields", "said"), MESSAGES)
def test_a_message(fields: dict[str, str], said: object):
    assert read(a_push(**fields, MsgId="7")) == said


def test_an_id_of_64_bits_keeps_its_last_digit():
    said = read(a_push(MsgType="image", MediaId="M", MsgId="18446744073709551615"))

    assert said == ImageArrived(*WHO, "18446744073709551615", "M", "")


def test_unknown_tags_and_their_order_do_not_matter():
    xml = (
        "<xml><New><Deep>x</Deep></New><MsgId>1</MsgId><Content>hi</Content><MsgType>text</MsgType>"
        "<CreateTime>1700000000</CreateTime><FromUserName>oFAN</FromUserName></xml>"
    )

    assert read(xml) == TextArrived(*WHO, "1", "hi", None)


# What fans do


def test_a_follow_by_qr_code():
    assert read(QR_FOLLOW.xml) == Followed(
        "oTEST0000000000000000000002",
        datetime.fromtimestamp(1700000100, UTC),
        scene="shop_AAAAAAAAAAAAAAAAAAAAA",
        ticket="gQTESTTICKET",
        source=FollowedVia.QR,
    )


@pytest.mark.parametrize(
    ("key", "scene", "source"),
    [
        ("qrscene_12", "12", FollowedVia.QR),
        ("qrscene_qrscene_12", "qrscene_12", FollowedVia.QR),
        ("qrscene_last_trade_no_1", "last_trade_no_1", FollowedVia.QR),
        ("last_trade_no_4200001", "", FollowedVia.PAYMENT),
        ("", "", FollowedVia.UNKNOWN),
        ("something", "", FollowedVia.UNKNOWN),
    ],
)
def test_where_a_follow_came_from(key: str, scene: str, source: FollowedVia):
    assert read(an_event("subscribe", EventKey=key)) == Followed(*WHO, scene, "", source)


def test_a_follow_without_any_key():
    assert read(an_event("subscribe")) == Followed(*WHO, "", "", FollowedVia.UNKNOWN)


EVENTS = [
    (an_event("unsubscribe", EventKey=""), Unfollowed(*WHO)),
    (an_event("SCAN", EventKey="shop_12", Ticket="t"), Scanned(*WHO, "shop_12", "t")),
    (an_event("scan", EventKey="12"), Scanned(*WHO, "12", "")),
    (an_event("CLICK", EventKey="K"), MenuClicked(*WHO, "K")),
    (
        an_event("VIEW", EventKey="https://u.example/?a=1&b=2", MenuId="404122341"),
        MenuLinkOpened(*WHO, "https://u.example/?a=1&b=2", "404122341"),
    ),
    (an_event("VIEW", EventKey="u"), MenuLinkOpened(*WHO, "u", None)),
    (an_event("view_miniprogram", EventKey="pages/a", MenuId="1"), MiniProgramOpened(*WHO, "pages/a", "1")),
    (
        an_event("LOCATION", Latitude="23.137466", Longitude="113.352425", Precision="119.385040"),
        LocationReported(*WHO, 23.137466, 113.352425, 119.38504),
    ),
    (
        with_parts(
            an_event("scancode_waitmsg", EventKey="K"),
            "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult><![CDATA[ 2 ]]></ScanResult></ScanCodeInfo>",
        ),
        CodeScanned(*WHO, "K", True, "qrcode", " 2 "),
    ),
    (an_event("scancode_push", EventKey="K"), CodeScanned(*WHO, "K", False, "", "")),
    (
        with_parts(
            an_event("pic_weixin", EventKey="K"),
            "<SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item>"
            "<item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo>",
        ),
        PicturesChosen(*WHO, "K", PictureSource.WECHAT_ALBUM, 2, ("a", "b")),
    ),
    (
        with_parts(
            an_event("pic_sysphoto", EventKey="K"),
            "<SendPicsInfo><PicList><item><PicMd5Sum>a</PicMd5Sum></item></PicList></SendPicsInfo>",
        ),
        PicturesChosen(*WHO, "K", PictureSource.CAMERA, 1, ("a",)),
    ),
    (an_event("pic_photo_or_album"), PicturesChosen(*WHO, "", PictureSource.CAMERA_OR_ALBUM, 0, ())),
    (
        with_parts(
            an_event("location_select", EventKey="K"),
            "<SendLocationInfo><Location_X>23</Location_X><Location_Y>113</Location_Y><Scale>15</Scale>"
            "<Label>addr</Label><Poiname></Poiname></SendLocationInfo>",
        ),
        LocationChosen(*WHO, "K", 23.0, 113.0, 15, "addr", ""),
    ),
]


@pytest.mark.parametrize(("xml", "did"), EVENTS, ids=lambda it: type(it).__name__)
def test_an_event(xml: str, did: object):
    assert read(xml) == did


# What became of what was sent, and what a fan allows


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("success", TemplateOutcome.DELIVERED),
        ("failed:user block", TemplateOutcome.BLOCKED_BY_FAN),
        ("Failed: User  Block", TemplateOutcome.BLOCKED_BY_FAN),
        ("failed: system failed", TemplateOutcome.FAILED),
        ("failed:something new", TemplateOutcome.FAILED),
    ],
)
def test_what_became_of_a_template_message(status: str, outcome: TemplateOutcome):
    said = read(an_event("TEMPLATESENDJOBFINISH", MsgID="3987654321098765432", Status=status))

    assert said == TemplateSettled(*WHO, "3987654321098765432", outcome)


def answered(wrapper: str, *lists: str) -> str:
    return f"<{wrapper}>{''.join(lists)}</{wrapper}>"


YES = "<TemplateId>T1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene>"
NO = "<TemplateId>T2</TemplateId><SubscribeStatusString>reject</SubscribeStatusString>"
BOTH = (SubscriptionAnswer("T1", True, "2"), SubscriptionAnswer("T2", False, ""))


@pytest.mark.parametrize(
    "parts",
    [
        answered("SubscribeMsgPopupEvent", f"<List>{YES}</List>", f"<List>{NO}</List>"),
        answered("SubscribeMsgPopupEvent", f"<List><item>{YES}</item><item>{NO}</item></List>"),
        answered("SubscribeMsgPopupEvent", f"<List>{YES}</List>")
        + answered("SubscribeMsgPopupEvent", f"<List>{NO}</List>"),
    ],
)
def test_several_answers_however_they_are_listed(parts: str):
    said = read(with_parts(an_event("subscribe_msg_popup_event"), parts))

    assert said == SubscriptionsAnswered(*WHO, BOTH)


@pytest.mark.parametrize("wrapper", ["SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent"])
def test_a_change_of_mind_under_either_wrapper(wrapper: str):
    said = read(with_parts(an_event("subscribe_msg_change_event"), answered(wrapper, f"<List>{NO}</List>")))

    assert said == SubscriptionsChanged(*WHO, BOTH[1:])


def test_what_became_of_a_notice():
    one = (
        "<List><TemplateId>T</TemplateId><MsgID>1864323726461255680</MsgID><ErrorCode>0</ErrorCode>"
        "<ErrorStatus>success</ErrorStatus></List>"
    )

    said = read(with_parts(an_event("subscribe_msg_sent_event"), answered("SubscribeMsgSentEvent", one)))

    assert said == SubscriptionsSent(*WHO, (SubscriptionResult("T", "1864323726461255680", 0, "success"),))


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("user_info_modified", FanInfoChanged(*WHO)),
        ("user_authorization_revoke", FanRevoked(*WHO, (205, 206))),
        ("user_authorization_cancellation", FanCancelled(*WHO)),
    ],
)
def test_authorization_events_are_about_the_fan_they_name(event: str, said: object):
    named = read(an_event(event, FromUserName="system", OpenID="oFAN", RevokeInfo="205,206"))
    nameless = read(an_event(event, FromUserName="system"))

    assert named == said
    assert isinstance(nameless, Unknown)
    assert (nameless.openid, nameless.is_about_a_fan) == ("system", False)


# What happens to the account

MASS = (
    "<MsgID>1000001625</MsgID><Status><![CDATA[send success]]></Status><TotalCount>100</TotalCount>"
    "<FilterCount>80</FilterCount><SentCount>75</SentCount><ErrorCount>5</ErrorCount><CopyrightCheckResult>"
    "<Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx><UserDeclareState>0</UserDeclareState>"
    "<AuditState>2</AuditState><OriginalArticleUrl><![CDATA[o]]></OriginalArticleUrl>"
    "<OriginalArticleType>1</OriginalArticleType><CanReprint>1</CanReprint><NeedReplaceContent>0</NeedReplaceContent>"
    "<NeedShowReprintSource>1</NeedShowReprintSource></item></ResultList><CheckState>2</CheckState>"
    "</CopyrightCheckResult><ArticleUrlResult><Count>2</Count><ResultList><item><ArticleIdx>1</ArticleIdx>"
    "<ArticleUrl>u1</ArticleUrl></item><item><ArticleIdx>2</ArticleIdx><ArticleUrl>u2</ArticleUrl></item>"
    "</ResultList></ArticleUrlResult>"
)
PUBLISHED = (
    "<PublishEventInfo><publish_id>2247503051</publish_id><publish_status>0</publish_status>"
    "<article_id>A</article_id><article_detail><count>1</count><item><idx>1</idx><article_url>u</article_url></item>"
    "</article_detail><fail_idx>2</fail_idx><fail_idx>3</fail_idx></PublishEventInfo>"
)
ACCOUNT_EVENTS = [
    (
        with_parts(an_event("MASSSENDJOBFINISH"), MASS),
        MassSettled(
            *WHO,
            "1000001625",
            "send success",
            100,
            80,
            75,
            5,
            (SettledArticle(1, "u1"), SettledArticle(2, "u2")),
            (CopyrightFinding(1, 0, 2, "o", 1, True, False, True),),
            2,
        ),
    ),
    (
        an_event("MASSSENDJOBFINISH", MsgID="1", Status="err(10001)"),
        MassSettled(*WHO, "1", "err(10001)", None, None, None, None, (), (), None),
    ),
    (
        with_parts(an_event("PUBLISHJOBFINISH"), PUBLISHED),
        PublishSettled(*WHO, "2247503051", 0, "A", (SettledArticle(1, "u"),), (2, 3)),
    ),
    (
        an_event("qualification_verify_success", ExpiredTime="1442401156"),
        VerificationGranted(*WHO, Verification.QUALIFICATION, LATER),
    ),
    (
        an_event("naming_verify_fail", FailTime="1442401156", FailReason="by time"),
        VerificationRefused(*WHO, Verification.NAMING, "by time", LATER),
    ),
    (an_event("annual_renew", ExpiredTime="1442401156"), VerificationDue(*WHO, LATER)),
    (an_event("verify_expired", ExpiredTime="1442401156"), VerificationExpired(*WHO, LATER)),
    (
        an_event("kf_create_session", KfAccount="test1@test"),
        AgentSession(*WHO, SessionChange.CREATED, "test1@test", "", ""),
    ),
    (
        an_event("kf_close_session", KfAccount="test1@test", CloseType="KF"),
        AgentSession(*WHO, SessionChange.CLOSED, "test1@test", "", "KF"),
    ),
    (
        an_event("kf_switch_session", FromKfAccount="a@test", ToKfAccount="b@test"),
        AgentSession(*WHO, SessionChange.SWITCHED, "b@test", "a@test", ""),
    ),
]


@pytest.mark.parametrize(("xml", "happened"), ACCOUNT_EVENTS, ids=lambda it: type(it).__name__)
def test_an_event_about_the_account_makes_no_fan(xml: str, happened: object):
    assert read(xml) == happened
    assert not read(xml).is_about_a_fan


# What we do not know, and what makes no sense


def test_a_message_of_a_kind_from_the_future_keeps_all_that_it_carried():
    said = read(with_parts(a_push(MsgType="hologram", MsgId="7"), "<Beam><Ray>1</Ray><Ray>2</Ray></Beam>"))

    assert isinstance(said, Unknown)
    assert (said.kind, said.is_message, said.is_about_a_fan, said.message_id) == ("hologram", True, True, "7")
    assert said.fields["Beam"] == {"Ray": ["1", "2"]}


@pytest.mark.parametrize(
    ("event", "is_about_a_fan"),
    [("user_get_card", True), ("WifiConnected", True), ("card_pass_check", False), ("poi_check_notify", False)],
)
def test_an_event_that_nobody_documents_here(event: str, is_about_a_fan: bool):
    said = read(an_event(event, EventKey="k"))

    assert isinstance(said, Unknown)
    assert (said.kind, said.key, said.is_message, said.is_about_a_fan) == (event, "k", False, is_about_a_fan)


ODD = [
    a_push(MsgType="image"),
    a_push(MsgType="voice", MediaId=""),
    a_push(MsgType="video", MediaId="M" * 300),
    a_push(MsgType="location", Location_X="north", Location_Y="1"),
    a_push(MsgType="location", Location_X="1"),
    a_push(MsgType="location", Location_X="91", Location_Y="1"),
    a_push(MsgType="location", Location_X="nan", Location_Y="inf"),
    a_push(MsgType="location", Location_X="1", Location_Y="1", Scale="big"),
    a_push(MsgType="file", FileTotalLen="１２"),
    an_event("LOCATION", Latitude="1", Longitude="1"),
    an_event("location_select"),
    with_parts(an_event("pic_weixin"), "<SendPicsInfo><Count>many</Count></SendPicsInfo>"),
    an_event("TEMPLATESENDJOBFINISH", MsgID="1", Status="?"),
    an_event("TEMPLATESENDJOBFINISH", Status="success"),
    an_event("subscribe_msg_popup_event"),
    with_parts(an_event("subscribe_msg_sent_event"), "<SubscribeMsgSentEvent><List/></SubscribeMsgSentEvent>"),
    an_event("MASSSENDJOBFINISH", MsgID="1", TotalCount="lots"),
    an_event("PUBLISHJOBFINISH"),
    an_event("annual_renew", ExpiredTime="99999999999999"),
]


@pytest.mark.parametrize("xml", ODD)
def test_a_known_kind_with_fields_that_make_no_sense_is_unknown(xml: str):
    assert isinstance(read(xml), Unknown)
