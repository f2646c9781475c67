"""What an account can do: WeChat's rules as dated data, by kind, verification and granted permissions.

Sources: WeChat docs, 公众号接口权限说明 (as of 2025-07), and 第三方平台: 权限集 for the ids. A rule that changes is
changed here, with the day on which it was read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.accounts.models import AccountKind


class Feature(StrEnum):
    """What Fandesk can do with an account, as far as WeChat lets it."""

    RECEIVE_MESSAGES = "RECEIVE_MESSAGES"
    PASSIVE_REPLIES = "PASSIVE_REPLIES"
    CUSTOMER_MESSAGES = "CUSTOMER_MESSAGES"
    TEMPLATE_MESSAGES = "TEMPLATE_MESSAGES"
    SUBSCRIBE_NOTIFICATIONS = "SUBSCRIBE_NOTIFICATIONS"
    MASS_SEND = "MASS_SEND"
    QR_CODES = "QR_CODES"
    MENUS = "MENUS"
    CONDITIONAL_MENUS = "CONDITIONAL_MENUS"
    FANS = "FANS"
    TAGS = "TAGS"
    MEDIA = "MEDIA"
    MATERIAL = "MATERIAL"
    WEB_SIGN_IN = "WEB_SIGN_IN"


@dataclass(frozen=True)
class Rule:
    """What WeChat asks for before a feature works; `since` is when the rule was read in its documentation."""

    feature: Feature
    permission: int
    name: str
    needs_verification: bool = False
    needs_service_kind: bool = False
    service_does_without: bool = False  # a 服务号 need not be verified for it
    since: date = date(2025, 7, 1)


@dataclass(frozen=True)
class Capability:
    """Does a feature work, and if not, why, in two languages."""

    feature: Feature
    is_available: bool
    reason: str = ""
    reason_zh: str = ""


RULES = (
    Rule(Feature.RECEIVE_MESSAGES, 1, "消息管理"),
    Rule(Feature.PASSIVE_REPLIES, 1, "消息管理"),
    Rule(Feature.CUSTOMER_MESSAGES, 1, "消息管理", needs_verification=True),
    Rule(Feature.TEMPLATE_MESSAGES, 7, "群发与通知", needs_verification=True, needs_service_kind=True),
    Rule(Feature.SUBSCRIBE_NOTIFICATIONS, 89, "订阅通知", needs_verification=True, needs_service_kind=True),
    Rule(Feature.MASS_SEND, 7, "群发与通知", needs_verification=True),
    Rule(Feature.QR_CODES, 3, "账号服务", needs_verification=True, needs_service_kind=True),
    Rule(Feature.MENUS, 15, "自定义菜单", needs_verification=True, service_does_without=True),
    Rule(Feature.CONDITIONAL_MENUS, 15, "自定义菜单", needs_verification=True),
    Rule(Feature.FANS, 2, "用户管理", needs_verification=True),
    Rule(Feature.TAGS, 2, "用户管理", needs_verification=True),
    Rule(Feature.MEDIA, 11, "素材管理", needs_verification=True),
    Rule(Feature.MATERIAL, 11, "素材管理", needs_verification=True),
    Rule(Feature.WEB_SIGN_IN, 4, "网页服务", needs_verification=True, needs_service_kind=True),
)

# What the product's manual says, and WeChat does with error 48001.
_NO_ANSWERS = "Fans write and are heard, but WeChat refuses every answer of an agent: have the account verified (认证)."
_NO_ANSWERS_ZH = "必须是认证过的公众号,否则无法正常回复顾客对话。请先完成微信认证。"


def capabilities(kind: AccountKind, is_verified: bool, granted: frozenset[int] | None) -> list[Capability]:
    """Every feature, in one order. `granted` are the permission sets of a scan; None for an account with its secret."""
    return [_capability(rule, kind, is_verified, granted) for rule in RULES]


def capability(feature: Feature, kind: AccountKind, is_verified: bool, granted: frozenset[int] | None) -> Capability:
    """One of them."""
    return next(one for one in capabilities(kind, is_verified, granted) if one.feature is feature)


def _capability(rule: Rule, kind: AccountKind, is_verified: bool, granted: frozenset[int] | None) -> Capability:
    # The first reason is the one to do something about: a permission is of no use without verification.
    for reason, reason_zh in _reasons(rule, kind, is_verified, granted):
        return Capability(rule.feature, False, reason, reason_zh)
    return Capability(rule.feature, True)


def _reasons(
    rule: Rule, kind: AccountKind, is_verified: bool, granted: frozenset[int] | None
) -> Iterator[tuple[str, str]]:
    if rule.needs_service_kind and kind is not AccountKind.SERVICE:
        yield "WeChat gives this to service accounts (服务号) only.", "仅服务号可用,订阅号没有此接口权限。"
    is_exempt = rule.service_does_without and kind is AccountKind.SERVICE
    if rule.needs_verification and not is_verified and not is_exempt:
        if rule.feature is Feature.CUSTOMER_MESSAGES:
            yield _NO_ANSWERS, _NO_ANSWERS_ZH
        yield (
            "WeChat gives this to verified accounts only: have it verified (认证).",
            "仅认证公众号可用,请先完成微信认证。",
        )
    if granted is not None and rule.permission not in granted:
        yield (
            f"The permission {rule.name} ({rule.permission}) was not granted: scan again and tick every permission.",
            f"授权时未勾选「{rule.name}」权限集,请重新扫码授权并全部勾选。",
        )
