"""Can a message reach a fan: what WeChat will allow, as far as can be known before it is asked."""

from datetime import datetime
from typing import Annotated, Self

import strawberry

from domain.ids import FAN, MESSAGE, row_id
from domain.windows import reachability as predicted
from domain.windows.counting import OpenWindow
from domain.windows.models import WindowCause
from domain.windows.reachability import reachability
from domain.windows.reasons import SENTENCES, WAYS, Alternative, Reason
from schema.context import Context, Info
from schema.enums import described

described(
    WindowCause,
    "WindowCause",
    "What a fan did that lets the account write to them (互动窗口). New values may come.",
    {
        "MESSAGE": "They wrote.",
        "MENU": "They tapped a menu button or an item of a menu message, or scanned something by the menu.",
        "FOLLOW": "They followed.",
        "SCAN": "They scanned one of the account's QR codes.",
        "PAYMENT": "They followed by paying.",
    },
)
described(
    Reason,
    "UnreachableReason",
    "Why WeChat would refuse a message. New values may come.",
    {
        "ACCOUNT_DISCONNECTED": "The account is disconnected.",
        "ACCOUNT_PAUSED": "The account is paused.",
        "ACCOUNT_NOT_VERIFIED": "The account is not verified (认证).",
        "PERMISSION_MISSING": "The scan that connected the account did not grant 消息管理.",
        "BLOCKED": "The fan is on the account's blacklist (黑名单).",
        "UNFOLLOWED": "The fan does not follow the account.",
        "NO_WINDOW": "The fan did nothing lately that lets the account write (45015).",
        "USED_UP": "All messages of the open windows are sent or planned (45047).",
    },
)
described(
    Alternative,
    "ReachAlternative",
    "What would help, or reach the fan in another way. New values may come.",
    {
        "CONNECT_ACCOUNT": "Connect the account again.",
        "RESUME_ACCOUNT": "Resume the account.",
        "VERIFY_ACCOUNT": "Have the account verified.",
        "GRANT_PERMISSION": "Scan again, and grant the permission.",
        "UNBLOCK_FAN": "Take the fan off the blacklist.",
        "WAIT_FOR_FAN": "Wait until the fan writes, or follows again.",
        "TEMPLATE_MESSAGE": "A template message (模板消息).",
        "SUBSCRIBE_NOTIFICATION": "A notification to which the fan subscribed (订阅通知).",
        "MASS_SEND": "A mass send (群发).",
    },
)


@strawberry.type(description="A window that is open (互动窗口): so many messages until a moment.")
class ReplyWindow:
    cause: WindowCause = strawberry.field(description="What opened it.")
    opened_at: datetime = strawberry.field(description="When, by WeChat's clock.")
    expires_at: datetime = strawberry.field(description="From this moment on it is closed.")
    remaining: int | None = strawberry.field(
        description="How many messages are left in it, those that wait to be sent taken off; null: as many as you like."
    )

    @classmethod
    def of(cls, window: OpenWindow) -> Self:
        """An open window."""
        return cls(
            cause=window.cause,
            opened_at=window.opened_at,
            expires_at=window.expires_at,
            remaining=window.remaining,
        )


@strawberry.type(description="Why a message would not arrive.")
class UnreachableBecause:
    reason: Reason = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people.")
    message_zh: str = strawberry.field(description="The same in Chinese.")

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """A reason with its sentences."""
        message, message_zh = SENTENCES[reason]
        return cls(reason=reason, message=message, message_zh=message_zh)


@strawberry.type(description="What would help, or reach the fan in another way. Fandesk does none of it by itself.")
class ReachableBy:
    way: Alternative = strawberry.field(description="The way, for programs.")
    message: str = strawberry.field(description="What to do, for people.")
    message_zh: str = strawberry.field(description="The same in Chinese.")

    @classmethod
    def of(cls, way: Alternative) -> Self:
        """A way with its sentences."""
        message, message_zh = WAYS[way]
        return cls(way=way, message=message, message_zh=message_zh)


@strawberry.type(
    description="Whether a customer message (客服消息) would reach a fan at a moment. It is foreseen: WeChat decides,"
    " and where it says otherwise its word counts from then on. Ask again on ConversationChanged, FanChanged and"
    " AccountChanged, and when `until` or a window's `expiresAt` has passed."
)
class Reachability:
    at: datetime = strawberry.field(description="The moment that this is about.")
    can_send: bool = strawberry.field(description="Would a message arrive? Sending is not refused where it would not.")
    until: datetime | None = strawberry.field(
        description="From then on a message does not arrive unless the fan does something; null where none does now."
    )
    remaining: int | None = strawberry.field(
        description="How many messages may still be sent, those that wait taken off: 0 for none, null for any number."
    )
    windows: list[ReplyWindow] = strawberry.field(
        description="The open windows, the one that ends first in front. They do not add up: by WeChat's rule a message"
        " counts in all that are open."
    )
    reasons: list[UnreachableBecause] = strawberry.field(
        description="All that stands in the way, the most basic first; empty where a message would arrive."
    )
    alternatives: list[ReachableBy] = strawberry.field(
        description="What else would work, the nearest first; empty where a message would arrive."
    )
    policy: str = strawberry.field(description="WeChat's rules that it goes by, named by their first month: 2023-06.")

    @classmethod
    def of(cls, found: predicted.Reachability) -> Self:
        """The domain's answer."""
        return cls(
            at=found.at,
            can_send=found.can_send,
            until=found.until,
            remaining=found.remaining,
            windows=[ReplyWindow.of(window) for window in found.windows],
            reasons=[UnreachableBecause.of(reason) for reason in found.reasons],
            alternatives=[ReachableBy.of(way) for way in found.alternatives],
            policy=found.policy,
        )


@strawberry.type
class ReachabilityQueries:
    @strawberry.field(description="Whether a message would reach this fan; null where there is no such fan for you.")
    async def reachability(
        self,
        info: Info,
        fan_id: Annotated[strawberry.ID, strawberry.argument(description="The fan's id.")],
        at: Annotated[
            datetime | None,
            strawberry.argument(
                description="At which moment, if the fan does nothing until then; now where it is left out."
            ),
        ] = None,
    ) -> Reachability | None:
        viewer, moment = info.context.viewer, at or info.context.now
        seen = [fan["f_id"] for fan in await viewer.fans([row_id(FAN, fan_id)])]
        found = await viewer.standings(seen)
        return Reachability.of(reachability(found[seen[0]], moment)) if seen else None


async def reachability_now(context: Context, fan_id: str) -> Reachability:
    """The same for a fan whom the viewer sees; for all fans of a page in one statement."""
    id = row_id(FAN, fan_id)
    assert id is not None
    return Reachability.of(reachability(await context.loaders.standings.load(id), context.now))


async def warning_about(context: Context, message_id: str) -> UnreachableBecause | None:
    """Why a message that waits is not expected to arrive when it is due; None where it is, and once it is out."""
    id = row_id(MESSAGE, message_id)
    waiting = await context.viewer.standing_for(id) if id else None
    if waiting is None:
        return None
    standing, due_at = waiting
    reasons = reachability(standing, max(due_at, context.now)).reasons
    return UnreachableBecause.of(reasons[0]) if reasons else None
