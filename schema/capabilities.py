"""What an official account can do."""

import strawberry

from domain.accounts.capabilities import Feature, capabilities
from domain.accounts.models import AccountKind
from schema.enums import described

described(
    Feature,
    "AccountFeature",
    "What can be done with an official account, as far as WeChat lets it. New values may come.",
    {
        "RECEIVE_MESSAGES": "接收消息: fans' messages and events arrive.",
        "PASSIVE_REPLIES": "被动回复: an answer within five seconds of a fan's message.",
        "CUSTOMER_MESSAGES": "客服消息: agents answer fans.",
        "TEMPLATE_MESSAGES": "模板消息.",
        "SUBSCRIBE_NOTIFICATIONS": "订阅通知.",
        "MASS_SEND": "群发.",
        "QR_CODES": "参数二维码.",
        "MENUS": "自定义菜单.",
        "CONDITIONAL_MENUS": "个性化菜单.",
        "FANS": "用户管理: the list of followers and what WeChat tells of them.",
        "TAGS": "用户标签.",
        "MEDIA": "临时素材: pictures, voice and video, in and out.",
        "MATERIAL": "永久素材 and drafts.",
        "WEB_SIGN_IN": "网页授权: a fan's nickname and avatar, with their consent.",
    },
)


@strawberry.type(description="Does a feature work with an account, and if not, why.")
class Capability:
    feature: Feature = strawberry.field(description="The feature.")
    available: bool = strawberry.field(description="Does WeChat let this account do it?")
    reason: str = strawberry.field(description="Why not, and what to do about it; empty where it is available.")
    reason_zh: str = strawberry.field(description="The same in Chinese.")


def capabilities_of(kind: AccountKind, verified: bool, granted: frozenset[int] | None) -> list[Capability]:
    """Every feature, in one order."""
    found = capabilities(kind, verified, granted)
    return [
        Capability(feature=one.feature, available=one.is_available, reason=one.reason, reason_zh=one.reason_zh)
        for one in found
    ]
