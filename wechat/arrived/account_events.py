"""What happens to an account as a whole. `openid` names a system sender here: no fan may be made of it.

WeChat docs: 事件推送群发结果, 事件推送发布结果, 微信认证事件推送, 会话状态通知.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from wechat.arrived.events import Who
from wechat.arrived.reading import Fields, Odd
from wechat.arrived.told import Told


@dataclass(frozen=True)
class AccountEvent(Told):
    """Something that is about no fan."""

    is_about_a_fan: ClassVar[bool] = False


@dataclass(frozen=True)
class SettledArticle:
    """One article of a mass send or a publication, counted from 1, and where it can be read."""

    index: int
    url: str


@dataclass(frozen=True)
class CopyrightFinding:
    """What WeChat's originality check (原创校验) found about one article; the numbers are WeChat's own."""

    article: int
    declared: int | None
    audit: int | None
    original_url: str
    original_type: int | None
    can_reprint: bool
    must_replace_content: bool
    must_show_source: bool


@dataclass(frozen=True)
class MassSettled(AccountEvent):
    """A mass send is over. `status` is WeChat's: `send success`, `send fail` or `err(10001)`; counts may be missing."""

    wechat_kind = "MASSSENDJOBFINISH"

    wechat_message_id: str
    status: str
    total: int | None
    filtered: int | None
    sent: int | None
    failed: int | None
    articles: tuple[SettledArticle, ...]
    copyright: tuple[CopyrightFinding, ...]
    check_state: int | None


@dataclass(frozen=True)
class PublishSettled(AccountEvent):
    """A publication is over; status 0 is success."""

    wechat_kind = "PUBLISHJOBFINISH"

    publish_id: str
    status: int
    article_id: str
    articles: tuple[SettledArticle, ...]
    failed_articles: tuple[int, ...]


class Verification(StrEnum):
    """资质认证 brings the rights, 名称认证 the tick."""

    QUALIFICATION = "qualification"
    NAMING = "naming"


@dataclass(frozen=True)
class VerificationGranted(AccountEvent):
    """The account is verified until `expires_at`."""

    kind: Verification
    expires_at: datetime | None

    @property
    def wechat_kind(self) -> str:
        """WeChat's Event."""
        return f"{self.kind.value}_verify_success"


@dataclass(frozen=True)
class VerificationRefused(AccountEvent):
    """The account is not verified, and why."""

    kind: Verification
    reason: str
    at_fault_time: datetime | None

    @property
    def wechat_kind(self) -> str:
        """WeChat's Event."""
        return f"{self.kind.value}_verify_fail"


@dataclass(frozen=True)
class VerificationDue(AccountEvent):
    """The verification wants to be renewed before `expires_at`."""

    wechat_kind = "annual_renew"

    expires_at: datetime | None


@dataclass(frozen=True)
class VerificationExpired(AccountEvent):
    """The verification is over, and the rights with it."""

    wechat_kind = "verify_expired"

    expires_at: datetime | None


class SessionChange(StrEnum):
    """What happened to a talk in WeChat's own console for agents (多客服); the values are WeChat's Events."""

    CREATED = "kf_create_session"
    CLOSED = "kf_close_session"
    SWITCHED = "kf_switch_session"


@dataclass(frozen=True)
class AgentSession(AccountEvent):
    """A talk in 多客服 began, ended or changed hands. `agent` has it, or had it last; `from_agent` before a switch."""

    kind: SessionChange
    agent: str
    from_agent: str
    close_type: str

    @property
    def wechat_kind(self) -> str:
        """WeChat's Event."""
        return self.kind.value


def _mass_settled(who: Who, fields: Fields) -> AccountEvent:
    id = fields.word("MsgID")
    if not id:
        raise Odd("MsgID")
    articles = fields.each("ArticleUrlResult", "ResultList", "item")
    check = fields.part("CopyrightCheckResult")
    return MassSettled(
        *who,
        id,
        fields.word("Status"),
        fields.whole("TotalCount"),
        fields.whole("FilterCount"),
        fields.whole("SentCount"),
        fields.whole("ErrorCount"),
        tuple(SettledArticle(one.must_have_whole("ArticleIdx"), one.word("ArticleUrl")) for one in articles),
        tuple(_finding(one) for one in check.each("ResultList", "item")),
        check.whole("CheckState"),
    )


def _finding(item: Fields) -> CopyrightFinding:
    return CopyrightFinding(
        item.must_have_whole("ArticleIdx"),
        item.whole("UserDeclareState"),
        item.whole("AuditState"),
        item.word("OriginalArticleUrl"),
        item.whole("OriginalArticleType"),
        item.whole("CanReprint") == 1,
        item.whole("NeedReplaceContent") == 1,
        item.whole("NeedShowReprintSource") == 1,
    )


def _publish_settled(who: Who, fields: Fields) -> AccountEvent:
    info = fields.part("PublishEventInfo")
    id, status = info.word("publish_id"), info.must_have_whole("publish_status")
    if not id:
        raise Odd("publish_id")
    items = info.each("article_detail", "item")
    articles = tuple(SettledArticle(one.must_have_whole("idx"), one.word("article_url")) for one in items)
    failed = tuple(int(index) for index in info.texts("fail_idx") if re.fullmatch("[0-9]{1,9}", index.strip()))
    return PublishSettled(*who, id, status, info.word("article_id"), articles, failed)


def _granted(who: Who, fields: Fields) -> AccountEvent:
    return VerificationGranted(*who, _verification(fields), fields.moment("ExpiredTime"))


def _refused(who: Who, fields: Fields) -> AccountEvent:
    return VerificationRefused(*who, _verification(fields), fields.text("FailReason"), fields.moment("FailTime"))


def _verification(fields: Fields) -> Verification:
    return Verification(fields.word("Event").lower().partition("_")[0])


def _due(who: Who, fields: Fields) -> AccountEvent:
    return VerificationDue(*who, fields.moment("ExpiredTime"))


def _expired(who: Who, fields: Fields) -> AccountEvent:
    return VerificationExpired(*who, fields.moment("ExpiredTime"))


def _session(who: Who, fields: Fields) -> AccountEvent:
    kind = SessionChange(fields.word("Event").lower())
    agent = fields.word("ToKfAccount") or fields.word("KfAccount")
    return AgentSession(*who, kind, agent, fields.word("FromKfAccount"), fields.word("CloseType"))


# By WeChat's Event in lower case.
ACCOUNT_EVENTS: dict[str, Callable[[Who, Fields], AccountEvent]] = {
    "masssendjobfinish": _mass_settled,
    "publishjobfinish": _publish_settled,
    "qualification_verify_success": _granted,
    "qualification_verify_fail": _refused,
    "naming_verify_success": _granted,
    "naming_verify_fail": _refused,
    "annual_renew": _due,
    "verify_expired": _expired,
    "kf_create_session": _session,
    "kf_close_session": _session,
    "kf_switch_session": _session,
}
