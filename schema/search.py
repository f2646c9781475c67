"""Looking for words in messages, in the names of fans and in notes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Annotated
from uuid import UUID

import strawberry

from domain.database import Row
from domain.ids import CONVERSATION, row_id
from domain.paging import PageRequest, cursor_of
from domain.search.asking import Sought
from domain.search.entries import SearchKind, names
from domain.search.reading import SEARCH, SearchFilter
from schema.accounts import account_rows
from schema.context import Context, Info
from schema.conversations import Conversation, Message
from schema.enums import described
from schema.fans import Fan
from schema.notes import Note
from schema.paging import After, Before, Connection, First, Last

described(
    SearchKind,
    "SearchKind",
    "What a search looks into. New values may come.",
    {
        "MESSAGE": "What fans and agents wrote; of a voice what WeChat understood.",
        "FAN": "The remarks and nicknames of fans.",
        "NOTE": "What agents noted on conversations.",
    },
)


@strawberry.type(description="A piece of a text.")
class Highlight:
    start: int = strawberry.field(description="Where it begins, in UTF-16 code units, as JavaScript counts.")
    length: int = strawberry.field(description="How long it is, in UTF-16 code units.")


@strawberry.interface(description="Something that holds the words. New types may come: then show its `text`.")
class SearchHit:
    text: str = strawberry.field(description="What the words were found in.")
    highlights: list[Highlight] = strawberry.field(
        description="Where in `text` the words are, in order and without overlaps."
    )


@strawberry.type(description="A message that holds the words.")
class MessageHit(SearchHit):
    message: Message = strawberry.field(description="The message; its `text` is the hit's.")


@strawberry.type(
    description="A fan whose names hold the words: `text` is the remark and, on a line below it, the nickname."
)
class FanHit(SearchHit):
    fan: Fan = strawberry.field(description="The fan.")


@strawberry.type(description="A note that holds the words.")
class NoteHit(SearchHit):
    note: Note = strawberry.field(description="The note; its `text` is the hit's.")


SEARCH_TYPES = [MessageHit, FanHit, NoteHit]


@strawberry.type
class SearchQueries:
    @strawberry.field(
        description="What holds all of these words, the newest first: messages, fans by their names, and notes. Chinese"
        " words are found wherever they stand; Latin words and numbers are found whole, however they are written"
        ' (ABC, abc, ＡＢＣ). What is written without a space, or "in quotes", must stand together; emojis are not'
        " looked for."
    )
    async def search(
        self,
        info: Info,
        query: Annotated[
            str, strawberry.argument(description="At most 100 characters, and 20 words or Chinese characters.")
        ],
        kinds: Annotated[
            list[SearchKind] | None, strawberry.argument(description="Only these; all unless told.")
        ] = None,
        account_ids: Annotated[
            list[strawberry.ID] | None, strawberry.argument(description="Only of these official accounts.")
        ] = None,
        conversation_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Only messages and notes of this conversation."),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SearchHit]:
        sought = Sought.of(query)
        wanted = SearchFilter(
            kinds=None if kinds is None else list(dict.fromkeys(kinds)),
            account_ids=None if account_ids is None else [id for id in account_rows(account_ids) if id],
            conversation_ids=None if conversation_id is None else [row_id(CONVERSATION, conversation_id)],
        )
        page = await info.context.viewer.search(sought, wanted, PageRequest.of(SEARCH, first, after, last, before))
        hits = await _hits(info.context, page.items, sought)
        # What was deleted since it was found is left out; where the page ends stays as it was.
        there = replace(page, items=[row for row in page.items if row["id"] in hits])
        return Connection.of(there, lambda row: hits[row["id"]], lambda row: cursor_of(SEARCH, row["id"].hex))


async def _hits(context: Context, found: Sequence[Row], sought: Sought) -> dict[UUID, SearchHit]:
    """What the entries lead to: one reading a kind that is there."""
    hits: dict[UUID, SearchHit] = {}
    for kind, read in _READERS.items():
        if ids := [row["id"] for row in found if row["kind"] == kind.value]:
            hits |= await read(context, ids, sought)
    return hits


async def _messages(context: Context, ids: Sequence[UUID], sought: Sought) -> dict[UUID, SearchHit]:
    return {
        row["m_id"]: MessageHit(
            text=row["m_text"] or "",
            highlights=_highlights(sought, row["m_text"] or ""),
            message=Message.of(row, "m_", Conversation.of(row, context), context),
        )
        for row in await context.viewer.messages(ids)
    }


async def _fans(context: Context, ids: Sequence[UUID], sought: Sought) -> dict[UUID, SearchHit]:
    return {
        row["f_id"]: FanHit(
            text=(text := names(row["f_remark"], row["f_nickname"])),
            highlights=_highlights(sought, text),
            fan=Fan.of(row, context),
        )
        for row in await context.viewer.fans(ids)
    }


async def _notes(context: Context, ids: Sequence[UUID], sought: Sought) -> dict[UUID, SearchHit]:
    return {
        row["id"]: NoteHit(text=row["text"], highlights=_highlights(sought, row["text"]), note=Note.of(row, context))
        for row in await context.viewer.notes(ids)
    }


_READERS: dict[SearchKind, Callable[[Context, Sequence[UUID], Sought], Awaitable[dict[UUID, SearchHit]]]] = {
    SearchKind.MESSAGE: _messages,
    SearchKind.FAN: _fans,
    SearchKind.NOTE: _notes,
}


def _highlights(sought: Sought, text: str) -> list[Highlight]:
    return [Highlight(start=start, length=length) for start, length in sought.highlights(text)]
