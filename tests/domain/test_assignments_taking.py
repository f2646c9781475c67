"""Agents take talks, hand them over and give them back; who leaves lets theirs go."""

from datetime import timedelta

import pytest

from domain.agents.models import Agent, ServedAccount
from domain.assignments import giving, releasing, taking
from domain.assignments.errors import AgentDoesNotServe, AgentFull
from domain.assignments.models import AccountRouting, Assignment, RoutingMode
from domain.conversations import states
from domain.conversations.models import Conversation, ConversationStatus
from domain.errors import NotFound
from domain.ids import new_id
from domain.live import StoredEvent
from domain.sends.actions import send_text
from domain.teams.models import Team
from domain.transaction import transaction
from tests.domain.assigning import a_house, a_team, agents_of, fans_write, give, reasons, said, who_has
from tests.factories import NOON, a_fan, a_talk, an_account


@pytest.mark.parametrize("put_aside", ["closed", "snoozed"])
async def test_taking_opens_what_was_put_aside(put_aside):
    account = await a_house(RoutingMode.MANUAL)
    (ada,) = await agents_of(account, "Ada")
    (talk,) = await fans_write(account)
    await (states.close(talk, NOON) if put_aside == "closed" else states.snooze(talk, None, NOON))

    await taking.take(ada.id, talk, NOON)

    assert (await Conversation.get(id=talk.id)).status is ConversationStatus.OPEN
    assert await who_has(talk) == ada.id
    assert await said(talk) == "Ada took it."


async def test_a_transfer_frees_one_seat_and_takes_another():
    account = await a_house(RoutingMode.MANUAL)
    ada, bob = await agents_of(account, "Ada", "Bob", capacity=1)
    first, second = await fans_write(account, 2)
    await taking.take(ada.id, first, NOON)

    await taking.transfer_to_agent(ada.id, first, bob.id, NOON)
    await taking.take(ada.id, second, NOON)

    assert (await who_has(first), await who_has(second)) == (bob.id, ada.id)
    assert await said(first) == "Ada transferred it to Bob."


async def test_taking_from_a_colleague_says_from_whom():
    account = await a_house(RoutingMode.MANUAL)
    ada, bob = await agents_of(account, "Ada", "Bob")
    (talk,) = await fans_write(account)
    await taking.take(ada.id, talk, NOON)

    await taking.take(bob.id, talk, NOON)

    assert await said(talk) == "Bob took it from Ada."


async def test_nobody_is_handed_more_than_they_have_seats():
    account = await a_house(RoutingMode.MANUAL)
    ada, bob = await agents_of(account, "Ada", "Bob", capacity=1)
    first, second = await fans_write(account, 2)
    await taking.take(ada.id, first, NOON)

    with pytest.raises(AgentFull, match="1 of 1"):
        await taking.take(ada.id, second, NOON)
    with pytest.raises(AgentFull):
        await taking.transfer_to_agent(bob.id, second, ada.id, NOON)

    assert await who_has(second) is None
    assert await reasons(second) == []


async def test_who_does_not_serve_the_account_takes_nothing_of_it():
    account = await a_house(RoutingMode.MANUAL)
    (ada,) = await agents_of(account, "Ada", serves_all_accounts=False)
    (talk,) = await fans_write(account)

    with pytest.raises(AgentDoesNotServe):
        await taking.take(ada.id, talk, NOON)


async def test_strangers_and_who_has_left_are_nobody_to_hand_a_talk_to():
    account = await a_house(RoutingMode.MANUAL)
    ada, left = await agents_of(account, "Ada", "Left")
    await Agent.filter(id=left.id).update(disabled_at=NOON)
    (stranger,) = await agents_of(await an_account(), "Stranger")
    (talk,) = await fans_write(account)

    for nobody in (left.id, stranger.id, new_id(), None):
        with pytest.raises(NotFound):
            await taking.transfer_to_agent(ada.id, talk, nobody, NOON)
    foreign = await a_team(await an_account())
    for no_team in (foreign.id, new_id(), None):
        with pytest.raises(NotFound):
            await taking.transfer_to_team(ada.id, talk, no_team, NOON)

    assert await reasons(talk) == []


async def test_a_talk_handed_to_a_team_waits_for_it():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    ada, bob = await agents_of(account, "Ada", "Bob")
    team = await a_team(account, bob)
    (talk,) = await fans_write(account)
    await taking.take(ada.id, talk, NOON)

    await taking.transfer_to_team(ada.id, talk, team.id, NOON)
    handed = await said(talk)
    await give()

    assert handed == f"Ada transferred it to the team {team.name}."
    assert await who_has(talk) == bob.id
    assert await reasons(talk) == ["TAKEN", "TRANSFERRED", "ROUND_ROBIN"]


async def test_giving_back_says_who_did():
    account = await a_house(RoutingMode.MANUAL)
    ada, boss = await agents_of(account, "Ada", "Boss")
    mine, hers = await fans_write(account, 2)
    for talk in (mine, hers):
        await taking.take(ada.id, talk, NOON)

    await taking.give_back(ada.id, mine, NOON)
    await taking.give_back(boss.id, hers, NOON)

    assert await said(mine) == "Ada gave it back: it waits for somebody else."
    assert await said(hers) == "Boss took it from Ada and gave it back: it waits for somebody else."
    assert (await Conversation.get(id=mine.id)).queued_at is not None


async def test_giving_back_a_closed_talk_only_forgets_who_had_it():
    account = await a_house(RoutingMode.MANUAL)
    (ada,) = await agents_of(account, "Ada")
    (talk,) = await fans_write(account)
    await taking.take(ada.id, talk, NOON)
    await states.close(talk, NOON)

    await taking.give_back(ada.id, talk, NOON)

    row = await Conversation.get(id=talk.id)
    assert (row.status, row.assignee_id, row.queued_at) == (ConversationStatus.CLOSED, None, None)


