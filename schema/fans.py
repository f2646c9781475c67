"""Fans."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

import orjson
import strawberry

from domain.database import Row
from domain.fans.changes import BLOCKED, REMARK, UNBLOCKED
from domain.fans.models import NameSource, display_name, face_of, name_source
from domain.ids import FAN, public_id, row_id
from domain.paging import PageRequest, cursor_of
from domain.timeline.reading import TIMELINE
from schema.accounts import OfficialAccount
from schema.context import Context, Info
from schema.enums import described
from schema.failures import Failure
from schema.fan_fields import FanFieldValue
from schema.node import Node
from schema.paging import After, Before, Connection, First, Last
from schema.tags import Tag, TagRefusal
from schema.timeline import TimelineEntry, entry_of
from wechat import FollowedVia

described(
    NameSource,
    "FanNameSource",
    "Where a fan's name comes from. WeChat gives out no nicknames since 2021-12-27.",
    {
        "REMARK": "An agent gave it, here or in WeChat's console.",
        "NICKNAME": "The fan showed their nickname on the account's identity page.",
        "GENERATED": "Nobody knows it: it is made of their OpenID, and stays the same.",
    },
)


class FanRefusalKind(StrEnum):
    """What WeChat did not take."""

    BLOCKED = BLOCKED
    UNBLOCKED = UNBLOCKED
    REMARK = REMARK


described(
    FanRefusalKind,
    "FanRefusalKind",
    "What WeChat did not take of a fan.",
    {
        "BLOCKED": "Blocking them: they are not blocked here, either.",
        "UNBLOCKED": "Unblocking them: they are still blocked here, too.",
        "REMARK": "Their remark: it stays here, and WeChat's console does not show it.",
    },
)


@strawberry.type(
    description="What WeChat refused last of blocking a fan or of their remark; a newer wish takes it away."
)
class FanRefusal:
    what: FanRefusalKind = strawberry.field(description="What WeChat did not take.")
    failure: Failure | None = strawberry.field(description="What WeChat said.")
    refused_at: datetime = strawberry.field(description="When.")

    @classmethod
    def of(cls, text: str | None) -> Self | None:
        """From what was written down; None where nothing was."""
        if text is None:
            return None
        told = orjson.loads(text)
        failure = Failure.of(told["code"], told["sentence"])
        return cls(what=FanRefusalKind(told["what"]), failure=failure, refused_at=datetime.fromisoformat(told["at"]))


@strawberry.type(
    description="A person as one official account knows them (粉丝). At another account they are another fan."
)
class Fan(Node):
    display_name: str = strawberry.field(
        description="What to call them: your remark, else their nickname, else a name that stays the same."
    )
    name_source: NameSource = strawberry.field(description="Where `displayName` comes from.")
    avatar_url: str | None = strawberry.field(
        description="Their picture, if they showed it; else one drawn from their OpenID."
    )
    remark: str | None = strawberry.field(description="The name an agent gave them; null without one.")
    openid: str = strawberry.field(description="WeChat's OpenID of this person at this account.")
    is_following: bool = strawberry.field(description="Do they follow the account now?")
    follow_count: int = strawberry.field(
        description="How often Fandesk saw them follow; 0 where they followed before the account was connected."
    )
    first_followed_at: datetime | None = strawberry.field(
        description="The first time they followed that is known; null where none is."
    )
    followed_at: datetime | None = strawberry.field(
        description="When they followed last, by WeChat's clock; null if unknown."
    )
    followed_via: FollowedVia | None = strawberry.field(
        description="What WeChat said of how they came when they followed last; null where Fandesk did not see it."
    )
    subscribe_scene: str | None = strawberry.field(
        description="WeChat's word for how they came, such as ADD_SCENE_QR_CODE (关注渠道); new ones may come."
    )
    scene: str | None = strawberry.field(
        description="The scene of the parametric QR code (带参数二维码) through which they came; null for none."
    )
    language: str | None = strawberry.field(description="Their WeChat's language, such as zh_CN; null if unknown.")
    last_seen_at: datetime | None = strawberry.field(description="When they last wrote or did something; null before.")
    blocked_at: datetime | None = strawberry.field(
        description="On the account's blacklist (黑名单) since then, or about to be; null for who is not blocked."
    )
    wechat_refusal: FanRefusal | None = strawberry.field(
        description="What WeChat refused last of blocking them or of their remark; null for nothing."
    )
    account: OfficialAccount = strawberry.field(description="The account they are a fan of.")
    created_at: datetime = strawberry.field(description="When Fandesk met them.")

    @strawberry.field(description="Their tags in WeChat's order, changes included that WeChat is still to be told.")
    async def tags(self, info: Info) -> list[Tag]:
        return [Tag.of(row) for row in await info.context.loaders.tags_of_fans.load(_row(self.id))]

    @strawberry.field(
        description="What they have in your own fields, in the order of `fanFields`; empty ones left out."
    )
    async def fields(self, info: Info) -> list[FanFieldValue]:
        return [FanFieldValue.of(row) for row in await info.context.loaders.fields_of_fans.load(_row(self.id))]

    @strawberry.field(description="What WeChat refused of their tags in the last 30 days, the newest first.")
    async def tag_refusals(self, info: Info) -> list[TagRefusal]:
        return [TagRefusal.of(row) for row in await info.context.loaders.tag_refusals.load(_row(self.id))]

    @strawberry.field(
        description="The same person at the workspace's other accounts, joined by WeChat's UnionID and nothing weaker."
    )
    async def other_fans(self, info: Info) -> list["Fan"]:
        return [Fan.of(row, info.context) for row in await info.context.loaders.other_fans.load(_row(self.id))]

    @strawberry.field(description="What they did, from new to old (菜单点击轨迹 and more).")
    async def timeline(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[TimelineEntry]:
        request = PageRequest.of(TIMELINE, first, after, last, before)
        page = await info.context.loaders.timelines(request).load(_row(self.id))
        cursor = lambda row: cursor_of(TIMELINE, row["happened_at"].isoformat(), row["id"].hex)  # noqa: E731
        return Connection.of(page, entry_of, cursor)

    @classmethod
    def of(cls, row: Row, context: Context, account: OfficialAccount | None = None) -> Self:
        """From columns with the prefix `f_`, and the account's with `a_`."""
        openid, remark, nickname = row["f_openid"], row["f_remark"], row["f_nickname"]
        return cls(
            id=strawberry.ID(public_id(FAN, row["f_id"])),
            display_name=display_name(remark, nickname, openid),
            name_source=name_source(remark, nickname),
            avatar_url=row["f_avatar_url"] or f"{context.base_url}/avatars/{face_of(openid)}.svg",
            remark=remark or None,
            openid=openid,
            is_following=row["f_is_following"],
            follow_count=row["f_follow_count"],
            first_followed_at=row["f_first_followed_at"],
            followed_at=row["f_followed_at"],
            followed_via=FollowedVia[row["f_followed_via"]] if row["f_followed_via"] else None,
            subscribe_scene=row["f_subscribe_scene"],
            scene=row["f_scene"] or None,
            language=row["f_language"],
            last_seen_at=row["f_last_seen_at"],
            blocked_at=row["f_blocked_at"],
            wechat_refusal=FanRefusal.of(row["f_wechat_refusal"]),
            account=account or OfficialAccount.of(row, context),
            created_at=row["f_created_at"],
        )


@strawberry.type
class FanQueries:
    @strawberry.field(description="One fan; null where there is none for you.")
    async def fan(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The fan's id.")]
    ) -> Fan | None:
        return await find_fan(info.context, id)


async def find_fan(context: Context, id: str) -> Fan | None:
    """The fan with this public id, if they are the viewer's to see."""
    found = await context.viewer.fans([row_id(FAN, id)])
    return Fan.of(found[0], context) if found else None


def _row(id: str) -> UUID:
    found = row_id(FAN, id)
    assert found is not None
    return found
