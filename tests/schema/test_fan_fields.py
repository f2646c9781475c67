"""Fields of a workspace's own: made by those who manage, filled in by everybody, checked by their kind."""

import pytest

from domain.agents.models import Role, Workspace
from domain.audit import AuditEntry
from domain.fans.models import FanField, FanFieldValue
from domain.ids import FAN, public_id
from domain.viewer import Viewer
from tests.factories import a_fan, a_viewer, an_account
from tests.schema.asking import ask, listening, told

ERRORS = "userErrors { code message field }"
CREATE = f"""
mutation ($name: String!, $kind: FanFieldKind!, $choices: [String!]! = [], $key: String) {{
  createFanField(input: {{name: $name, kind: $kind, choices: $choices, idempotencyKey: $key}}) {{
    fanField {{ id name kind choices }} {ERRORS}
  }}
}}"""
UPDATE = f"""
mutation ($id: ID!, $name: String, $choices: [String!]) {{
  updateFanField(input: {{fieldId: $id, name: $name, choices: $choices}}) {{
    fanField {{ id name kind choices }} {ERRORS}
  }}
}}"""
DELETE = f"mutation ($id: ID!) {{ deleteFanField(input: {{fieldId: $id}}) {{ fanFieldId {ERRORS} }} }}"
SET = f"""
mutation ($fan: ID!, $values: [FanFieldValueInput!]!) {{
  setFanFields(input: {{fanId: $fan, values: $values}}) {{
    fan {{ fields {{ field {{ name }} text }} }} {ERRORS}
  }}
}}"""
FIELDS = "{ fanFields { id name kind choices } }"
EVENTS = """
subscription { events {
  __typename cursor ... on FanFieldChanged { fanField { name } } ... on FanFieldDeleted { fanFieldId }
} }"""


async def a_field(viewer: Viewer, name: str = "等级", kind: str = "TEXT", choices: list[str] | None = None) -> str:
    made = await told(CREATE, viewer, name=name, kind=kind, choices=choices or [])
    assert made["userErrors"] == []
    return str(made["fanField"]["id"])


async def the_fan_of(viewer: Viewer) -> str:
    return public_id(FAN, (await a_fan(account=await an_account(workspace_id=viewer.workspace_id))).id)


async def filled(viewer: Viewer, fan: str, **texts: str | None) -> list[tuple[str, str]]:
    """What the fan has after these fields, by their ids, were filled in."""
    values = [{"fieldId": id, "text": text} for id, text in texts.items()]
    done = await told(SET, viewer, fan=fan, values=values)
    assert done["userErrors"] == []
    return [(value["field"]["name"], value["text"]) for value in done["fan"]["fields"]]


async def test_an_admin_makes_changes_and_deletes_fields():
    admin = await a_viewer(role=Role.ADMIN)

    field = await a_field(admin, " 等级 ", "CHOICE", ["金", "银", "金"])
    assert await told(FIELDS, admin) == [{"id": field, "name": "等级", "kind": "CHOICE", "choices": ["金", "银"]}]
    changed = await told(UPDATE, admin, id=field, name="级别", choices=["铜"])
    assert (changed["fanField"]["name"], changed["fanField"]["choices"]) == ("级别", ["铜"])
    assert (await told(DELETE, admin, id=field))["fanFieldId"] == field
    assert await told(FIELDS, admin) == []
    done = await AuditEntry.filter(action__startswith="fan_field.").order_by("id").values_list("action", flat=True)
    assert done == ["fan_field.created", "fan_field.updated", "fan_field.deleted"]


async def test_screens_hear_of_fields(hub):
    admin = await a_viewer(role=Role.ADMIN)
    async with listening(EVENTS, admin, hub) as events:
        await events.next()
        field = await a_field(admin)
        assert (await events.until("FanFieldChanged"))["fanField"] == {"name": "等级"}

        await told(DELETE, admin, id=field)
        assert (await events.until("FanFieldDeleted"))["fanFieldId"] == field


@pytest.mark.parametrize(
    ("document", "given"),
    [(CREATE, {"name": "x", "kind": "TEXT"}), (UPDATE, {"name": "x"}), (DELETE, {})],
)
async def test_whoever_only_answers_fans_may_not(document, given):
    owner = await a_viewer(role=Role.OWNER)
    agent = await a_viewer(role=Role.AGENT)
    id = {} if document == CREATE else {"id": await a_field(owner)}

    assert (await ask(document, agent, **given, **id)).codes == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " ", "kind": "TEXT"}, "name"),
        ({"name": "字" * 33, "kind": "TEXT"}, "name"),
        ({"name": "a\nb", "kind": "TEXT"}, "name"),
        ({"name": "x", "kind": "TEXT", "choices": ["a"]}, "choices"),
        ({"name": "x", "kind": "CHOICE"}, "choices"),
        ({"name": "x", "kind": "CHOICE", "choices": [f"{n}" for n in range(51)]}, "choices"),
        ({"name": "x", "kind": "CHOICE", "choices": ["字" * 65]}, "choices"),
    ],
)
async def test_a_field_that_cannot_be_is_refused(given, field):
    (error,) = (await told(CREATE, await a_viewer(role=Role.ADMIN), **given))["userErrors"]

    assert (error["code"], error["field"]) == ("BAD_USER_INPUT", [field])