async def test_whoever_answers_a_talk_of_nobody_has_it():
    account = await a_house(RoutingMode.MANUAL)
    ada, bob = await agents_of(account, "Ada", "Bob")
    fan = await a_fan(account=account)
    talk = await a_talk(fan=fan)

    await send_text(talk, fan.openid, ada.id, "hello", NOON)
    await send_text(talk, fan.openid, bob.id, "hello from me", NOON)

    assert await who_has(talk) == ada.id
    assert await reasons(talk) == ["ANSWERED"]
    assert await said(talk) == "Ada answered it while nobody had it."


@pytest.mark.parametrize("given", [{"capacity": 0}, {"serves_all_accounts": False}])
async def test_who_has_no_seat_for_it_answers_all_the_same(given):
    account = await a_house(RoutingMode.MANUAL)
    (ada,) = await agents_of(account, "Ada", **given)
    fan = await a_fan(account=account)
    talk = await a_talk(fan=fan)

    await send_text(talk, fan.openid, ada.id, "hello", NOON)

    assert await who_has(talk) is None
    assert await reasons(talk) == []


async def test_an_answer_that_opens_a_closed_talk_makes_it_the_answerers():
    account = await a_house(RoutingMode.MANUAL)
    ada, bob = await agents_of(account, "Ada", "Bob")
    fan = await a_fan(account=account)
    talk = await a_talk(fan=fan)
    await taking.take(ada.id, talk, NOON)
    await states.close(talk, NOON)

    await send_text(talk, fan.openid, bob.id, "one thing I forgot", NOON)

    assert await who_has(talk) == bob.id
    assert await reasons(talk) == ["TAKEN", "ANSWERED"]


async def test_doing_it_again_changes_nothing_and_writes_nothing():
    account = await a_house(RoutingMode.MANUAL)
    ada, bob = await agents_of(account, "Ada", "Bob")
    team = await a_team(account, bob)
    (talk,) = await fans_write(account)

    for verb, *whom in (
        (taking.take,),
        (taking.transfer_to_agent, bob.id),
        (taking.transfer_to_team, team.id),
    ):
        await verb(ada.id, talk, *whom, NOON)
        rows, events = await Assignment.all().count(), await StoredEvent.all().count()
        await verb(ada.id, talk, *whom, NOON)
        assert (await Assignment.all().count(), await StoredEvent.all().count()) == (rows, events)
    rows = await Assignment.all().count()
    await taking.give_back(ada.id, talk, NOON)  # nobody has it

    assert await Assignment.all().count() == rows
    assert await reasons(talk) == ["TAKEN", "TRANSFERRED", "TRANSFERRED"]


async def test_who_leaves_gives_up_their_open_talks():
    account = await a_house(RoutingMode.MANUAL)
    ada, bob = await agents_of(account, "Ada", "Bob")
    mine, closed, others = await fans_write(account, 3)
    for agent, talk in ((ada, mine), (ada, closed), (bob, others)):
        await taking.take(agent.id, talk, NOON)
    await states.close(closed, NOON)
    await Agent.filter(id=ada.id).update(disabled_at=NOON)

    for _ in range(2):
        await releasing.release_agent(ada.id, NOON)

    row = await Conversation.get(id=mine.id)
    assert (row.assignee_id, row.queued_at is not None) == (None, True)
    assert await who_has(others) == bob.id
    assert await reasons(mine) == ["TAKEN", "AGENT_GONE"]
    assert await said(mine) == "Ada no longer works here, so it waits for somebody else."
    assert await reasons(closed) == ["TAKEN"]


async def test_who_serves_fewer_accounts_gives_up_the_talks_of_the_others():
    account = await a_house(RoutingMode.MANUAL)
    other = await an_account(workspace_id=account.workspace_id)
    (ada,) = await agents_of(account, "Ada")
    (kept,), (lost,) = await fans_write(account), await fans_write(other)
    for talk in (kept, lost):
        await taking.take(ada.id, talk, NOON)
    await Agent.filter(id=ada.id).update(serves_all_accounts=False)
    await ServedAccount.create(agent=ada, account_id=account.id)

    await releasing.release_accounts(ada.id, NOON)

    assert (await who_has(kept), await who_has(lost)) == (ada.id, None)
    assert await said(lost) == "Ada does not serve this account any more, so it waits for somebody else."


async def test_the_talks_of_a_team_that_is_gone_wait_for_whoever_serves_the_account():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    team = await a_team(account)
    await AccountRouting.filter(account_id=account.id).update(team_id=team.id)
    (talk,) = await fans_write(account)
    await give()
    (ada,) = await agents_of(account, "Ada")
    await give()
    assert await who_has(talk) is None

    async with transaction():
        await Team.filter(id=team.id).delete()
        await releasing.release_team(team.id, NOON)
    await give()

    assert await who_has(talk) == ada.id
    assert (await AccountRouting.get(account_id=account.id)).team_id is None


async def test_what_was_passed_over_is_released_once_a_minute():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    (ada,) = await agents_of(account, "Ada")
    (seated,) = await fans_write(account)
    await give()
    await Agent.filter(id=ada.id).update(disabled_at=NOON)  # as if somebody had held the talk at that moment
    (of_team,) = await fans_write(account)
    await Conversation.filter(id=of_team.id).update(team_id=new_id())

    await giving.queue_left_behind(NOON + timedelta(minutes=1))

    assert await who_has(seated) is None
    assert await reasons(seated) == ["ROUND_ROBIN", "AGENT_GONE"]
    assert (await Conversation.get(id=of_team.id)).team_id is None
