"""Fans."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry

from domain.database import Row
from domain.fans import naming
from domain.fans.models import NameSource, display_name, face_of, name_source
from domain.fans.reading import FANS, FanFilter
from domain.ids import FAN, TAG, public_id, row_id
from domain.paging import PageRequest, cursor_of
from domain.timeline.reading import TIMELINE
from schema.accounts import OfficialAccount, account_rows
from schema.context import Context, Info
from schema.enums import described
from schema.errors import UserError, mutation, user_errors
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
    account: OfficialAccount = strawberry.field(description="The account they are a fan of.")
    created_at: datetime = strawberry.field(description="When Fandesk met them.")

    @strawberry.field(description="Their tags in WeChat's order, changes included that WeChat is still to be told.")
    async def tags(self, info: Info) -> list[Tag]:
        return [Tag.of(row) for row in await info.context.loaders.tags_of_fans.load(_row(self.id))]

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
            account=account or OfficialAccount.of(row, context),
            created_at=row["f_created_at"],
        )


@strawberry.input(name="FanFilter", description="Which fans; what is left out is not asked.")
class FansWanted:
    account_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of these official accounts.")
    tag_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="With one of these tags.")
    is_following: bool | None = strawberry.field(default=None, description="Who follow, or who do not.")

    def wanted(self) -> FanFilter:
        """In the domain's words. An id that is none of ours asks for rows that do not exist."""
        accounts = None if self.account_ids is None else [id for id in account_rows(self.account_ids) if id]
        tags = None if self.tag_ids is None else [id for one in self.tag_ids[:100] if (id := row_id(TAG, one))]
        return FanFilter(accounts, tags, self.is_following)


@strawberry.input(description="What to call a fan.")
class SetFanRemarkInput:
    fan_id: strawberry.ID = strawberry.field(description="The fan.")
    remark: str = strawberry.field(description="At most 30 characters; empty takes it away.")


@strawberry.type(description="What came of giving a fan a remark.")
class SetFanRemarkPayload:
    fan: Fan | None = strawberry.field(default=None, description="The fan; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type
class FanQueries:
    @strawberry.field(description="The fans of the workspace's accounts, those that Fandesk met last first.")
    async def fans(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: Annotated[FansWanted | None, strawberry.argument(description="Only these.")] = None,
    ) -> Connection[Fan]:
        wanted = filter.wanted() if filter else FanFilter()
        page = await info.context.viewer.page_of_fans(PageRequest.of(FANS, first, after, last, before), wanted)
        cursor = lambda row: cursor_of(FANS, row["f_id"].hex)  # noqa: E731
        return Connection.of(page, lambda row: Fan.of(row, info.context), cursor)

    @strawberry.field(description="One fan; null where there is none for you.")
    async def fan(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The fan's id.")]
    ) -> Fan | None:
        return await find_fan(info.context, id)


@strawberry.type
class FanMutations:
    @mutation("Give a fan a name of your own (备注). It is kept in Fandesk; WeChat's console does not show it.")
    async def set_fan_remark(self, info: Info, input: SetFanRemarkInput) -> SetFanRemarkPayload:
        viewer = info.context.viewer
        fan = await viewer.fan(input.fan_id, "fanId")
        await naming.set_remark(viewer.workspace_id, fan["account_id"], fan["id"], input.remark)
        return SetFanRemarkPayload(fan=await find_fan(info.context, input.fan_id))


async def find_fan(context: Context, id: str) -> Fan | None:
    """The fan with this public id, if they are the viewer's to see."""
    found = await context.viewer.fans([row_id(FAN, id)])
    return Fan.of(found[0], context) if found else None


def _row(id: str) -> UUID:
    found = row_id(FAN, id)
    assert found is not None
    return found
