"""Fans as the API shows them: who they are, how they came, their tags, and who else they are."""

from datetime import timedelta

import pytest

from domain.accounts.models import OfficialAccount
from domain.agents.models import Role
from domain.clock import now
from domain.fans.models import Fan
from domain.followers.actions import start_sync
from domain.followers.models import FollowerSync
from domain.ids import ACCOUNT, FAN, TAG, public_id
from domain.tags.models import Tag
from domain.tags.telling import tell_due
from domain.viewer import Viewer
from schema import loaders
from tests.factories import a_fan, a_talk, a_viewer, an_account
from tests.schema.asking import ask, told
from wechat import Act, Refused, WeChatTag

FAN_BY_ID = """
query ($id: ID!) { fan(id: $id) {
  displayName nameSource avatarUrl remark isFollowing followCount subscribeScene scene followedVia language
  followedAt firstFollowedAt lastSeenAt tags { name } otherFans { id account { name } }
  tagRefusals { tag { name } wasAdding failure { code message messageZh } }
} }"""
FANS = """
query ($first: Int, $after: String, $filter: FanFilter) {
  fans(first: $first, after: $after, filter: $filter) { edges { node { id openid } } pageInfo { endCursor } }
}"""
REMARK = """
mutation ($id: ID!, $remark: String!) {
  setFanRemark(input: {fanId: $id, remark: $remark}) { fan { displayName remark } userErrors { code message field } }
}"""
TAGS = "userErrors { code message field }"
TAG_FANS = f"""
mutation ($tag: ID!, $fans: [ID!]!, $key: String) {{
  tagFans(input: {{tagId: $tag, fanIds: $fans, idempotencyKey: $key}}) {{ tag {{ name fanCount }} {TAGS} }}
}}"""
UNTAG_FANS = TAG_FANS.replace("tagFans", "untagFans")
CREATE_TAG = f"""
mutation ($account: ID!, $name: String!) {{
  createTag(input: {{accountId: $account, name: $name}}) {{ tag {{ id name number isReserved }} {TAGS} }}
}}"""
RENAME_TAG = f'mutation ($tag: ID!) {{ renameTag(input: {{tagId: $tag, name: "new"}}) {{ tag {{ name }} {TAGS} }} }}'
DELETE_TAG = f"""
mutation ($tag: ID!) {{ deleteTag(input: {{tagId: $tag}}) {{ account {{ tags {{ name }} }} {TAGS} }} }}"""
SYNC = """
mutation ($account: ID!) { syncFollowers(input: {accountId: $account}) {
  account { followerSync { state total listed detailed finishedAt waitsUntil failure { code message messageZh } } }
  userErrors { code }
} }"""
ACCOUNT_BY_ID = """
query ($id: ID!) { account(id: $id) {
  identityUrl tags { name } followerSync { state waitsUntil failure { code message messageZh } }
} }"""
INBOX = "{ conversations { edges { node { fan { displayName tags { name } } } } } }"


async def a_shop(viewer: Viewer, **given: object) -> OfficialAccount:
    return await an_account(workspace_id=viewer.workspace_id, **given)


async def a_tag(account: OfficialAccount, number: int = 100, name: str = "VIP") -> str:
    tag = await Tag.create(
        workspace_id=account.workspace_id, account=account, number=number, name=name, created_at=now()
    )
    return public_id(TAG, tag.id)


def id_of(fan: Fan) -> str:
    return public_id(FAN, fan.id)


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


async def test_tags_of_a_page_of_fans_are_one_question(monkeypatch):
    viewer, asked = await a_viewer(), []
    shop = await a_shop(viewer)
    talks = [await a_talk(account=shop) for _ in range(20)]
    tag = await a_tag(shop)
    await told(TAG_FANS, viewer, tag=tag, fans=[public_id(FAN, talk.fan_id) for talk in talks])
    each = loaders._each
    monkeypatch.setattr(loaders, "_each", lambda load, ids: asked.append(len(ids)) or each(load, ids))

    page = await told(INBOX, viewer)

    assert [edge["node"]["fan"]["tags"] for edge in page["edges"]] == [[{"name": "VIP"}]] * 20
    assert asked == [20]


async def test_fans_get_a_tag_and_lose_it():
    viewer = await a_viewer(role=Role.AGENT)
    shop = await a_shop(viewer)
    tag, fans = await a_tag(shop), [id_of(await a_fan(account=shop)) for _ in range(3)]

    assert (await told(TAG_FANS, viewer, tag=tag, fans=fans))["tag"] == {"name": "VIP", "fanCount": 3}
    assert (await told(UNTAG_FANS, viewer, tag=tag, fans=fans[:1]))["tag"]["fanCount"] == 2


async def test_the_same_key_does_nothing_again():
    viewer = await a_viewer()
    shop = await a_shop(viewer)
    tag, fan = await a_tag(shop), id_of(await a_fan(account=shop))
    await told(TAG_FANS, viewer, tag=tag, fans=[fan], key="once")
    await told(UNTAG_FANS, viewer, tag=tag, fans=[fan])

    assert (await told(TAG_FANS, viewer, tag=tag, fans=[fan], key="once"))["tag"]["fanCount"] == 0


@pytest.mark.parametrize("how_many", [0, 1001])
async def test_a_thousand_fans_at_once(how_many):
    viewer = await a_viewer()
    tag = await a_tag(await a_shop(viewer))

    (error,) = (await told(TAG_FANS, viewer, tag=tag, fans=["fan_" + "0" * 32] * how_many))["userErrors"]

    assert error["message"] == f"`fanIds` takes 1 to 1000; there were {how_many}."


