"""Not two answers to one turn."""

import asyncio
from uuid import UUID

import pytest

from domain.clock import now
from domain.conversations.actions import Talk, from_fan
from domain.conversations.models import Conversation, Message, MessageKind
from domain.fans.models import Fan
from domain.ids import new_id
from domain.sends.actions import send
from domain.sends.contents import Text
from domain.sends.errors import ConversationMovedOn
from domain.sends.models import Send
from domain.sends.turns import MOST_MISSED, missed
from tests.factories import a_message, a_talk, an_agent


async def answer(talk: Talk, agent_id: UUID, expected_seq: int | None, words: str = "At your service!") -> UUID:
    """This agent answers, having read up to that number."""
    fan = await Fan.get(id=talk.fan_id)
    return await send(talk, fan.openid, agent_id, Text(words), now(), None, expected_seq)


async def last_seq(talk: Talk) -> int:
    return (await Conversation.get(id=talk.id)).message_seq


async def test_who_has_read_everything_answers():
    talk, mei = await a_talk(), (await an_agent()).id

    await answer(talk, mei, await last_seq(talk))

    assert await Send.all().count() == 1


async def test_what_the_fan_said_meanwhile_stops_an_answer():
    talk, mei = await a_talk(), (await an_agent()).id
    read = await last_seq(talk)
    news = await a_message(talk, "No, wait!")

    with pytest.raises(ConversationMovedOn):
        await answer(talk, mei, read)

    assert await missed(talk, mei, read) == [news.id]
    assert await Send.all().count() == 0
    assert await Message.filter(direction="OUT").count() == 0


async def test_what_another_agent_said_meanwhile_stops_an_answer_and_ones_own_does_not():
    talk, mei, tao = await a_talk(), (await an_agent()).id, (await an_agent()).id
    read = await last_seq(talk)
    said = await answer(talk, mei, read)

    await answer(talk, mei, read, "And one more thing.")
    with pytest.raises(ConversationMovedOn):
        await answer(talk, tao, read)

    assert said in await missed(talk, tao, read)
    assert await missed(talk, mei, read) == []


async def test_what_the_fan_merely_did_stops_nobody():
    talk, mei = await a_talk(), (await an_agent()).id
    read = await last_seq(talk)
    await a_message(talk, from_fan(MessageKind.EVENT, "CLICK", now(), "menu"))

    assert await answer(talk, mei, read)


async def test_who_does_not_say_how_far_they_read_is_not_stopped():
    talk, mei = await a_talk(), (await an_agent()).id
    await a_message(talk, "No, wait!")

    assert await answer(talk, mei, None)


async def test_the_first_twenty_that_were_missed_are_told_from_old_to_new():
    talk, mei = await a_talk(), (await an_agent()).id
    read = await last_seq(talk)
    said = [(await a_message(talk, f"{n}")).id for n in range(MOST_MISSED + 3)]

    assert await missed(talk, mei, read) == said[:MOST_MISSED]


@pytest.mark.parametrize("expected_seq", [0, -1, -(2**31)])
async def test_who_has_read_nothing_has_missed_everything(expected_seq: int):
    with pytest.raises(ConversationMovedOn):
        await answer(await a_talk(), new_id(), expected_seq)


async def test_of_many_who_answer_at_the_same_moment_one_does():
    for _ in range(5):
        talk, agents = await a_talk(), [(await an_agent()).id for _ in range(6)]
        read = await last_seq(talk)

        came = await asyncio.gather(*(answer(talk, agent, read) for agent in agents), return_exceptions=True)

        assert [type(one) for one in came].count(ConversationMovedOn) == len(agents) - 1
        assert await Send.filter(conversation_id=talk.id).count() == 1


async def test_a_fan_who_writes_at_the_same_moment_comes_before_the_answer_or_after_it():
    for _ in range(10):
        talk, mei = await a_talk(), (await an_agent()).id
        read = await last_seq(talk)

        came, _ = await asyncio.gather(answer(talk, mei, read), a_message(talk, "No, wait!"), return_exceptions=True)

        (news,) = await Message.filter(conversation_id=talk.id, text="No, wait!")
        if isinstance(came, ConversationMovedOn):
            assert await missed(talk, mei, read) == [news.id]
        else:
            assert (await Message.get(id=came)).seq < news.seq
