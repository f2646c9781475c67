"""What fans did, as an agent sees it."""

from datetime import timedelta

import pytest_asyncio

from domain import database
from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.fans.models import Fan
from domain.ids import FAN, public_id
from schema.root import graphql_schema
from tests.domain.pushes import event, keep, text
from tests.domain.test_arriving import IN_THE_TALK, IN_THE_TIMELINE_ONLY
from tests.factories import NOON, a_viewer, an_account
from tests.schema.asking import ask, told
from tests.schema.documents import selection

SECOND = timedelta(seconds=1)
ENTRY = selection(graphql_schema.get_type("TimelineEntry"))
TIMELINE = f"""
query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {{
  node(id: $id) {{ ... on Fan {{ timeline(first: $first, after: $after, last: $last, before: $before) {{
    edges {{ node {ENTRY} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
  }} }} }}
}}"""


@pytest_asyncio.fixture
async def viewer():
    return await a_viewer()


@pytest_asyncio.fixture
async def account(viewer):
    return await an_account(workspace_id=viewer.workspace_id)


async def after(account, *xmls: str) -> str:
    """The fan, once these pushes were handled."""
    await keep(account, *xmls)
    await handle_waiting(now)
    return public_id(FAN, (await Fan.get()).id)


async def timeline(viewer, id: str, **page):
    return (await told(TIMELINE, viewer, id=id, **page))["timeline"]


def nodes(page):
    return [edge["node"] for edge in page["edges"]]


async def test_every_kind_has_a_type_of_its_own(viewer, account):
    pushes = [xml for xml, *_ in [*IN_THE_TALK, *IN_THE_TIMELINE_ONLY]]

    entries = nodes(await timeline(viewer, await after(account, *pushes)))

    types = {entry["__typename"] for entry in entries}
    assert types == {
        type_.name for type_ in graphql_schema.get_possible_types(graphql_schema.get_type("TimelineEntry"))
    }
    assert len(entries) == len(pushes)


async def test_coming_back_is_counted_by_wechats_clock_whatever_came_first(viewer, account):
    await after(account, event("subscribe", at=NOON + 2 * SECOND))
    id = await after(account, event("subscribe", at=NOON, key="qrscene_a"), event("unsubscribe", at=NOON + SECOND))

    entries = nodes(await timeline(viewer, id))

    assert [(entry["kind"], entry.get("ordinal")) for entry in entries] == [
        ("FOLLOWED", 2),
        ("UNFOLLOWED", None),
        ("FOLLOWED", 1),
    ]
    assert (entries[2]["via"], entries[2]["scene"]) == ("QR", "a")


async def test_a_repeat_stands_there_once(viewer, account):
    push = event("CLICK", key="K")
    id = await after(account, push, push)
    await after(account, push)

    assert len(nodes(await timeline(viewer, id))) == 1


async def test_pages_are_the_timeline_from_new_to_old(viewer, account):
    id = await after(account, *(event("CLICK", key=f"{n}", at=NOON + n // 2 * SECOND) for n in range(6)))
    whole = [entry["key"] for entry in nodes(await timeline(viewer, id))]

    seen, cursor = [], None
    for _ in range(3):
        page = await timeline(viewer, id, first=2, after=cursor)
        seen, cursor = seen + [entry["key"] for entry in nodes(page)], page["pageInfo"]["endCursor"]
    back = await timeline(viewer, id, last=2, before=cursor)

    assert sorted(whole[:2]) == ["4", "5"]
    assert seen == whole
    assert [entry["key"] for entry in nodes(back)] == whole[3:5]
    assert not page["pageInfo"]["hasNextPage"]


async def test_a_cursor_of_another_list_is_refused(viewer, account):
    id = await after(account, text("hi"))
    cursor = (await told("{ conversations { pageInfo { endCursor } } }", viewer))["pageInfo"]["endCursor"]

    assert (await ask(TIMELINE, viewer, id=id, first=1, after=cursor)).codes == ["BAD_USER_INPUT"]


async def test_timelines_of_many_fans_are_one_statement(viewer, account, monkeypatch):
    await keep(account, *(event("CLICK", f"o{n}", NOON, "K") for n in range(8)))
    await handle_waiting(now)
    statements: list[str] = []
    original = database.rows

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    asked = "{ conversations { edges { node { fan { timeline(first: 3) { edges { node { kind } } } } } } } }"
    page = await told(asked, viewer)

    assert len(page["edges"]) == 8
    assert len(statements) == 3, "the viewer, the inbox, and all timelines"


async def test_another_workspaces_timeline_cannot_be_seen(viewer, account):
    id = await after(account, event("CLICK", key="K"))

    assert await told(TIMELINE, await a_viewer(), id=id) is None
