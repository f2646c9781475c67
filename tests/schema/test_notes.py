"""Notes over the API."""

from domain import database
from domain.agents.models import Workspace
from domain.ids import AGENT, CONVERSATION, new_id, public_id
from tests.factories import a_fan, a_talk, a_viewer, an_account, an_agent
from tests.schema.asking import ask, told

CREATE = """mutation ($input: CreateNoteInput!) {
  createNote(input: $input) { note { id text author { id } mentions { name } } userErrors { code field } } }"""
DELETE = "mutation ($id: ID!) { deleteNote(input: {noteId: $id}) { note { text deletedAt } userErrors { code } } }"
NOTES = """query ($id: ID!, $first: Int, $after: String) {
  conversation(id: $id) { notes(first: $first, after: $after) {
    edges { node { text } } pageInfo { hasNextPage endCursor } } } }"""


async def a_desk():
    """A viewer, and the public id of a talk of theirs."""
    viewer = await a_viewer()
    talk = await a_talk(account=await an_account(workspace_id=viewer.workspace_id))
    return viewer, public_id(CONVERSATION, talk.id)


async def noted(viewer, talk_id: str, text: str, **more):
    return await told(CREATE, viewer, input={"conversationId": talk_id, "text": text} | more)


async def test_notes_run_from_new_to_old_without_the_deleted_ones():
    viewer, talk = await a_desk()
    ids = [(await noted(viewer, talk, f"{n}"))["note"]["id"] for n in range(5)]
    gone = await told(DELETE, viewer, id=ids[3])

    first = (await told(NOTES, viewer, id=talk, first=2))["notes"]
    rest = (await told(NOTES, viewer, id=talk, first=9, after=first["pageInfo"]["endCursor"]))["notes"]

    assert [edge["node"]["text"] for edge in first["edges"] + rest["edges"]] == ["4", "2", "1", "0"]
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    assert gone["note"]["text"] == ""
    assert (await told("query ($id: ID!) { node(id: $id) { ... on Note { deletedAt } } }", viewer, id=ids[3]))[
        "deletedAt"
    ]


async def test_a_note_calls_colleagues_by_name_and_nobody_else():
    viewer, talk = await a_desk()
    mei = await an_agent(workspace=await Workspace.get(id=viewer.workspace_id), name="Mei")
    foreign = await an_agent()

    called = await noted(viewer, talk, "@Mei", mentions=[public_id(AGENT, mei.id)] * 2)
    refused = [
        await noted(viewer, talk, "@?", mentions=[id])
        for id in (public_id(AGENT, foreign.id), "x", public_id(AGENT, new_id()))
    ]
    crowd = await noted(viewer, talk, "@all", mentions=[public_id(AGENT, mei.id)] * 51)

    assert called["note"]["mentions"] == [{"name": "Mei"}]
    assert refused == [{"note": None, "userErrors": [{"code": "NOT_FOUND", "field": ["mentions"]}]}] * 3
    assert crowd["userErrors"] == [{"code": "BAD_USER_INPUT", "field": ["mentions"]}]


async def test_a_note_is_written_once_a_key():
    viewer, talk = await a_desk()

    first, again = [await noted(viewer, talk, "once", idempotencyKey="k") for _ in range(2)]
    other = await noted(viewer, talk, "twice", idempotencyKey="k")

    assert first == again
    assert other["userErrors"][0]["code"] == "IDEMPOTENCY_CONFLICT"
    assert len((await told(NOTES, viewer, id=talk))["notes"]["edges"]) == 1


async def test_notes_of_many_talks_are_two_statements(monkeypatch):
    viewer, _ = await a_desk()
    account = await an_account(workspace_id=viewer.workspace_id)
    for n in range(4):
        talk = public_id(CONVERSATION, (await a_talk(fan=await a_fan(account=account))).id)
        await noted(viewer, talk, f"{n}", mentions=[public_id(AGENT, viewer.agent_id)])
    statements: list[str] = []
    original = database.rows

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    await told(
        "{ conversations { edges { node { notes(first: 3) { edges { node { text mentions { id } } } } } } } }", viewer
    )

    assert len(statements) == 4, "the viewer, the inbox, all notes, and all who are mentioned"


async def test_a_colleagues_note_is_not_mine_to_delete():
    viewer, talk = await a_desk()
    note = (await noted(viewer, talk, "mine"))["note"]["id"]
    colleague = await a_viewer(workspace=await Workspace.get(id=viewer.workspace_id))

    assert (await ask(DELETE, colleague, id=note)).codes == ["FORBIDDEN"]
