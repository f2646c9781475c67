"""A third-party platform for tests, and what WeChat tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from domain.platform import component
from domain.platform.component import Component
from tests.factories import NOON
from tests.fakes import FakeGate
from tests.wechat.vectors import TICKET
from wechat import AccountInfo, Authorization, Authorizer, Authorizers, Refused
from wechat.codes import verdict_on
from wechat.errors import error_for
from wechat.markup import cdata

OURS = Component(TICKET.receiver, "canary-component-secret", TICKET.token, TICKET.encoding_aes_key)
APP_ID = "wx5ca44ed5ca44ed01"
REFRESH_TOKEN = "canary-refreshtoken@@@1"
EVERYTHING = (1, 2, 3, 4, 7, 11, 15, 89)


@contextmanager
def as_platform() -> Iterator[Component]:
    """This house is a third-party platform for a while."""
    component.use(OURS)
    yield OURS
    component.use(None)


def info(**given: Any) -> AccountInfo:
    """What WeChat says of an account: a verified 服务号 that granted everything, unless told."""
    said = {
        "app_id": APP_ID,
        "name": "小满茶饮",
        "original_id": "gh_5ca44ed5ca44",
        "alias": "",
        "principal": "小满茶饮有限公司",
        "head_image_url": "https://wx.qlogo.cn/head",
        "service_type": 2,
        "verify_type": 0,
        "is_mini_program": False,
        "account_status": 1,
        "permissions": EVERYTHING,
        "refresh_token": REFRESH_TOKEN,
    }
    return AccountInfo(**said | given)


def willing(gate: FakeGate, **given: Any) -> None:
    """WeChat takes any code, and tells who it was."""
    about = info(**given)
    gate.will("exchange", Authorization(about.app_id, REFRESH_TOKEN, about.permissions))
    gate.will("account_info", about)


def listing(*accounts: tuple[str, str]) -> Authorizers:
    """WeChat's list of who authorised us, as (AppID, refresh token)."""
    return Authorizers(len(accounts), tuple(Authorizer(app_id, token, None) for app_id, token in accounts))


def no(code: int) -> Refused:
    """WeChat refuses with this code."""
    error = error_for(code, now=NOON)
    assert isinstance(error, Refused), verdict_on(code)
    return error


def told(kind: str, app_id: str = APP_ID, at: int = 1700000300, **fields: str) -> str:
    """The XML of a push to 授权事件接收URL."""
    said = {"AppId": OURS.app_id, "CreateTime": str(at), "InfoType": kind, "AuthorizerAppid": app_id, **fields}
    return "<xml>" + "".join(f"<{name}>{cdata(text)}</{name}>" for name, text in said.items()) + "</xml>"


def authorized(pre_auth_code: str = "", code: str = "queryauthcode@@@canary", **given: Any) -> str:
    """An administrator authorised us."""
    fields = {"AuthorizationCode": code, "AuthorizationCodeExpiredTime": "1700000900", "PreAuthCode": pre_auth_code}
    return told("authorized", **given, **fields)
