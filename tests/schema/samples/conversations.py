"""Samples: conversations, with their labels, notes and the search through them."""

from domain.clock import now
from domain.ids import LABEL, row_id
from domain.labels.models import Label
from domain.notes.models import Note
from tests.schema.samples.making import Given, Sample, asks, given, ids_of, numbers, puts
from tests.schema.world import World


async def _create_label(world: World) -> Given:
    return {"input": {"name": f"new {next(numbers)}", "color": "#07C160"}}


async def _delete_label(world: World) -> Given:
    # Whoever asked before may have deleted it.
    kept = Label(id=row_id(LABEL, world.ids["Label"]), name="canary label", color="#112233", created_at=now())
    kept.workspace_id = world.account.workspace_id
    await Label.bulk_create([kept], ignore_conflicts=True)
    return {"input": ids_of(world, labelId="Label")}


async def _delete_note(world: World) -> Given:
    # Whoever asked before may have deleted it.
    await Note.all().update(deleted_at=None)
    return {"input": ids_of(world, noteId="Note")}


def _create_note(world: World) -> Given:
    written = {"text": "canary", "mentions": [world.ids["Agent"]], "idempotencyKey": "key"}
    return {"input": ids_of(world, conversationId="Conversation") | written}


def _of_the_account(world: World) -> Given:
    return {"accountIds": [world.ids["OfficialAccount"]]}


def _search(world: World) -> Given:
    where = _of_the_account(world) | ids_of(world, conversationId="Conversation")
    return where | {"query": "canary", "first": 2}


SAMPLES: dict[str, Sample] = {
    "Query.conversations": given(
        lambda world: {"first": 2, "filter": _of_the_account(world) | {"statuses": ["OPEN"]}},
    ),
    "Query.conversation": asks(id="Conversation"),
    "Query.conversationCounts": given(lambda world: {"filter": _of_the_account(world)}),
    "Query.search": given(_search),
    "Mutation.closeConversation": puts(conversationId="Conversation"),
    "Mutation.takeConversation": puts(conversationId="Conversation"),
    "Mutation.transferConversation": puts(conversationId="Conversation", agentId="Agent"),
    "Mutation.giveBackConversation": puts(conversationId="Conversation"),
    "Mutation.reopenConversation": puts(conversationId="Conversation"),
    "Mutation.snoozeConversation": puts(conversationId="Conversation"),
    "Mutation.showTyping": puts(conversationId="Conversation"),
    "Mutation.markConversationRead": puts(conversationId="Conversation", upToMessageId="Message"),
    "Query.labels": asks(),
    "Mutation.createLabel": _create_label,
    "Mutation.updateLabel": puts({"name": "canary word"}, labelId="Label"),
    "Mutation.deleteLabel": _delete_label,
    "Mutation.labelConversation": puts(conversationId="Conversation", labelId="Label"),
    "Mutation.unlabelConversation": puts(conversationId="Conversation", labelId="Label"),
    "Mutation.createNote": given(_create_note),
    "Mutation.editNote": puts({"text": "canary"}, noteId="Note"),
    "Mutation.deleteNote": _delete_note,
}
