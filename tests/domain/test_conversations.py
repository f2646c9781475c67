import asyncio

from domain.conversations.actions import mark_read
from domain.conversations.models import Conversation
from tests.factories import a_message, a_talk


async def test_reading_and_hearing_at_once_lose_no_count():
    for _ in range(10):
        talk = await a_talk()

        await asyncio.gather(a_message(talk, "one more"), mark_read(talk, 1), a_message(talk, "and more"))

        assert (await Conversation.get(id=talk.id)).unread_count == 2