async def test_names_are_taken_once():
    admin, elsewhere = await a_viewer(role=Role.ADMIN), await a_viewer(role=Role.ADMIN)
    await a_field(admin, "a")
    await a_field(elsewhere, "a")
    other = await a_field(admin, "b")

    made = await told(CREATE, admin, name="a", kind="DATE")
    renamed = await told(UPDATE, admin, id=other, name="a")

    assert [one["userErrors"][0]["code"] for one in (made, renamed)] == ["FAN_FIELD_NAME_TAKEN"] * 2
    assert (await told(UPDATE, admin, id=other, name="b"))["userErrors"] == []


async def test_the_same_key_makes_it_once():
    admin = await a_viewer(role=Role.ADMIN)

    first, second = [await told(CREATE, admin, name="a", kind="TEXT", key="k") for _ in range(2)]

    assert first == second
    assert await FanField.all().count() == 1


async def test_fifty_fields_and_not_one_more():
    admin = await a_viewer(role=Role.ADMIN)
    for n in range(50):
        await a_field(admin, f"{n}")

    (error,) = (await told(CREATE, admin, name="50", kind="TEXT"))["userErrors"]

    assert error["code"] == "FAN_FIELD_LIMIT_REACHED"


async def test_fields_are_filled_in_and_emptied():
    agent = await a_viewer(role=Role.AGENT)
    owner = await a_viewer(role=Role.OWNER, workspace=await Workspace.get(id=agent.workspace_id))
    first, second = await a_field(owner, "a"), await a_field(owner, "b")
    fan = await the_fan_of(agent)

    assert await filled(agent, fan, **{second: "2", first: " 1 "}) == [("a", "1"), ("b", "2")]
    assert await filled(agent, fan, **{first: None}) == [("b", "2")]
    assert await filled(agent, fan, **{second: " "}) == []


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("TEXT", "两行\n话", "两行\n话"),
        ("NUMBER", "+007.50", "7.5"),
        ("NUMBER", "-0.0", "0"),
        ("NUMBER", "1200", "1200"),
        ("NUMBER", "123456789012345.000001", "123456789012345.000001"),
        ("DATE", "2028-02-29", "2028-02-29"),
        ("CHOICE", "金", "金"),
    ],
)
async def test_each_kind_keeps_what_it_takes(kind, text, kept):
    owner = await a_viewer(role=Role.OWNER)
    field = await a_field(owner, "a", kind, ["金", "银"] if kind == "CHOICE" else [])

    assert await filled(owner, await the_fan_of(owner), **{field: text}) == [("a", kept)]


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("TEXT", "字" * 257, "“a” takes at most 256 characters."),
        ("NUMBER", "many", "“a” takes a number, written like 1980 or -0.5."),
        ("NUMBER", "1e9", "“a” takes a number, written like 1980 or -0.5."),
        ("NUMBER", "१२", "“a” takes a number, written like 1980 or -0.5."),
        ("DATE", "2026-02-30", "“a” takes a date, written like 2026-01-31."),
        ("DATE", "20260131", "“a” takes a date, written like 2026-01-31."),
        ("CHOICE", "铜", "“a” takes one of its choices: 金, 银."),
    ],
)
async def test_each_kind_says_what_it_would_take(kind, text, says):
    owner = await a_viewer(role=Role.OWNER)
    good = await a_field(owner, "good")
    field = await a_field(owner, "a", kind, ["金", "银"] if kind == "CHOICE" else [])
    values = [{"fieldId": good, "text": "x"}, {"fieldId": field, "text": text}]

    (error,) = (await told(SET, owner, fan=await the_fan_of(owner), values=values))["userErrors"]

    assert (error["message"], error["field"]) == (says, ["values", "1", "text"])
    assert await FanFieldValue.all().count() == 0


async def test_a_field_stands_there_once_and_is_of_the_workspace():
    owner, stranger = await a_viewer(role=Role.OWNER), await a_viewer(role=Role.OWNER)
    field, foreign, fan = await a_field(owner), await a_field(stranger), await the_fan_of(owner)

    twice = await told(SET, owner, fan=fan, values=[{"fieldId": field, "text": "x"}] * 2)
    strange = await told(SET, owner, fan=fan, values=[{"fieldId": foreign, "text": "x"}])
    nothing = await told(SET, owner, fan=fan, values=[])

    errors = [one["userErrors"][0] for one in (twice, strange, nothing)]
    assert [error["code"] for error in errors] == ["BAD_USER_INPUT", "NOT_FOUND", "BAD_USER_INPUT"]
    assert [error["field"] for error in errors] == [["values", "1", "fieldId"], ["values", "0", "fieldId"], ["values"]]


async def test_a_choice_that_is_taken_out_stays_with_those_who_have_it():
    owner = await a_viewer(role=Role.OWNER)
    field, fan = await a_field(owner, "a", "CHOICE", ["金", "银"]), await the_fan_of(owner)
    other = await a_field(owner, "b")
    await filled(owner, fan, **{field: "金"})

    await told(UPDATE, owner, id=field, choices=["银"])

    assert await filled(owner, fan, **{other: "x"}) == [("a", "金"), ("b", "x")]


async def test_what_fans_have_goes_with_the_field():
    owner = await a_viewer(role=Role.OWNER)
    field, fan = await a_field(owner), await the_fan_of(owner)
    await filled(owner, fan, **{field: "x"})

    await told(DELETE, owner, id=field)

    assert await FanFieldValue.all().count() == 0
