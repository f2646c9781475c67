"""Whatever comes through the gate can be stored, and shown again."""

import dataclasses
from typing import Any

import orjson
import pytest
from graphql import get_named_type, is_leaf_type, is_non_null_type
from hypothesis import given
from strawberry.utils.str_converters import to_camel_case

import wechat
from domain.callbacks.happenings import event_in, happening_in
from domain.callbacks.messages import files_in, said_in
from domain.clock import now
from domain.conversations.actions import Said
from domain.hub import Hub
from domain.ids import new_id
from schema.contents import content_of
from schema.context import Context
from schema.root import graphql_schema
from schema.timeline import entry_of
from tests.wechat.test_hostile import changed
from tests.wechat.vectors import plain
from wechat import Lock, Malformed, open_envelope

pytestmark = pytest.mark.plain
LOCK = Lock("token", "wxAPP")
NOT_OF_A_FAN = (
    *(wechat.AccountEvent, wechat.TemplateSettled, wechat.SubscriptionsSent),
    *(wechat.FanInfoChanged, wechat.FanRevoked, wechat.FanCancelled),
)


@given(changed())
def test_a_push_with_something_about_it_changed(xml: str):
    try:
        envelope = open_envelope(LOCK, *plain(LOCK, xml))
    except Malformed:
        return
    arrived = wechat.read(envelope.xml)
    if isinstance(arrived, wechat.MessageArrived) or (isinstance(arrived, wechat.Unknown) and arrived.is_message):
        assert len(files_in(arrived)) <= 2
        show(said_in(arrived))
    elif not isinstance(arrived, NOT_OF_A_FAN) and arrived.is_about_a_fan:
        kind, data = happening_in(arrived)
        row = {"id": new_id(), "kind": kind.value, "data": orjson.dumps(data), "happened_at": arrived.at, "ordinal": 1}
        must_fit(entry_of(row))
        if said := event_in(arrived, (kind, data)):
            show(said)


def show(said: Said) -> None:
    """As a screen would ask for it."""
    context = Context(now, Hub(), "https://desk.example")
    must_fit(content_of(said.kind, said.wechat_kind, said.text, said.content, None, context))


def must_fit(thing: Any) -> None:
    """Every value is what the schema promises: numbers of its size, nothing missing that must be there."""
    if isinstance(thing, list):
        for one in thing:
            must_fit(one)
    elif dataclasses.is_dataclass(thing):
        type_: Any = graphql_schema.get_type(type(thing).__name__)
        for field in dataclasses.fields(thing):
            promised, value = type_.fields[to_camel_case(field.name)].type, getattr(thing, field.name)
            assert value is not None or not is_non_null_type(promised)
            if value is not None and is_leaf_type(get_named_type(promised)) and not isinstance(value, list):
                get_named_type(promised).coerce_output_value(value)
            must_fit(value)
