"""Pushes of every kind and what they say in our words, and pushes that make no sense."""

from datetime import UTC, datetime

from tests.wechat.vectors import a_push, an_event
from wechat.arrived import (
    AgentSession,
    CardArrived,
    CodeScanned,
    CopyrightFinding,
    FileArrived,
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
    Unfollowed,
    Verification,
    VerificationDue,
    VerificationExpired,
    VerificationGranted,
    VerificationRefused,
    VideoArrived,
    VoiceArrived,
)

AT = datetime.fromtimestamp(1700000000, UTC)
WHO = ("oFAN", AT)
LATER = datetime.fromtimestamp(1442401156, UTC)


def with_parts(push: str, parts: str) -> str:
    """The push with more XML in it."""
    return push.replace("</xml>", f"{parts}</xml>")


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
        with_parts(an_event("PUBLISHJOBFINISH"), PUBLISHED.replace("<fail_idx>2<", f"<fail_idx>{'9' * 5000}<")),
        PublishSettled(*WHO, "2247503051", 0, "A", (SettledArticle(1, "u"),), (3,)),
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
