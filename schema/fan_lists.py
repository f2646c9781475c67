"""The list of fans: filters, orders, pages and counts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self, TypeVar
from uuid import UUID

import strawberry

from domain.database import Row
from domain.errors import BadInput
from domain.fans.choosing import MOST_COUNTED, FanFilter, FanOrder, Span
from domain.fans.listing import cursor_in, list_name
from domain.ids import FAN_FIELD, TAG, row_id
from domain.paging import Page, PageRequest
from domain.windows.choosing import window_open
from schema.accounts import account_rows
from schema.context import Context, Info
from schema.enums import described
from schema.fans import Fan
from schema.paging import After, Before, Connection, First, Last
from wechat import FollowedVia

T = TypeVar("T")

MOST_TAGS, MOST_VALUES, MOST_SCENES = 100, 20, 50

described(
    FanOrder,
    "FanOrder",
    "By what a list of fans is ordered, the newest first. Who has no such moment comes last.",
    {
        "FOLLOWED_AT": "When they followed last.",
        "LAST_SEEN_AT": "When they last wrote or did something.",
        "CREATED_AT": "When Fandesk met them.",
    },
)


@strawberry.input(description="With which tags; what is left out is not asked.")
class TagsFilter:
    all_of: list[strawberry.ID] | None = strawberry.field(default=None, description="With all of these: at most 20.")
    any_of: list[strawberry.ID] | None = strawberry.field(
        default=None, description="With at least one of these: at most 100; of an empty list nobody has one."
    )
    none_of: list[strawberry.ID] | None = strawberry.field(default=None, description="With none of these: at most 100.")


@strawberry.input(description="A span of time; what is left out is open.")
class PeriodFilter:
    from_: datetime | None = strawberry.field(name="from", default=None, description="Not before this moment.")
    to: datetime | None = strawberry.field(default=None, description="Before this moment.")

    def span(self) -> Span:
        """In the domain's words."""
        return self.from_, self.to


@strawberry.input(description="What a fan has in one of your fields.")
class FanFieldFilter:
    field_id: strawberry.ID = strawberry.field(description="The field.")
    equals: str = strawberry.field(description="Exactly this text: numbers like -0.5, dates like 2026-01-31.")


@strawberry.input(name="FanFilter", description="Which fans; what is left out is not asked.")
class FansWanted:
    account_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of these official accounts.")
    tag_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="With one of these tags, as `tags { anyOf }`; give one of the two."
    )
    tags: TagsFilter | None = strawberry.field(default=None, description="With these tags, or without.")
    subscribe_scenes: list[str] | None = strawberry.field(
        default=None, description="Who came by one of these ways, in WeChat's words, such as ADD_SCENE_QR_CODE."
    )
    followed_via: list[FollowedVia] | None = strawberry.field(
        default=None, description="Who came in one of these ways when they followed last."
    )
    followed_between: PeriodFilter | None = strawberry.field(default=None, description="Who followed last then.")
    last_seen_between: PeriodFilter | None = strawberry.field(
        default=None, description="Who last wrote or did something then."
    )
    is_following: bool | None = strawberry.field(default=None, description="Who follow, or who do not.")
    is_blocked: bool | None = strawberry.field(default=None, description="Who are blocked, or who are not.")
    has_unionid: bool | None = strawberry.field(
        default=None, description="Of whom WeChat's UnionID is known, or is not."
    )
    fields: list[FanFieldFilter] | None = strawberry.field(
        default=None, description="Who have all of this in your own fields: at most 20."
    )
    window_open: bool | None = strawberry.field(
        default=None,
        description="To whom WeChat's windows (互动窗口) let a customer message go now, or to whom they do not, by"
        " WeChat's rules of the day; what waits to be sent has its slot. Of the account's state and of blocking it asks"
        " nothing.",
    )

    def wanted(self, now: datetime) -> FanFilter:
        """In the domain's words. An id that is none of ours asks for rows that do not exist. Raises BadInput."""
        tags = self.tags or TagsFilter()
        if self.tag_ids is not None and tags.any_of is not None:
            raise BadInput("Give `tagIds` or `tags { anyOf }`, not both.", "filter", "tagIds")
        any_of = self.tag_ids if tags.any_of is None else tags.any_of
        fields = [(row_id(FAN_FIELD, one.field_id), one.equals) for one in self.fields or []]
        return FanFilter(
            account_ids=None if self.account_ids is None else tuple(id for id in account_rows(self.account_ids) if id),
            tag_ids=None if any_of is None else _tags(any_of, MOST_TAGS, "anyOf"),
            tags_all_of=_tags(tags.all_of or [], MOST_VALUES, "allOf"),
            tags_none_of=_tags(tags.none_of or [], MOST_TAGS, "noneOf"),
            subscribe_scenes=_few(self.subscribe_scenes, MOST_SCENES, "subscribeScenes"),
            followed_via=None if self.followed_via is None else tuple(via.name for via in self.followed_via),
            followed=self.followed_between.span() if self.followed_between else (None, None),
            last_seen=self.last_seen_between.span() if self.last_seen_between else (None, None),
            is_following=self.is_following,
            is_blocked=self.is_blocked,
            has_unionid=self.has_unionid,
            fields=_few(fields, MOST_VALUES, "fields") or (),
            window=None if self.window_open is None else window_open(self.window_open, now),
        )


@strawberry.type(name="FanConnection", description="A page of a list of fans.")
class FanConnection(Connection[Fan]):
    wanted: strawberry.Private[FanFilter] = FanFilter()

    @strawberry.field(description="How many fans the whole list has; 10,000 where it has more.")
    async def total_count(self, info: Info) -> int | None:
        return min(await info.context.loaders.fans_counted.load(self.wanted), MOST_COUNTED)

    @strawberry.field(description="Are there more than the 10,000 that `totalCount` counts?")
    async def total_count_is_capped(self, info: Info) -> bool | None:
        return await info.context.loaders.fans_counted.load(self.wanted) > MOST_COUNTED

    @classmethod
    def page(cls, page: Page[Row], wanted: FanFilter, order: FanOrder, context: Context) -> Self:
        """The page, which can tell how long its list is."""
        name = list_name(wanted, order)
        shown = cls.of(page, lambda row: Fan.of(row, context), lambda row: cursor_in(name, order, row))
        shown.wanted = wanted
        return shown


@strawberry.type
class FanListQueries:
    @strawberry.field(description="The fans of the workspace's accounts, those that Fandesk met last first.")
    async def fans(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: Annotated[FansWanted | None, strawberry.argument(description="Only these.")] = None,
        order_by: Annotated[
            FanOrder,
            strawberry.argument(description="The newest first by this. A cursor is good for one order and filter."),
        ] = FanOrder.CREATED_AT,
    ) -> FanConnection:
        wanted = filter.wanted(info.context.now) if filter else FanFilter()
        request = PageRequest.of(list_name(wanted, order_by), first, after, last, before)
        page = await info.context.viewer.page_of_fans(request, wanted, order_by)
        return FanConnection.page(page, wanted, order_by, info.context)


def _tags(ids: list[strawberry.ID], most: int, name: str) -> tuple[UUID | None, ...]:
    _few(ids, most, "tags", name)
    return tuple(row_id(TAG, id) for id in ids)


def _few(values: Sequence[T] | None, most: int, *name: str) -> tuple[T, ...] | None:
    if values is not None and len(values) > most:
        raise BadInput(f"`{name[-1]}` takes at most {most}; there were {len(values)}.", "filter", *name)
    return None if values is None else tuple(values)
