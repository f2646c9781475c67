"""Codes that say that a fan cannot be reached."""

from wechat.codes.acts import Rows

FAN_STATE: Rows = {
    "40003": (
        "WeChat does not know this fan: the OpenID is another account's, or they left WeChat.",
        "微信不认识该粉丝：OpenID 属于其他公众号，或对方已注销微信。",
    ),
    "40226": (
        "WeChat calls this user a high risk and lets nobody sign them in. Do not serve them automatically.",
        "微信判定该用户为高风险用户，不允许登录，请勿自动为其提供服务。",
    ),
    "43004 50005": (
        "The fan does not follow the account. Wait until they follow it again.",
        "该粉丝没有关注公众号，请等对方重新关注。",
    ),
    "43005": (
        "The fan and the account must be friends first. Let the fan add the account.",
        "需要先与该用户建立好友关系，请让对方添加。",
    ),
    "43019": (
        "The fan is on the account's blacklist. Take them off it first.",
        "该粉丝在公众号的黑名单中，请先将其移出黑名单。",
    ),
    "43101": (
        "The fan refused these notifications or has none left to receive. Let them subscribe again.",
        "粉丝拒绝接收或已没有可用的订阅次数，请让对方重新订阅。",
    ),
    "45015": (
        "The reply window is closed or the fan unfollowed. Wait until the fan writes again.",
        "已超过可回复的时间，或粉丝已取消关注，请等粉丝再次发来消息。",
    ),
    "48002": (
        "The fan has chosen not to receive this account's messages. Only they can change that.",
        "该粉丝已设置拒收公众号消息，只有对方可以重新开启。",
    ),
}
