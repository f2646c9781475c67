"""Why a fan cannot be reached, and what else would work, in two languages."""

from enum import StrEnum


class Reason(StrEnum):
    """Why WeChat would refuse a message now."""

    ACCOUNT_DISCONNECTED = "ACCOUNT_DISCONNECTED"
    ACCOUNT_PAUSED = "ACCOUNT_PAUSED"
    ACCOUNT_NOT_VERIFIED = "ACCOUNT_NOT_VERIFIED"
    PERMISSION_MISSING = "PERMISSION_MISSING"
    BLOCKED = "BLOCKED"
    UNFOLLOWED = "UNFOLLOWED"
    NO_WINDOW = "NO_WINDOW"
    USED_UP = "USED_UP"


class Alternative(StrEnum):
    """What would help, or reach the fan in another way."""

    CONNECT_ACCOUNT = "CONNECT_ACCOUNT"
    RESUME_ACCOUNT = "RESUME_ACCOUNT"
    VERIFY_ACCOUNT = "VERIFY_ACCOUNT"
    GRANT_PERMISSION = "GRANT_PERMISSION"
    UNBLOCK_FAN = "UNBLOCK_FAN"
    WAIT_FOR_FAN = "WAIT_FOR_FAN"
    TEMPLATE_MESSAGE = "TEMPLATE_MESSAGE"
    SUBSCRIBE_NOTIFICATION = "SUBSCRIBE_NOTIFICATION"
    MASS_SEND = "MASS_SEND"


SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.ACCOUNT_DISCONNECTED: ("The account is disconnected: connect it again.", "公众号已断开，请重新接入。"),
    Reason.ACCOUNT_PAUSED: ("The account is paused: it hears, and does not speak.", "公众号已暂停，暂时不会下发消息。"),
    Reason.ACCOUNT_NOT_VERIFIED: (
        "The account is not verified (认证): WeChat lets only verified ones answer.",
        "公众号未认证，无法下发客服消息。",
    ),
    Reason.PERMISSION_MISSING: (
        "The permission 消息管理 was not granted when the account was connected by scanning.",
        "授权时未勾选「消息管理」权限集，无法下发客服消息。",
    ),
    Reason.BLOCKED: ("The fan is on the account's blacklist.", "该粉丝在公众号的黑名单中。"),
    Reason.UNFOLLOWED: ("The fan does not follow the account any more.", "该粉丝已取消关注。"),
    Reason.NO_WINDOW: (
        "WeChat takes answers only for a while after the fan wrote or did something; that is over.",
        "已超过微信允许回复的时间，请等粉丝再次互动。",
    ),
    Reason.USED_UP: (
        "All messages that WeChat allows until the fan's next one are used, or planned.",
        "本次互动可下发的客服消息条数已用完，请等粉丝再次互动。",
    ),
}

WAYS: dict[Alternative, tuple[str, str]] = {
    Alternative.CONNECT_ACCOUNT: ("Connect the account again.", "重新接入公众号。"),
    Alternative.RESUME_ACCOUNT: ("Resume the account.", "恢复公众号。"),
    Alternative.VERIFY_ACCOUNT: ("Have the account verified by WeChat (认证).", "完成微信认证。"),
    Alternative.GRANT_PERMISSION: ("Scan again and tick every permission.", "重新扫码授权并勾选全部权限。"),
    Alternative.UNBLOCK_FAN: ("Take the fan off the blacklist.", "将该粉丝移出黑名单。"),
    Alternative.WAIT_FOR_FAN: (
        "Wait: a message from the fan opens a window of 48 hours.",
        "等粉丝再次发来消息，届时可在48小时内回复。",
    ),
    Alternative.TEMPLATE_MESSAGE: (
        "A template message (模板消息), where what you have to say is a notice that fits one.",
        "如内容属于服务通知，可使用模板消息。",
    ),
    Alternative.SUBSCRIBE_NOTIFICATION: (
        "A notification (订阅通知), if the fan subscribed to one.",
        "如粉丝已订阅，可使用订阅通知。",
    ),
    Alternative.MASS_SEND: (
        "A mass send (群发): four a month for a service account, one a day for a subscription account.",
        "可使用群发（服务号每月4次，订阅号每天1次）。",
    ),
}
