"""`/cgi-bin/user/…`: the followers of an account, and what WeChat still tells about them."""

from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.knock import Knock, asked, caller, fan_of, must_be_verified, must_get, within_quota
from sandbox.cgi_bin.openids import followers_page
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Fan
from sandbox.world import World

Answer = dict[str, Any]

MOST_AT_ONCE = 100
LONGEST_REMARK = 30
DONE = {"errcode": 0, "errmsg": "ok"}


def user_info(world: World, knock: Knock) -> Answer:
    """One fan. Name and picture have been empty since 2021-12-27; of a stranger there is the OpenID only."""
    account = caller(world, knock)
    must_be_verified(account)
    must_get(knock)
    if not knock.query.get("openid"):
        raise Refusal(41009)
    fan = fan_of(account, knock.query["openid"])
    within_quota(world, account, knock.api)
    return _told(world, account, fan)


def users_info(world: World, knock: Knock) -> Answer:
    """Up to a hundred fans (批量获取用户基本信息)."""
    account, said = asked(world, knock)
    wanted = said.get("user_list")
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= MOST_AT_ONCE:
        raise Refusal(40032)
    fans = [fan_of(account, one.get("openid") if isinstance(one, dict) else None) for one in wanted]
    return {"user_info_list": [_told(world, account, fan) for fan in fans]}


def followers(world: World, knock: Knock) -> Answer:
    """The OpenIDs of all followers, ten thousand at a time (获取关注用户列表)."""
    account = caller(world, knock)
    must_be_verified(account)
    must_get(knock)
    page = followers_page(account, knock.query.get("next_openid"), lambda fan: True)
    within_quota(world, account, knock.api)
    return page


def set_remark(world: World, knock: Knock) -> Answer:
    """What the account calls a fan (设置用户备注名)."""
    account, said = asked(world, knock)
    fan, remark = fan_of(account, said.get("openid")), said.get("remark")
    if not isinstance(remark, str) or len(remark) >= LONGEST_REMARK:
        raise Refusal(40035)
    within_quota(world, account, knock.api)
    fan.remark = remark
    return DONE


def _told(world: World, account: Account, fan: Fan) -> Answer:
    unionid = world.unionid(account, fan)
    joined = {"unionid": unionid} if unionid else {}
    if not fan.is_following:
        return {"subscribe": 0, "openid": fan.openid} | joined
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
        "remark": fan.remark,
        "groupid": fan.tag_ids[0] if fan.tag_ids else 0,
        "tagid_list": list(fan.tag_ids),
        "subscribe_scene": fan.subscribe_scene,
        "qr_scene": fan.qr_scene,
        "qr_scene_str": fan.qr_scene_str,
    } | joined
