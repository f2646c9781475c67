import pytest
import pytest_asyncio

from domain.agents.models import Role
from domain.assets.models import AssetKind
from domain.ids import ASSET, CANNED, CONVERSATION, new_id, public_id
from tests.factories import a_fan, a_talk, a_viewer, a_workspace, an_account
from tests.files import an_asset
from tests.schema.asking import ask, told

SHOWN = """id shortcut title content { __typename ... on TextContent { body }
  ... on ImageContent { media { assetId } } ... on MenuContent { head items { text } tail } }"""
CREATE = f"""mutation ($input: CreateCannedResponseInput!) {{ createCannedResponse(input: $input) {{
  cannedResponse {{ {SHOWN} }} userErrors {{ code message field }} }} }}"""
UPDATE = CREATE.replace("create", "update").replace("Create", "Update")
DELETE = """mutation ($input: DeleteCannedResponseInput!) { deleteCannedResponse(input: $input) {
  deletedId userErrors { code field } } }"""
LIST = "query ($search: String, $first: Int, $after: String) { cannedResponses(search: $search, first: $first,"
LIST += " after: $after) { edges { cursor node { shortcut } } pageInfo { hasNextPage } } }"
RENDER = f"""query ($talk: ID!, $canned: ID!) {{
  renderCannedResponse(conversationId: $talk, cannedResponseId: $canned) {{ {SHOWN[SHOWN.index("content") :]} }} }}"""


@pytest_asyncio.fixture
async def admin():
    return await a_viewer(role=Role.ADMIN, name="Mei")


def text(body: str) -> dict:
    return {"text": {"body": body}}


async def create(viewer, shortcut="hi", content=None, **given):
    asked = {"shortcut": shortcut, "title": "Greeting", "content": content or text("您好")} | given
    return await told(CREATE, viewer, input=asked)


async def test_written_changed_listed_and_deleted(admin):
    made = (await create(admin, "/hi"))["cannedResponse"]
    assert (made["shortcut"], made["content"]) == ("hi", {"__typename": "TextContent", "body": "您好"})

    change = {"cannedResponseId": made["id"], "shortcut": "hello", "title": "Hello", "content": text("早")}
    changed = (await told(UPDATE, admin, input=change))["cannedResponse"]
    assert (changed["id"], changed["shortcut"], changed["content"]["body"]) == (made["id"], "hello", "早")

    assert (await told(DELETE, admin, input={"cannedResponseId": made["id"]}))["deletedId"] == made["id"]
    (error,) = (await told(DELETE, admin, input={"cannedResponseId": made["id"]}))["userErrors"]
    assert error == {"code": "NOT_FOUND", "field": ["cannedResponseId"]}


async def test_variables_are_filled_for_the_fan(admin):
    account = await an_account(workspace_id=admin.workspace_id, name="花间茶社")
    talk = await a_talk(fan=await a_fan(account=account, remark="{{agent.name}}小王"))
    said = "{{fan.name}},您好!我是{{ account.name }}的{{agent.name}}"
    menu = {"head": said, "items": [{"itemId": "1", "text": "问{{agent.name}}"}], "tail": "{{account.name}}"}
    made = (await create(admin, content={"menu": menu}))["cannedResponse"]

    shown = await told(RENDER, admin, talk=public_id(CONVERSATION, talk.id), canned=made["id"])

    assert shown["content"] == {
        "__typename": "MenuContent",
        "head": "{{agent.name}}小王,您好!我是花间茶社的Mei",
        "items": [{"text": "问Mei"}],
        "tail": "花间茶社",
    }


async def test_a_picture_comes_with_its_asset(admin):
    talk = await a_talk(fan=await a_fan(account=await an_account(workspace_id=admin.workspace_id)))
    asset = public_id(ASSET, (await an_asset(admin.workspace_id, AssetKind.IMAGE)).id)
    made = (await create(admin, content={"image": {"assetId": asset}}))["cannedResponse"]

    shown = await told(RENDER, admin, talk=public_id(CONVERSATION, talk.id), canned=made["id"])

    assert shown["content"]["media"] == made["content"]["media"] == {"assetId": asset}


