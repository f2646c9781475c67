"""Searching through the API: messages, fans and notes with what to mark in them."""

from domain.clock import now
from domain.conversations.actions import Talk
from domain.fans.naming import set_remark
from domain.ids import ACCOUNT, CONVERSATION, MESSAGE, public_id
from domain.notes.actions import create_note
from domain.viewer import Viewer
from tests.factories import a_fan, a_message, a_talk, a_viewer, a_workspace, an_account
from tests.schema.asking import ask, told

SEARCH = """
query ($query: String!, $kinds: [SearchKind!], $accounts: [ID!], $talk: ID, $first: Int, $after: String) {
  search(query: $query, kinds: $kinds, accountIds: $accounts, conversationId: $talk, first: $first, after: $after) {
    edges { cursor node {
      __typename text highlights { start length }
      ... on MessageHit { message { id text conversation { id } sender { __typename } } }
      ... on FanHit { fan { displayName } }
      ... on NoteHit { note { text author { name } } }
    } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}"""


async def a_desk() -> tuple[Viewer, str, str]:
    """Somebody who sees a message, a fan and a note about an invoice; the ids of account and conversation."""
    workspace = await a_workspace()
    viewer = await a_viewer(workspace=workspace)
    account = await an_account(workspace=workspace)
    fan = await a_fan(account=account)
    await set_remark(workspace.id, account.id, fan.id, "发票王", now())
    talk = await a_talk(fan=fan, text="👍请开发票")
    await create_note(talk, viewer.agent_id, "发票已开", [], now())
    return viewer, public_id(ACCOUNT, account.id), public_id(CONVERSATION, talk.id)


async def hits(viewer: Viewer, query: str, **wanted: object) -> list[dict[str, object]]:
    page = await told(SEARCH, viewer, query=query, **wanted)
    return [edge["node"] for edge in page["edges"]]


async def test_messages_fans_and_notes_are_found_with_what_to_mark_in_them():
    viewer, _, talk_id = await a_desk()

    note, message, fan = await hits(viewer, "发票")

    assert (note["__typename"], note["note"]["text"]) == ("NoteHit", "发票已开")
    assert note["highlights"] == [{"start": 0, "length": 2}]
    assert message["message"]["conversation"]["id"] == talk_id
    assert (message["text"], message["highlights"]) == ("👍请开发票", [{"start": 4, "length": 2}])
    assert (fan["__typename"], fan["text"], fan["fan"]["displayName"]) == ("FanHit", "发票王", "发票王")


async def test_a_search_is_narrowed_by_kind_account_and_conversation():
    viewer, account_id, talk_id = await a_desk()
    types = lambda found: [one["__typename"] for one in found]  # noqa: E731

    assert types(await hits(viewer, "发票", kinds=["FAN"])) == ["FanHit"]
    assert types(await hits(viewer, "发票", accounts=[account_id])) == ["NoteHit", "MessageHit", "FanHit"]
    assert types(await hits(viewer, "发票", talk=talk_id)) == ["NoteHit", "MessageHit"]
    assert await hits(viewer, "发票", accounts=["acc_no"]) == []


async def test_pages_of_hits_join():
    viewer, _, _ = await a_desk()

    first = await told(SEARCH, viewer, query="发票", first=2)
    second = await told(SEARCH, viewer, query="发票", first=2, after=first["pageInfo"]["endCursor"])

    assert (first["pageInfo"]["hasNextPage"], len(first["edges"])) == (True, 2)
    assert (second["pageInfo"]["hasNextPage"], len(second["edges"])) == (False, 1)


async def test_another_workspace_finds_nothing_of_it():
    _, account_id, talk_id = await a_desk()
    stranger = await a_viewer()

    assert await hits(stranger, "发票") == []
    assert await hits(stranger, "发票", accounts=[account_id], talk=talk_id) == []


async def test_a_query_without_words_is_refused_with_a_sentence():
    answer = await ask(SEARCH, await a_viewer(), query="👍")

    assert answer.codes == ["BAD_USER_INPUT"]
    assert "nothing in `query`" in answer.errors[0]["message"]


async def test_what_an_agent_wrote_is_found_too():
    viewer, _, talk_id = await a_desk()
    message = await a_message(await viewer_talk(viewer, talk_id), "马上寄出")

    (found,) = await hits(viewer, "寄出")

    assert found["message"]["id"] == public_id(MESSAGE, message.id)


async def viewer_talk(viewer: Viewer, talk_id: str) -> Talk:
    talk, _ = await viewer.talk(talk_id)
    return talk
