"""`/cgi-bin/user/info`: what WeChat still tells about a fan."""

from typing import Any

from sandbox.cgi_bin.knock import Knock, caller, fan_of, must_be_verified, must_get, within_quota
from sandbox.cgi_bin.refusals import Refusal
from sandbox.world import World


def user_info(world: World, knock: Knock) -> dict[str, Any]:
    """One fan. Name and picture have been empty since 2021-12-27; of a stranger there is the OpenID only."""
    account = caller(world, knock)
    must_be_verified(account)
    must_get(knock)
    if not knock.query.get("openid"):
        raise Refusal(41009)
    fan = fan_of(account, knock.query["openid"])
    within_quota(world, account, knock.api)
    if not fan.is_following:
        return {"subscribe": 0, "openid": fan.openid}
    return {
        "subscribe": 1,
        "openid": fan.openid,
        "nickname": "",
        "sex": 0,
        "language": fan.language,
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": int(fan.followed_at or 0),
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": "ADD_SCENE_SEARCH",
        "qr_scene": 0,
        "qr_scene_str": "",
    }