async def test_an_unknown_variable_is_named_when_it_is_saved(admin):
    (error,) = (await create(admin, content=text("{{fan.name}} {{fan.age}} {{}}")))["userErrors"]

    assert error["field"] == ["content"]
    assert error["message"].startswith("There is no {{fan.age}}, {{}}. What can be filled in is {{fan.name}},")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"shortcut": ""}, ["shortcut"]),
        ({"shortcut": "a b"}, ["shortcut"]),
        ({"shortcut": "x" * 33}, ["shortcut"]),
        ({"title": " "}, ["title"]),
        ({"content": {}}, ["content"]),
        ({"content": text("x" * 2049)}, ["content", "text", "body"]),
    ],
)
async def test_what_cannot_be_kept_is_refused_at_its_field(admin, given, field):
    answer = await told(CREATE, admin, input={"shortcut": "hi", "title": "Greeting", "content": text("您好")} | given)

    assert answer["userErrors"][0]["field"] == field


async def test_a_shortcut_stands_for_one_thing(admin):
    await create(admin, "hi")
    other = (await create(admin, "ho"))["cannedResponse"]
    change = {"cannedResponseId": other["id"], "shortcut": "hi", "title": "t", "content": text("a")}

    answers = [await create(admin, "hi"), await told(UPDATE, admin, input=change)]

    assert [answer["userErrors"][0]["code"] for answer in answers] == ["SHORTCUT_TAKEN"] * 2
    assert (await create(await a_viewer(role=Role.OWNER), "hi"))["userErrors"] == []


async def test_found_by_shortcut_or_title_page_by_page(admin):
    for shortcut, title in (("a%", "x"), ("b", "100_percent"), ("c", "早上好"), ("D", "Early")):
        await create(admin, shortcut, title=title)
    agent = await a_viewer(workspace=await a_workspace_of(admin))

    async def found(**asked):
        page = await told(LIST, agent, **asked)
        return [edge["node"]["shortcut"] for edge in page["edges"]]

    assert [await found(search=words) for words in ("%", "_", "早上", "EARLY", "z")] == [
        ["a%"],
        ["b"],
        ["c"],
        ["D"],
        [],
    ]
    page = await told(LIST, agent, first=3)
    rest = await found(first=3, after=page["edges"][-1]["cursor"])
    assert sorted([edge["node"]["shortcut"] for edge in page["edges"]] + rest) == ["D", "a%", "b", "c"]


async def test_agents_may_not_write_them(admin):
    agent = await a_viewer(workspace=await a_workspace_of(admin))
    made = (await create(admin))["cannedResponse"]
    content = {"shortcut": "x", "title": "t", "content": text("a")}

    asked = [(CREATE, content), (UPDATE, content | {"cannedResponseId": made["id"]})]
    asked += [(DELETE, {"cannedResponseId": made["id"]})]

    assert [(await ask(document, agent, input=given)).codes for document, given in asked] == [["FORBIDDEN"]] * 3


async def test_for_a_foreign_talk_or_of_a_foreign_response_there_is_nothing(admin):
    made = (await create(admin))["cannedResponse"]
    foreign = public_id(CONVERSATION, (await a_talk()).id)
    own = await a_talk(fan=await a_fan(account=await an_account(workspace_id=admin.workspace_id)))

    assert await told(RENDER, admin, talk=foreign, canned=made["id"]) is None
    missing = public_id(CANNED, new_id())
    assert await told(RENDER, admin, talk=public_id(CONVERSATION, own.id), canned=missing) is None


async def a_workspace_of(viewer):
    """The viewer's."""
    return await (type(await a_workspace())).get(id=viewer.workspace_id)
