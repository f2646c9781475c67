"""Every reading agrees with the rule of who sees what, whatever talks, teams and accounts there are."""

from dataclasses import dataclass
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from domain.clock import now
from domain.conversations import counting, reading
from domain.conversations.actions import Talk
from domain.conversations.models import Conversation, Message
from domain.conversations.reading import InboxFilter
from domain.fans.choosing import FanFilter, FanOrder, count_fans
from domain.fans.listing import FanList
from domain.fans.models import Fan
from domain.ids import new_id
from domain.notes import reading as notes
from domain.notes.actions import create_note
from domain.notes.models import Note
from domain.paging import PageRequest
from domain.search.asking import Sought
from domain.search.reading import SearchFilter, search
from domain.sight import Sight
from domain.windows.reading import standings
from tests.factories import a_fan, a_talk, a_workspace, an_account, an_agent

PAGE = PageRequest(100, False, None)

PEOPLE, TEAMS = ([new_id() for _ in range(3)] for _ in range(2))
PLACES = some.integers(0, 2)  # which of three accounts
WHOSE = some.tuples(PLACES, some.sampled_from([None, *PEOPLE]), some.sampled_from([None, *TEAMS]))
LIMITS = some.tuples(
    some.none() | some.frozensets(PLACES),
    some.none() | some.sampled_from(PEOPLE),
    some.frozensets(some.sampled_from(TEAMS)),
)
Whose = tuple[int, UUID | None, UUID | None]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whose=some.lists(WHOSE, max_size=12), limits=LIMITS)
async def test_every_reading_agrees_with_the_rule_in_plain_words(whose: list[Whose], limits):
    places, agent, teams = limits
    shop = await a_shop(whose)
    accounts = None if places is None else frozenset(shop.account_ids[place] for place in places)
    sight = Sight(shop.workspace_id, accounts, agent, teams if agent else frozenset())

    expected = [talk for talk, of in zip(shop.talks, whose, strict=True) if is_seen(of, places, agent, teams)]

    at_hand = [sight.has(talk.account_id, *of[1:]) for talk, of in zip(shop.talks, whose, strict=True)]
    assert at_hand == [is_seen(of, places, agent, teams) for of in whose]
    await the_inbox_shows(sight, expected)
    await by_their_ids_there_are(sight, shop.talks, expected)
    await their_fans_are(sight, shop, expected, only_with_talks=agent is not None)
    await found_are(sight, expected)


def is_seen(of: Whose, places: frozenset[int] | None, agent: UUID | None, teams: frozenset[UUID]) -> bool:
    """The rule."""
    place, assignee, team = of
    if places is not None and place not in places:
        return False
    return agent is None or assignee == agent or team in teams


@dataclass(frozen=True)
class Shop:
    """Three accounts, their talks with a message and a note each, and a fan of the first who never spoke."""

    workspace_id: UUID
    account_ids: list[UUID]
    talks: list[Talk]
    silent: Fan


async def a_shop(whose: list[Whose]) -> Shop:
    workspace = await a_workspace()
    author = await an_agent(workspace=workspace)
    accounts = [await an_account(workspace=workspace) for _ in range(3)]
    talks = []
    for place, assignee, team in whose:
        talk = await a_talk(fan=await a_fan(account=accounts[place]), text="tea")
        await Conversation.filter(id=talk.id).update(assignee_id=assignee, team_id=team)
        await create_note(talk, author.id, "more tea", [], now())
        talks.append(talk)
    return Shop(workspace.id, [account.id for account in accounts], talks, await a_fan(account=accounts[0]))


async def the_inbox_shows(sight: Sight, expected: list[Talk]) -> None:
    newest_first = [talk.id for talk in reversed(expected)]
    for backwards in (False, True):
        shown, place = list[UUID](), None
        while True:
            page = await reading.inbox(sight, PageRequest(2, backwards, place), InboxFilter())
            shown = (
                [row["c_id"] for row in page.items] + shown
                if backwards
                else shown + [row["c_id"] for row in page.items]
            )
            if not (page.has_previous if backwards else page.has_next):
                break
            edge = page.items[0 if backwards else -1]
            place = (edge["c_last_message_at"].isoformat(), edge["c_id"].hex)
        assert shown == newest_first
    counts = await counting.count(sight, new_id(), wanted={"open", "unread"})
    assert counts == {"open": len(expected), "unread": len(expected)}


async def by_their_ids_there_are(sight: Sight, talks: list[Talk], expected: list[Talk]) -> None:
    ids, seen = [talk.id for talk in talks], {talk.id for talk in expected}
    assert {row["c_id"] for row in await reading.conversations(sight, ids)} == seen
    said = await Message.filter(conversation_id__in=ids).values_list("id", flat=True)
    assert {row["c_id"] for row in await reading.messages(sight, list(said))} == seen
    noted = await Note.filter(conversation_id__in=ids).values_list("id", flat=True)
    assert {row["conversation_id"] for row in await notes.notes(sight, list(noted))} == seen
    if ids:
        assert {id for id, page in (await reading.message_pages(sight, ids, PAGE)).items() if page.items} == seen
        assert {id for id, page in (await notes.note_pages(sight, ids, PAGE)).items() if page.items} == seen


async def their_fans_are(sight: Sight, shop: Shop, expected: list[Talk], *, only_with_talks: bool) -> None:
    is_silent_seen = not only_with_talks and (sight.account_ids is None or shop.account_ids[0] in sight.account_ids)
    seen = {talk.fan_id for talk in expected} | ({shop.silent.id} if is_silent_seen else set())
    everybody = [talk.fan_id for talk in shop.talks] + [shop.silent.id]
    assert set(await standings(sight, everybody)) == seen
    assert await count_fans(sight, FanFilter()) == len(seen)
    for order in FanOrder:
        page = await FanList(sight, "SELECT f.id AS f_id FROM fan f", FanFilter(), order).page(PAGE)
        assert {row["f_id"] for row in page.items} == seen


async def found_are(sight: Sight, expected: list[Talk]) -> None:
    page = await search(sight, Sought.of("tea"), SearchFilter(), PAGE)
    assert len(page.items) == 2 * len(expected)  # what was said and what was noted
    for talk in expected:
        assert len((await search(sight, Sought.of("tea"), SearchFilter(conversation_ids=[talk.id]), PAGE)).items) == 2
