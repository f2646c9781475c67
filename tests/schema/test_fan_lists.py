"""The list of fans: every filter, every order, honest cursors and counts."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.agents.models import Role
from domain.clock import Clock, now
from domain.fans import choosing
from domain.fans.models import Fan
from domain.ids import ACCOUNT, FAN_FIELD, TAG, new_id, public_id
from domain.tags.models import FanTag, Tag
from domain.transaction import transaction
from domain.viewer import Viewer
from domain.windows.actions import open_window
from domain.windows.models import WindowCause
from schema import fan_lists
from tests.factories import NOON, HandClock, a_fan, a_viewer, an_account
from tests.schema.asking import ask, told
from tests.schema.fans import id_of
from tests.schema.test_fan_fields import CREATE, SET

LIST = """
query ($first: Int, $after: String, $last: Int, $before: String, $filter: FanFilter, $orderBy: FanOrder! = CREATED_AT) {
  fans(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    edges { node { openid } } totalCount totalCountIsCapped
    pageInfo { endCursor startCursor hasNextPage hasPreviousPage }
  }
}"""
ORDERS = ["FOLLOWED_AT", "LAST_SEEN_AT", "CREATED_AT"]
DAY = timedelta(days=1)


class Shop:
    """A shop with fans named by their OpenIDs."""

    def __init__(self, viewer: Viewer, account: Any) -> None:
        self.viewer, self.account = viewer, account
        self.fans: dict[str, Fan] = {}

    async def has(self, openid: str, **given: object) -> Fan:
        """One more fan."""
        self.fans[openid] = await a_fan(account=self.account, openid=openid, **given)
        return self.fans[openid]

    async def wrote(self, openid: str, at: datetime, **given: object) -> None:
        """A fan who wrote then."""
        fan = await self.has(openid, last_seen_at=at, **given)
        async with transaction():
            await open_window(fan.id, WindowCause.MESSAGE, at)

    async def tagged(self, number: int, *openids: str) -> str:
        """A tag of the shop that these fans have."""
        of = {"workspace_id": self.account.workspace_id, "account": self.account}
        tag = await Tag.create(number=number, name=f"{number}", created_at=now(), **of)
        for openid in openids:
            await FanTag.create(fan=self.fans[openid], tag=tag, place=0)
        return public_id(TAG, tag.id)

    async def chosen(self, clock: Clock = now, **filter: object) -> str:
        """The OpenIDs that this filter leaves, and as many as it says."""
        page = await told(LIST, self.viewer, clock, filter=filter)
        openids = sorted(edge["node"]["openid"] for edge in page["edges"])
        assert (page["totalCount"], page["totalCountIsCapped"]) == (len(openids), False)
        return " ".join(openids)


async def a_shop() -> Shop:
    viewer = await a_viewer(role=Role.ADMIN)
    return Shop(viewer, await an_account(workspace_id=viewer.workspace_id))


@pytest.mark.parametrize("few", [0, 1, 500])
async def test_fans_are_chosen_by_all_any_and_none_of_their_tags(monkeypatch, few):
    monkeypatch.setattr(choosing, "FEW", few)
    shop = await a_shop()
    for openid in "abcd":
        await shop.has(openid)
    vip, new, cold = await shop.tagged(1, "a", "b"), await shop.tagged(2, "b", "c"), await shop.tagged(3, "c")

    assert await shop.chosen(tags={"allOf": [vip, new]}) == "b"
    assert await shop.chosen(tags={"anyOf": [vip, new]}) == await shop.chosen(tagIds=[vip, new]) == "a b c"
    assert await shop.chosen(tags={"noneOf": [vip]}) == "c d"
    assert await shop.chosen(tags={"anyOf": [vip, new], "noneOf": [cold]}) == "a b"
    assert await shop.chosen(tags={"anyOf": []}) == ""
    assert await shop.chosen(tags={"allOf": [], "noneOf": []}) == "a b c d"
    assert await shop.chosen(tags={"allOf": ["tag_nothing"]}) == ""


async def test_fans_are_chosen_by_how_they_came_and_what_they_are():
    shop = await a_shop()
    await shop.has("a", subscribe_scene="ADD_SCENE_QR_CODE", followed_via="QR", unionid="u")
    await shop.has("b", subscribe_scene="ADD_SCENE_SEARCH", blocked_at=now())
    await shop.has("c", is_following=False)

    assert await shop.chosen(subscribeScenes=["ADD_SCENE_QR_CODE", "ADD_SCENE_OTHERS"]) == "a"
    assert await shop.chosen(followedVia=["QR"]) == "a"
    assert await shop.chosen(isBlocked=True) == "b"
    assert await shop.chosen(isBlocked=False, isFollowing=True) == "a"
    assert await shop.chosen(hasUnionid=True) == "a"
    assert await shop.chosen(hasUnionid=False) == "b c"
    assert await shop.chosen(accountIds=[public_id(ACCOUNT, shop.account.id)], isFollowing=False) == "c"
    assert await shop.chosen(accountIds=[public_id(ACCOUNT, new_id())]) == ""


@pytest.mark.parametrize(("column", "name"), [("followed_at", "followedBetween"), ("last_seen_at", "lastSeenBetween")])
async def test_fans_are_chosen_by_when(column, name):
    shop = await a_shop()
    for days, openid in enumerate("abc"):
        await shop.has(openid, **{column: NOON + days * DAY})
    await shop.has("never")

    at = [(NOON + days * DAY).isoformat() for days in range(3)]
    assert await shop.chosen(**{name: {"from": at[1]}}) == "b c"
    assert await shop.chosen(**{name: {"to": at[1]}}) == "a"
    assert await shop.chosen(**{name: {"from": at[1], "to": at[2]}}) == "b"
    assert await shop.chosen(**{name: {}}) == "a b c never"


async def test_fans_are_chosen_by_whether_a_message_can_go_to_them_now():
    shop, clock = await a_shop(), HandClock(NOON)
    await shop.wrote("a", NOON - 2 * DAY)
    await shop.wrote("b", NOON - DAY)
    await shop.wrote("gone", NOON, is_following=False)
    await shop.has("never wrote")

    assert await shop.chosen(clock, windowOpen=True) == "b"
    assert await shop.chosen(clock, windowOpen=False) == "a gone never wrote"
    assert await shop.chosen(clock, windowOpen=False, isFollowing=True) == "a never wrote"

    clock.advance(DAY)
    assert await shop.chosen(clock, windowOpen=True) == ""


async def test_a_list_by_windows_is_read_on_while_time_passes():
    shop, clock = await a_shop(), HandClock(NOON)
    for openid in "abc":
        await shop.wrote(openid, NOON - DAY)
    page = await told(LIST, shop.viewer, clock, first=1, filter={"windowOpen": True})
    clock.advance(DAY / 2)

    after = page["pageInfo"]["endCursor"]
    rest = await told(LIST, shop.viewer, clock, after=after, filter={"windowOpen": True})
    refused = await ask(LIST, shop.viewer, clock, after=after, filter={"windowOpen": False})

    assert [edge["node"]["openid"] for edge in page["edges"] + rest["edges"]] == ["c", "b", "a"]
    assert refused.codes == ["BAD_USER_INPUT"]


async def test_fans_are_chosen_by_the_workspaces_own_fields():
    shop = await a_shop()
    for openid in "ab":
        await shop.has(openid)
    fields = [(await told(CREATE, shop.viewer, name=n, kind="TEXT"))["fanField"]["id"] for n in ("city", "size")]
    await told(SET, shop.viewer, fan=id_of(shop.fans["a"]), values=[{"fieldId": id, "text": "x"} for id in fields])
    await told(SET, shop.viewer, fan=id_of(shop.fans["b"]), values=[{"fieldId": fields[0], "text": "x"}])

    assert await shop.chosen(fields=[{"fieldId": fields[0], "equals": "x"}]) == "a b"
    assert await shop.chosen(fields=[{"fieldId": id, "equals": "x"} for id in fields]) == "a"
    assert await shop.chosen(fields=[{"fieldId": fields[0], "equals": "y"}]) == ""
    assert await shop.chosen(fields=[{"fieldId": public_id(FAN_FIELD, new_id()), "equals": "x"}]) == ""


async def a_crowd(shop: Shop) -> dict[str, list[str]]:
    """Fans of whom some never followed or wrote, and some at the same moment; each order as it should be."""
    moments: list[datetime | None] = [NOON, None, NOON + DAY, NOON, None, NOON + 2 * DAY, None]
    for n, at in enumerate(moments):
        await shop.has(f"o{n}", followed_at=at, last_seen_at=at)
    newest_first = [shop.fans[f"o{n}"] for n in reversed(range(len(moments)))]
    known = sorted((fan for fan in newest_first if fan.followed_at), key=lambda fan: fan.followed_at, reverse=True)
    by_moment = [fan.openid for fan in known + [fan for fan in newest_first if not fan.followed_at]]
    by_age = [fan.openid for fan in newest_first]
    return {"FOLLOWED_AT": by_moment, "LAST_SEEN_AT": by_moment, "CREATED_AT": by_age}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
async def test_every_order_pages_forth_and_back_and_misses_nobody(order, size):
    shop = await a_shop()
    should_be = (await a_crowd(shop))[order]

    forth, after, has_next = [], None, True
    while has_next:
        page = await told(LIST, shop.viewer, first=size, after=after, orderBy=order)
        forth += [edge["node"]["openid"] for edge in page["edges"]]
        after, has_next = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    back, before, has_previous = [], None, True
    while has_previous:
        page = await told(LIST, shop.viewer, last=size, before=before, orderBy=order)
        back = [edge["node"]["openid"] for edge in page["edges"]] + back
        before, has_previous = page["pageInfo"]["startCursor"], page["pageInfo"]["hasPreviousPage"]

    assert forth == back == should_be


@pytest.mark.parametrize("other", [{"orderBy": "FOLLOWED_AT"}, {"filter": {"isFollowing": True}}])
async def test_a_cursor_of_another_order_or_filter_is_refused(other):
    shop = await a_shop()
    await a_crowd(shop)
    cursor = (await told(LIST, shop.viewer, first=1))["pageInfo"]["endCursor"]

    answer = await ask(LIST, shop.viewer, first=1, after=cursor, **other)

    assert answer.codes == ["BAD_USER_INPUT"]
    assert "no cursor of this list" in answer.sentences


async def test_a_list_is_counted_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(choosing, "MOST_COUNTED", 5)
    monkeypatch.setattr(fan_lists, "MOST_COUNTED", 5)
    shop = await a_shop()
    await a_crowd(shop)

    page = await told(LIST, shop.viewer, first=1)

    assert (page["totalCount"], page["totalCountIsCapped"]) == (5, True)


@pytest.mark.parametrize(
    ("filter", "field"),
    [
        ({"tagIds": [], "tags": {"anyOf": []}}, "tagIds"),
        ({"tags": {"anyOf": ["tag_1"] * 101}}, "anyOf"),
        ({"tags": {"allOf": ["tag_1"] * 21}}, "allOf"),
        ({"fields": [{"fieldId": "fld_1", "equals": "x"}] * 21}, "fields"),
        ({"subscribeScenes": ["x"] * 51}, "subscribeScenes"),
    ],
)
async def test_a_filter_that_asks_too_much_is_refused(filter, field):
    answer = await ask(LIST, await a_viewer(), filter=filter)

    assert answer.codes == ["BAD_USER_INPUT"]
    assert f"`{field}`" in answer.sentences


async def test_counting_costs():
    viewer = await a_viewer()
    cost = lambda answer: answer.extensions["cost"]["requested"]  # noqa: E731

    plain = await ask("{ fans { edges { node { id } } } }", viewer)
    counted = await ask("{ fans { totalCount edges { node { id } } } }", viewer)

    assert cost(counted) > cost(plain)
