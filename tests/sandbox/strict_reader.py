"""A reader of pushes that forgives nothing: every element must be known, and each must look as WeChat writes it."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

Check = Callable[[ElementTree.Element], bool]


def number(element: ElementTree.Element) -> bool:
    return len(element) == 0 and re.fullmatch(r"-?\d+(\.\d+)?", element.text or "") is not None


def whole(element: ElementTree.Element) -> bool:
    return len(element) == 0 and re.fullmatch(r"\d{1,19}", element.text or "") is not None


def text(element: ElementTree.Element) -> bool:
    return len(element) == 0


def words(element: ElementTree.Element) -> bool:
    return len(element) == 0 and bool(element.text)


def of(**checks: Check) -> Check:
    """An element with exactly these inside; a name that ends in `_s` may come several times."""

    def check(element: ElementTree.Element) -> bool:
        wanted = {name.removesuffix("_s"): (one, name.endswith("_s")) for name, one in checks.items()}
        found = [child.tag for child in element]
        return set(found) == set(wanted) and all(
            wanted[child.tag][0](child) and (wanted[child.tag][1] or found.count(child.tag) == 1) for child in element
        )

    return check


MESSAGES: dict[str, dict[str, Check]] = {
    "text": {"Content": words, "bizmsgmenuid?": words},
    "image": {"PicUrl": words, "MediaId": words},
    "voice": {"MediaId": words, "Format": words, "Recognition?": text},
    "video": {"MediaId": words, "ThumbMediaId": words},
    "shortvideo": {"MediaId": words, "ThumbMediaId": words},
    "location": {"Location_X": number, "Location_Y": number, "Scale": whole, "Label": text},
    "link": {"Title": words, "Description": text, "Url": text},
    "miniprogrampage": {"Title": words, "AppId": words, "PagePath": words, "ThumbUrl": words, "ThumbMediaId": words},
    "file": {"Title": words, "Description": text, "FileKey": words, "FileMd5": words, "FileTotalLen": whole},
}
KEY: dict[str, Check] = {"EventKey": words}
SCAN: dict[str, Check] = {**KEY, "ScanCodeInfo": of(ScanType=words, ScanResult=words)}
PICTURES: dict[str, Check] = {
    **KEY,
    "SendPicsInfo": of(Count=whole, PicList=of(item_s=of(PicMd5Sum=words))),
}
PERSON: dict[str, Check] = {"OpenID": words, "AppID": words, "UnionID?": words}
EXPIRY: dict[str, Check] = {"ExpiredTime": whole}
FAILURE: dict[str, Check] = {"FailTime": whole, "FailReason": words}
COPYRIGHT = of(
    ArticleIdx=whole,
    UserDeclareState=whole,
    AuditState=whole,
    OriginalArticleUrl=text,
    OriginalArticleType=whole,
    CanReprint=whole,
    NeedReplaceContent=whole,
    NeedShowReprintSource=whole,
)
EVENTS: dict[str, dict[str, Check]] = {
    "subscribe": {"EventKey": text, "Ticket?": words},
    "unsubscribe": {"EventKey": text},
    "SCAN": {**KEY, "Ticket": words},
    "LOCATION": {"Latitude": number, "Longitude": number, "Precision": number},
    "CLICK": KEY,
    "VIEW": {**KEY, "MenuId?": whole},
    "view_miniprogram": {**KEY, "MenuId?": whole},
    "scancode_push": SCAN,
    "scancode_waitmsg": SCAN,
    "pic_sysphoto": PICTURES,
    "pic_photo_or_album": PICTURES,
    "pic_weixin": PICTURES,
    "location_select": {
        **KEY,
        "SendLocationInfo": of(Location_X=words, Location_Y=words, Scale=words, Label=text, Poiname=text),
    },
    "TEMPLATESENDJOBFINISH": {"MsgID": whole, "Status": words},
    "MASSSENDJOBFINISH": {
        "MsgID": whole,
        "Status": words,
        "TotalCount": whole,
        "FilterCount": whole,
        "SentCount": whole,
        "ErrorCount": whole,
        "CopyrightCheckResult?": of(Count=whole, ResultList=of(item_s=COPYRIGHT), CheckState=whole),
        "ArticleUrlResult?": of(Count=whole, ResultList=of(item_s=of(ArticleIdx=whole, ArticleUrl=words))),
    },
    "subscribe_msg_popup_event": {
        "SubscribeMsgPopupEvent": of(List_s=of(TemplateId=words, SubscribeStatusString=words, PopupScene=whole))
    },
    "subscribe_msg_change_event": {
        "SubscribeMsgChangeEvent": of(List_s=of(TemplateId=words, SubscribeStatusString=words))
    },
    "subscribe_msg_sent_event": {
        "SubscribeMsgSentEvent": of(List_s=of(TemplateId=words, MsgID=whole, ErrorCode=whole, ErrorStatus=words))
    },
    "kf_create_session": {"KfAccount": words},
    "kf_close_session": {"KfAccount": words, "CloseType": words},
    "kf_switch_session": {"FromKfAccount": words, "ToKfAccount": words},
    "qualification_verify_success": EXPIRY,
    "qualification_verify_fail": FAILURE,
    "naming_verify_success": EXPIRY,
    "naming_verify_fail": FAILURE,
    "annual_renew": EXPIRY,
    "verify_expired": EXPIRY,
    "user_info_modified": PERSON,
    "user_authorization_revoke": {**PERSON, "RevokeInfo": words},
    "user_authorization_cancellation": PERSON,
}
HEAD: dict[str, Check] = {"ToUserName": words, "FromUserName": words, "CreateTime": whole, "MsgType": words}


def read(body: str) -> str:
    """The kind of a push; an AssertionError names the element that is not as it should be."""
    root = ElementTree.fromstring(body)
    assert root.tag == "xml"
    found = {child.tag: child for child in root}
    assert len(found) == len(root), "an element comes twice"
    kind = found["MsgType"].text or ""
    if kind == "event":
        kind = found["Event"].text or ""
        _check(found, HEAD | {"Event": words} | EVENTS[kind])
    else:
        _check(found, HEAD | {"MsgId": whole} | MESSAGES[kind])
    return kind


def _check(found: dict[str, ElementTree.Element], wanted: dict[str, Check]) -> None:
    checks = {name.removesuffix("?"): check for name, check in wanted.items()}
    must = {name for name in wanted if not name.endswith("?")}
    assert must <= found.keys() <= checks.keys(), f"{sorted(found)} are not {sorted(wanted)}"
    for name, element in found.items():
        assert checks[name](element), f"<{name}> is {ElementTree.tostring(element, 'unicode')}"
