"""Tags as the API gives and takes them, and what WeChat refused of them."""

import pytest

from domain.agents.models import Role
from domain.clock import now
from domain.ids import ACCOUNT, FAN, public_id
from domain.tags.telling import tell_due
from schema import loaders
from tests.factories import a_fan, a_talk, a_viewer
from tests.schema.asking import ask, told
from tests.schema.fans import FAN_BY_ID, TAG_FANS, TAGS, a_shop, a_tag, id_of
from wechat import Act, Refused, WeChatTag

UNTAG_FANS = TAG_FANS.replace("tagFans", "untagFans")
CREATE_TAG = f"""
mutation ($account: ID!, $name: String!) {{
  createTag(input: {{accountId: $account, name: $name}}) {{ tag {{ id name number isReserved }} {TAGS} }}
}}"""
RENAME_TAG = f'mutation ($tag: ID!) {{ renameTag(input: {{tagId: $tag, name: "new"}}) {{ tag {{ name }} {TAGS} }} }}'
DELETE_TAG = f"""
mutation ($tag: ID!) {{ deleteTag(input: {{tagId: $tag}}) {{ account {{ tags {{ name }} }} {TAGS} }} }}"""
INBOX = "{ conversations { edges { node { fan { displayName tags { name } } } } } }"


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
