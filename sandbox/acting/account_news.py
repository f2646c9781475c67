"""What WeChat tells an account about itself: verification, and sessions of its own customer service."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sandbox.accounts import Account
from sandbox.acting.following import PLATFORM
from sandbox.pushes import Push
from sandbox.world import World

ONE_YEAR = 365 * 86400


class News(StrEnum):
    """The event, in WeChat's words."""

    QUALIFICATION_VERIFY_SUCCESS = "qualification_verify_success"
    QUALIFICATION_VERIFY_FAIL = "qualification_verify_fail"
    NAMING_VERIFY_SUCCESS = "naming_verify_success"
    NAMING_VERIFY_FAIL = "naming_verify_fail"
    ANNUAL_RENEW = "annual_renew"
    VERIFY_EXPIRED = "verify_expired"
    KF_CREATE_SESSION = "kf_create_session"
    KF_CLOSE_SESSION = "kf_close_session"
    KF_SWITCH_SESSION = "kf_switch_session"


@dataclass(frozen=True)
class Circumstances:
    """What an event may have to say. `openid`: the fan whose session it is."""

    openid: str = ""
    reason: str = "资料不全"
    kf_account: str = "mei@shop"
    to_kf_account: str = "lin@shop"
    close_type: str = "KF"


def tell(world: World, account: Account, news: News, about: Circumstances, *, deliver: bool = True) -> Push:
    """Tell an account. Verification won or lost is also so from now on."""
    if news in (News.QUALIFICATION_VERIFY_SUCCESS, News.VERIFY_EXPIRED):
        account.is_verified = news is News.QUALIFICATION_VERIFY_SUCCESS
        world.directory_changed()
    sender = account.fan(about.openid).openid if about.openid else PLATFORM
    fields = {
        "ToUserName": account.original_id,
        "FromUserName": sender,
        "CreateTime": int(world.now()),
        "MsgType": "event",
        "Event": news.value,
        **_details(world, news, about),
    }
    return world.send_out(account.app_id, sender, fields, deliver=deliver)


def _details(world: World, news: News, about: Circumstances) -> dict[str, Any]:
    now = int(world.now())
    match news:
        case News.KF_CREATE_SESSION:
            return {"KfAccount": about.kf_account}
        case News.KF_CLOSE_SESSION:
            return {"KfAccount": about.kf_account, "CloseType": about.close_type}
        case News.KF_SWITCH_SESSION:
            return {"FromKfAccount": about.kf_account, "ToKfAccount": about.to_kf_account}
        case News.QUALIFICATION_VERIFY_FAIL | News.NAMING_VERIFY_FAIL:
            return {"FailTime": now, "FailReason": about.reason}
        case News.ANNUAL_RENEW | News.VERIFY_EXPIRED:
            return {"ExpiredTime": now}
    return {"ExpiredTime": now + ONE_YEAR}
