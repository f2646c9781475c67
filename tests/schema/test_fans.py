"""Fans as the API shows them: who they are, how they came, who else they are, and their pages."""

import pytest

from domain.agents.models import Role
from domain.clock import now
from domain.ids import ACCOUNT, public_id
from domain.viewer import Viewer
from tests.factories import a_fan, a_viewer
from tests.schema.asking import ask, told
from tests.schema.fans import FAN_BY_ID, TAG_FANS, a_shop, a_tag, id_of

FANS = """
query ($first: Int, $after: String, $filter: FanFilter) {
  fans(first: $first, after: $after, filter: $filter) { edges { node { id openid } } pageInfo { endCursor } }
}"""
REMARK = """
mutation ($id: ID!, $remark: String!) {
  setFanRemark(input: {fanId: $id, remark: $remark}) { fan { displayName remark } userErrors { code message field } }
}"""


@pytest.mark.parametrize(
    ("given", "name", "source"),
    [
        ({"remark": "老张", "nickname": "小满"}, "老张", "REMARK"),
        ({"nickname": "小满"}, "小满", "NICKNAME"),
        ({"remark": "", "nickname": None}, "粉丝 ", "GENERATED"),
    ],
)
async def test_a_fan_is_called_by_the_best_name_there_is(given, name, source):
    viewer = await a_viewer()
    fan = await a_fan(account=await a_shop(viewer), **given)

    shown = await told(FAN_BY_ID, viewer, id=id_of(fan))

    assert shown["displayName"].startswith(name)
    assert shown["nameSource"] == source


@pytest.mark.parametrize("avatar", [None, "https://thirdwx.qlogo.example/a.png"])
async def test_a_fan_has_a_picture(avatar):
    viewer = await a_viewer()
    fan = await a_fan(account=await a_shop(viewer), avatar_url=avatar)

    shown = await told(FAN_BY_ID, viewer, id=id_of(fan))

    assert shown["avatarUrl"].startswith(avatar or "https://desk.example/avatars/")


async def test_how_they_came_is_told():
    viewer, at = await a_viewer(), now().replace(microsecond=0)
    came = {"subscribe_scene": "ADD_SCENE_QR_CODE", "scene": "shop-7", "followed_via": "QR", "follow_count": 2}
    fan = await a_fan(account=await a_shop(viewer), **came, language="zh_CN", followed_at=at, first_followed_at=at)

    shown = await told(FAN_BY_ID, viewer, id=id_of(fan))

    assert (shown["subscribeScene"], shown["scene"], shown["followedVia"]) == ("ADD_SCENE_QR_CODE", "shop-7", "QR")
    assert (shown["followCount"], shown["language"]) == (2, "zh_CN")
    assert shown["followedAt"] == shown["firstFollowedAt"] == at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


async def test_an_agent_calls_a_fan_by_a_name():
    viewer = await a_viewer(role=Role.AGENT)
    fan = await a_fan(account=await a_shop(viewer))

    assert (await told(REMARK, viewer, id=id_of(fan), remark=" 老张 "))["fan"]["displayName"] == "老张"
    assert (await told(REMARK, viewer, id=id_of(fan), remark=""))["fan"]["remark"] is None


@pytest.mark.parametrize("remark", ["字" * 31, "a\nb"])
async def test_a_remark_takes_30_characters(remark):
    viewer = await a_viewer()
    fan = await a_fan(account=await a_shop(viewer))

    (error,) = (await told(REMARK, viewer, id=id_of(fan), remark=remark))["userErrors"]

    assert (error["code"], error["field"]) == ("BAD_USER_INPUT", ["remark"])


async def test_the_same_person_is_found_at_the_workspaces_other_accounts():
    viewer = await a_viewer()
    here = await a_fan(account=await a_shop(viewer), unionid="u1")
    there = await a_fan(account=await a_shop(viewer, name="the other shop"), unionid="u1")

    shown = await told(FAN_BY_ID, viewer, id=id_of(here))

    assert shown["otherFans"] == [{"id": id_of(there), "account": {"name": "the other shop"}}]


async def test_nothing_but_the_unionid_joins_and_never_across_workspaces():
    viewer, stranger = await a_viewer(), await a_viewer()
    fan = await a_fan(account=await a_shop(viewer), unionid="u1", nickname="小满")
    await a_fan(account=await a_shop(stranger), unionid="u1", nickname="小满")
    await a_fan(account=await a_shop(viewer), nickname="小满")
    nobody = await a_fan(account=await a_shop(viewer), nickname="小满")

    assert (await told(FAN_BY_ID, viewer, id=id_of(fan)))["otherFans"] == []
    assert (await told(FAN_BY_ID, viewer, id=id_of(nobody)))["otherFans"] == []


async def test_others_of_others_are_counted_before_they_are_read():
    chain = "otherFans { " * 4 + "id" + " }" * 4

    answer = await ask(f"{{ fans(first: 1) {{ edges {{ node {{ {chain} }} }} }} }}", await a_viewer())

    assert answer.codes == ["COST_LIMIT"]


async def test_fans_come_in_pages_the_newest_first():
    viewer = await a_viewer()
    shop = await a_shop(viewer)
    fans = [await a_fan(account=shop) for _ in range(5)]
    await a_fan()

    first = await told(FANS, viewer, first=3)
    second = await told(FANS, viewer, first=3, after=first["pageInfo"]["endCursor"])

    ids = [edge["node"]["id"] for page in (first, second) for edge in page["edges"]]
    assert ids == [id_of(fan) for fan in reversed(fans)]


async def test_fans_are_chosen_by_account_tag_and_whether_they_follow():
    viewer = await a_viewer()
    shop, other = await a_shop(viewer), await a_shop(viewer)
    tag = await a_tag(shop)
    tagged, plain = await a_fan(account=shop), await a_fan(account=shop)
    gone = await a_fan(account=other, is_following=False)
    await told(TAG_FANS, viewer, tag=tag, fans=[id_of(tagged)])

    assert await chosen(viewer, accountIds=[public_id(ACCOUNT, shop.id)]) == {tagged.openid, plain.openid}
    assert await chosen(viewer, tagIds=[tag]) == {tagged.openid}
    assert await chosen(viewer, tagIds=[]) == set()
    assert await chosen(viewer, isFollowing=False) == {gone.openid}


async def chosen(viewer: Viewer, **filter: object) -> set[str]:
    return {edge["node"]["openid"] for edge in (await told(FANS, viewer, filter=filter))["edges"]}
