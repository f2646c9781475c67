"""Query, Mutation and Subscription put together."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Annotated, Any

import strawberry
from graphql import DocumentNode, GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig

from domain.errors import AskedTooMuch, BadInput
from domain.ids import (
    ACCOUNT,
    AGENT,
    ASSET,
    ASSIGNMENT,
    CANNED,
    CONVERSATION,
    FAN,
    FAN_FIELD,
    INVITATION,
    LABEL,
    MESSAGE,
    NOTE,
    SCAN,
    SCHEDULE,
    TAG,
    TEAM,
    WORKSPACE,
)
from schema import limits
from schema.accounts import AccountQueries, find_account
from schema.agents import Agent, AgentMutations, AgentQueries, find_agent, find_workspace
from schema.assets import AssetMutations, AssetQueries, find_asset
from schema.assigning import AssigningMutations
from schema.assignments import find_assignment
from schema.audit import AuditQueries
from schema.canned import CannedMutations, CannedQueries, find_canned
from schema.closing import ClosingMutations
from schema.colleagues import ColleagueMutations, ColleagueQueries
from schema.compiled import CompiledExecutor
from schema.connecting import AccountMutations
from schema.connection_tests import ConnectionTestQueries
from schema.context import Context, Info
from schema.conversations import ConversationMutations, ConversationQueries, find_conversation, find_message
from schema.documents import Known, known
from schema.errors import CodedErrors
from schema.events import EVENT_TYPES
from schema.fan_changes import FanMutations
from schema.fan_fields import FanFieldMutations, FanFieldQueries, find_fan_field
from schema.fan_lists import FanListQueries
from schema.fans import FanQueries, find_fan
from schema.inbox import InboxQueries
from schema.invitations import InvitationMutations, InvitationQueries, find_invitation
from schema.labelling import LabelMutations
from schema.labels import LabelQueries, find_label
from schema.media import MediaMutations
from schema.mini_program import MiniProgramMutations, MiniProgramQueries
from schema.node import Node
from schema.notes import NoteMutations, find_note
from schema.notifications import NotificationMutations, NotificationQueries
from schema.pausing import PausingMutations
from schema.presence import PresenceMutations, PresenceSubscriptions
from schema.reachability import ReachabilityQueries
from schema.scalars import SCALARS
from schema.scans import ScanMutations, ScanQueries, find_scan
from schema.schedules import ScheduleMutations, ScheduleQueries, find_schedule
from schema.search import SEARCH_TYPES, SearchQueries
from schema.sends import SendMutations
from schema.sessions import SessionMutations, SessionQueries
from schema.stream import EventSubscriptions
from schema.tagging import TagMutations
from schema.tags import find_tag
from schema.teams import TeamMutations, TeamQueries, find_team
from schema.timeline import TIMELINE_TYPES

MOST_NODES = 100


@strawberry.type
class NodeQueries:
    @strawberry.field(description="Anything by its id; null where there is nothing for you.")
    async def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The id.")]
    ) -> Node | None:
        return await _find(info.context, id)

    @strawberry.field(
        description="Several things by their ids, in the same order; null where there is nothing for you."
    )
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="At most 100 ids.")],
    ) -> list[Node | None]:
        if len(ids) > MOST_NODES:
            raise BadInput(f"`ids` takes at most {MOST_NODES}; there were {len(ids)}.", "ids")
        return [await _find(info.context, id) for id in ids]


async def _find(context: Context, id: str) -> Node | None:
    finder = _FINDERS.get(id.partition("_")[0])
    context.viewer  # noqa: B018 (raises for whoever is not signed in, whatever they ask for)
    return await finder(context, id) if finder else None


_FINDERS: dict[str, Callable[[Context, str], Awaitable[Node | None]]] = {
    ACCOUNT: find_account,
    AGENT: find_agent,
    ASSET: find_asset,
    ASSIGNMENT: find_assignment,
    CANNED: find_canned,
    CONVERSATION: find_conversation,
    FAN: find_fan,
    FAN_FIELD: find_fan_field,
    INVITATION: find_invitation,
    LABEL: find_label,
    MESSAGE: find_message,
    NOTE: find_note,
    SCAN: find_scan,
    SCHEDULE: find_schedule,
    TAG: find_tag,
    TEAM: find_team,
    WORKSPACE: find_workspace,
}


class Guard(SchemaExtension):
    """Measures a document before it is validated, has it paid for, and tells what an operation costs.

    What does not parse is left to the schema, which answers with an error: raised from here it would end a socket's
    operation without one.
    """

    _known: Known | None = None
    _cost: dict[str, int] | None = None

    def on_operation(self) -> Iterator[None]:
        self.execution_context.parse_options["max_tokens"] = limits.TOKENS
        yield

    def on_parse(self) -> Iterator[None]:
        asked = self.execution_context
        with suppress(GraphQLError):
            self._known = known(asked.query or "")
            asked.graphql_document = self._known.document
        yield

    async def on_validate(self) -> AsyncIterator[None]:
        asked, document = self.execution_context, self._known
        assert document is not None, "what does not parse is not validated"
        try:
            _allow_introspection(document.document, asked.context)
            if asked._provided_operation_name is None and document.operations > 1:  # Strawberry would run the first
                raise GraphQLError("This document holds several operations: say which in `operationName`.")
            cost = document.cost(graphql_schema, asked.operation_name, asked.variables)
            self._cost = {"requested": cost, "maximum": limits.COST, **await _paid(asked.context, cost)}
            asked.pre_execution_errors = document.problems(graphql_schema)
        except GraphQLError as error:
            asked.pre_execution_errors = [error]
        yield

    def get_results(self) -> dict[str, Any]:
        """`extensions.cost` of the answer."""
        return {} if self._cost is None else {"cost": self._cost}


async def _paid(context: Context, cost: int) -> dict[str, int]:
    try:
        balance = await context.spend(cost)
    except AskedTooMuch as refusal:
        raise limits.TooMuch(str(refusal), refusal.code.value, retryAfter=refusal.seconds) from None
    return {"available": balance.available, "restoreRate": balance.per_second}


def _allow_introspection(document: DocumentNode, context: Context) -> None:
    if context.is_signed_in or context.introspection_for_all:
        return
    if limits.looks_at_schema(document):
        raise limits.TooMuch("Sign in to look at the schema.", "UNAUTHENTICATED")


@strawberry.type(description="What can be asked. All of it but introspection in development needs a signed-in agent.")
class Query(
    AgentQueries,
    ColleagueQueries,
    TeamQueries,
    InvitationQueries,
    SessionQueries,
    MiniProgramQueries,
    NotificationQueries,
    AuditQueries,
    AccountQueries,
    ScanQueries,
    ConnectionTestQueries,
    ConversationQueries,
    InboxQueries,
    LabelQueries,
    FanListQueries,
    FanQueries,
    FanFieldQueries,
    ReachabilityQueries,
    AssetQueries,
    CannedQueries,
    ScheduleQueries,
    SearchQueries,
    NodeQueries,
):
    pass


@strawberry.type(
    description="What can be done. Each mutation takes one `input` and answers with `userErrors` where a rule refuses."
)
class Mutation(
    AgentMutations,
    ColleagueMutations,
    TeamMutations,
    InvitationMutations,
    SessionMutations,
    MiniProgramMutations,
    NotificationMutations,
    AccountMutations,
    PausingMutations,
    ScanMutations,
    ConversationMutations,
    ClosingMutations,
    AssigningMutations,
    LabelMutations,
    NoteMutations,
    FanMutations,
    FanFieldMutations,
    MediaMutations,
    SendMutations,
    AssetMutations,
    CannedMutations,
    ScheduleMutations,
    TagMutations,
    PresenceMutations,
):
    pass


@strawberry.type(description="What can be listened to, over the WebSocket.")
class Subscription(EventSubscriptions, PresenceSubscriptions):
    pass


class QuietSchema(strawberry.Schema):
    """Logs no documents: they carry passwords and what fans wrote. Our bugs are logged by `coded`."""

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Nothing."""


schema = QuietSchema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[Agent, *EVENT_TYPES, *TIMELINE_TYPES, *SEARCH_TYPES],
    extensions=[CodedErrors, Guard],
    execution_context_class=CompiledExecutor,
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),  # type: ignore[arg-type]
)
graphql_schema = schema._schema