async def test_a_tag_is_for_fans_of_its_own_account():
    viewer = await a_viewer()
    tag, elsewhere = await a_tag(await a_shop(viewer)), await a_fan(account=await a_shop(viewer))

    (error,) = (await told(TAG_FANS, viewer, tag=tag, fans=[id_of(elsewhere)]))["userErrors"]

    assert (error["code"], error["field"]) == ("NOT_FOUND", ["fanIds"])


async def test_a_twenty_first_tag_is_refused_with_a_sentence():
    viewer = await a_viewer()
    shop = await a_shop(viewer)
    fan = id_of(await a_fan(account=shop, remark="老张"))
    tags = [await a_tag(shop, 100 + n, f"{n}") for n in range(21)]
    for tag in tags[:20]:
        await told(TAG_FANS, viewer, tag=tag, fans=[fan])

    (error,) = (await told(TAG_FANS, viewer, tag=tags[20], fans=[fan]))["userErrors"]

    assert error["code"] == "TAG_LIMIT_REACHED"
    assert "老张" in error["message"]


async def test_what_wechat_refused_is_shown_on_the_fan(wechat):
    wechat.will("tag_fans", Refused("This OpenID is wrong.", act=Act.FIX_REQUEST, code=40003))
    viewer = await a_viewer()
    shop = await a_shop(viewer)
    tag, fan = await a_tag(shop), id_of(await a_fan(account=shop))
    await told(TAG_FANS, viewer, tag=tag, fans=[fan])

    await tell_due(now)

    shown = await told(FAN_BY_ID, viewer, id=fan)
    (refusal,) = shown["tagRefusals"]
    assert shown["tags"] == []
    assert (refusal["tag"], refusal["wasAdding"], refusal["failure"]["code"]) == ({"name": "VIP"}, True, 40003)
    assert refusal["failure"]["messageZh"]


async def test_an_admin_makes_renames_and_deletes_tags(wechat):
    wechat.will("create_tag", WeChatTag(134, "广东", 0))
    wechat.will("rename_tag", None)
    wechat.will("delete_tag", None)
    admin = await a_viewer(role=Role.ADMIN)
    account = public_id(ACCOUNT, (await a_shop(admin)).id)

    made = (await told(CREATE_TAG, admin, account=account, name="广东"))["tag"]
    assert (made["name"], made["number"], made["isReserved"]) == ("广东", 134, False)
    assert (await told(RENAME_TAG, admin, tag=made["id"]))["tag"] == {"name": "new"}
    assert (await told(DELETE_TAG, admin, tag=made["id"]))["account"] == {"tags": []}


@pytest.mark.parametrize("document", [RENAME_TAG, DELETE_TAG])
async def test_whoever_only_answers_fans_may_not(document):
    agent = await a_viewer(role=Role.AGENT)

    assert (await ask(document, agent, tag=await a_tag(await a_shop(agent)))).codes == ["FORBIDDEN"]


@pytest.mark.parametrize("document", [RENAME_TAG, DELETE_TAG])
async def test_wechats_own_tags_stay(document):
    owner = await a_viewer(role=Role.OWNER)
    tag = await a_tag(await a_shop(owner), 2, "星标组")

    assert (await told(document, owner, tag=tag))["userErrors"][0]["code"] == "TAG_RESERVED"


async def test_reading_the_followers_shows_how_far_it_is():
    viewer = await a_viewer(role=Role.AGENT)
    account = public_id(ACCOUNT, (await a_shop(viewer)).id)

    for _ in range(2):
        sync = (await told(SYNC, viewer, account=account))["account"]["followerSync"]
        assert (sync["state"], sync["total"], sync["listed"], sync["failure"]) == ("LISTING", None, 0, None)
    assert await FollowerSync.all().count() == 1


async def test_a_disconnected_account_is_not_read():
    viewer = await a_viewer()
    shop = await a_shop(viewer)
    await OfficialAccount.filter(id=shop.id).update(state="DISCONNECTED")

    refused = await told(SYNC, viewer, account=public_id(ACCOUNT, shop.id))

    assert refused["userErrors"] == [{"code": "ACCOUNT_DISCONNECTED"}]


async def test_what_it_waits_for_and_why_it_failed_is_said_in_two_languages():
    viewer = await a_viewer()
    shop = await a_shop(viewer)
    await start_sync(viewer.workspace_id, shop.id, now())
    why = {"refusal_code": 45009, "refusal_text": "Today's quota is used up."}
    await FollowerSync.all().update(due_at=now() + timedelta(hours=5), **why)

    waiting = (await told(ACCOUNT_BY_ID, viewer, id=public_id(ACCOUNT, shop.id)))["followerSync"]
    await FollowerSync.all().update(state="FAILED", finished_at=now())
    failed = (await told(ACCOUNT_BY_ID, viewer, id=public_id(ACCOUNT, shop.id)))["followerSync"]

    assert waiting["waitsUntil"] is not None
    assert (failed["state"], failed["waitsUntil"], failed["failure"]["code"]) == ("FAILED", None, 45009)
    assert failed["failure"]["messageZh"] not in ("", failed["failure"]["message"])


async def test_only_accounts_that_may_ask_have_an_identity_page():
    viewer = await a_viewer()
    may, may_not = await a_shop(viewer), await a_shop(viewer, is_verified=False)

    urls = [
        (await told(ACCOUNT_BY_ID, viewer, id=public_id(ACCOUNT, shop.id)))["identityUrl"] for shop in (may, may_not)
    ]

    assert urls == [f"https://desk.example/identity/{public_id(ACCOUNT, may.id)}/begin", None]
