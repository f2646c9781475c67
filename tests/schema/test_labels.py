"""Labels over the API."""

from domain import database
from domain.ids import CONVERSATION, LABEL, new_id, public_id
from tests.factories import a_fan, a_talk, a_viewer, an_account
from tests.schema.asking import ask, told

CREATE = """mutation ($input: CreateLabelInput!) {
  createLabel(input: $input) { label { id name color } userErrors { code field } } }"""
PUT = """mutation ($input: LabelConversationInput!) {
  labelConversation(input: $input) { conversation { labels { name color } } userErrors { code field } } }"""
INBOX = """query ($filter: ConversationFilter) {
  conversations(filter: $filter) { edges { node { lastMessage { text } labels { name } } } } }"""


async def a_label(viewer, name: str = "VIP") -> str:
    made = await told(CREATE, viewer, input={"name": name, "color": "#07c160"})
    return made["label"]["id"]


async def put(viewer, talk, label_id: str):
    return await told(PUT, viewer, input={"conversationId": public_id(CONVERSATION, talk.id), "labelId": label_id})


async def test_making_a_label_again_with_its_key_makes_none():
    viewer = await a_viewer(role="OWNER")
    asked = {"name": "VIP", "color": "#07C160"}

    first, again = [await told(CREATE, viewer, input=asked | {"idempotencyKey": "k"}) for _ in range(2)]
    other = await told(CREATE, viewer, input=asked)

    assert first == again
    assert other == {"label": None, "userErrors": [{"code": "LABEL_NAME_TAKEN", "field": ["name"]}]}
    assert await told("{ labels { name color } }", viewer) == [{"name": "VIP", "color": "#07C160"}]


async def test_labels_of_a_page_cost_no_statement(monkeypatch):
    viewer = await a_viewer(role="OWNER")
    account, labels = await an_account(workspace_id=viewer.workspace_id), [await a_label(viewer, n) for n in "ab"]
    for n in range(3):
        talk = await a_talk(fan=await a_fan(account=account), text=f"{n}")
        for label in labels[:n]:
            await put(viewer, talk, label)
    statements: list[str] = []
    original = database.rows

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    page = await told(INBOX, viewer)

    shown = {e["node"]["lastMessage"]["text"]: [one["name"] for one in e["node"]["labels"]] for e in page["edges"]}
    assert shown == {"0": [], "1": ["a"], "2": ["a", "b"]}
    assert len(statements) == 2, "the viewer, and the inbox"


async def test_the_inbox_asks_for_any_of_some_labels():
    viewer = await a_viewer(role="OWNER")
    account, labels = await an_account(workspace_id=viewer.workspace_id), [await a_label(viewer, n) for n in "abc"]
    for n, label in enumerate(labels):
        await put(viewer, await a_talk(fan=await a_fan(account=account), text=f"{n}"), label)
    await a_talk(fan=await a_fan(account=account), text="none")

    async def found(*ids: str) -> list[str]:
        page = await told(INBOX, viewer, filter={"labelIds": list(ids)})
        return [edge["node"]["lastMessage"]["text"] for edge in page["edges"]]

    assert await found(labels[0], labels[2]) == ["2", "0"]
    assert await found(labels[1], public_id(LABEL, new_id()), "nonsense") == ["1"]
    assert await found() == await found(public_id(LABEL, new_id())) == []
    assert (await ask(INBOX, viewer, filter={"labelIds": labels * 40})).codes == ["BAD_USER_INPUT"]


async def test_another_workspaces_label_is_no_label():
    viewer, stranger = await a_viewer(role="OWNER"), await a_viewer(role="OWNER")
    talk = await a_talk(account=await an_account(workspace_id=viewer.workspace_id))

    answer = await put(viewer, talk, await a_label(stranger))

    assert answer == {"conversation": None, "userErrors": [{"code": "NOT_FOUND", "field": ["labelId"]}]}
