"""What an agent wants to be told, and their phones, as a client asks for them."""

from datetime import timedelta

import pytest

from domain.agents.models import MiniProgramIdentity
from domain.clock import now
from domain.viewer import Viewer
from tests.factories import HandClock, a_viewer, an_agent
from tests.mini_programs import OURS
from tests.phones import a_push_service, a_quiet_talk, after, writes
from tests.schema.asking import told

SETTINGS = "settings { newMessages newFollowers assignments quietHours { start end } timeZone }"
MINE = f"{{ notificationS{SETTINGS[1:]} }}"
UPDATE = (
    "mutation ($input: UpdateNotificationSettingsInput!) { updateNotificationSettings(input: $input)"
    f" {{ {SETTINGS} userErrors {{ code field message }} }} }}"
)
DEVICE = "{ id kind service address allowances current }"
DEVICES = f"{{ devices {DEVICE} }}"
REGISTER = (
    f"mutation ($input: RegisterDeviceInput!) {{ registerDevice(input: $input) {{ device {DEVICE}"
    " userErrors { code field } } }"
)
REMOVE = "mutation ($input: RemoveDeviceInput!) { removeDevice(input: $input) { userErrors { code field } } }"
ALLOW = (
    f"mutation ($input: AllowNotificationsInput!) {{ allowNotifications(input: $input) {{ device {DEVICE}"
    " userErrors { code field } } }"
)
END = "mutation ($input: EndSessionInput!) { endSession(input: $input) { userErrors { code } } }"
PHONE = {"kind": "APP", "service": "apns", "address": "a1b2"}


async def change(viewer: Viewer, **wanted: object) -> dict[str, object]:
    """What holds after choosing this."""
    answer = await told(UPDATE, viewer, input=wanted)
    assert answer["userErrors"] == []
    return answer["settings"]


async def test_who_chose_nothing_is_told_of_messages_and_assignments_at_any_hour():
    assert await told(MINE, await a_viewer()) == {
        "newMessages": True,
        "newFollowers": False,
        "assignments": True,
        "quietHours": None,
        "timeZone": "Asia/Shanghai",
    }


async def test_what_is_left_out_stays_and_null_ends_quiet_hours():
    viewer = await a_viewer()
    night = {"start": "22:00", "end": "07:30"}

    assert (await change(viewer, quietHours=night, timeZone="Europe/Berlin"))["quietHours"] == night
    assert (await change(viewer, newMessages=False))["quietHours"] == night
    assert (await change(viewer, quietHours=None))["quietHours"] is None

    mine = await told(MINE, viewer)
    assert (mine["newMessages"], mine["timeZone"]) == (False, "Europe/Berlin")
    assert (await told(MINE, await a_viewer()))["newMessages"] is True


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"timeZone": "Mars/Olympus"}, ["timeZone"]),
        ({"quietHours": {"start": "25:00", "end": "07:00"}}, ["quietHours", "start"]),
        ({"quietHours": {"start": "22:00", "end": "7"}}, ["quietHours", "end"]),
        ({"quietHours": {"start": "22:00", "end": "22:00"}}, ["quietHours"]),
    ],
)
async def test_what_cannot_be_is_refused(wanted, field):
    answer = await told(UPDATE, await a_viewer(), input=wanted)

    assert answer["settings"] is None
    assert [(error["code"], error["field"]) for error in answer["userErrors"]] == [("BAD_USER_INPUT", field)]


async def test_a_phone_is_registered_listed_and_removed():
    agent = await an_agent()
    phone, desk = await a_viewer(agent=agent), await a_viewer(agent=agent)

    registered = (await told(REGISTER, phone, input=PHONE))["device"]
    again = (await told(REGISTER, phone, input=PHONE))["device"]

    assert registered == {"id": registered["id"], **PHONE, "allowances": 0, "current": True}
    assert again == registered
    assert await told(DEVICES, desk) == [registered | {"current": False}]
    assert await told(DEVICES, await a_viewer()) == []
    assert (await told(REMOVE, desk, input={"deviceId": registered["id"]}))["userErrors"] == []
    assert (await told(REMOVE, desk, input={"deviceId": registered["id"]}))["userErrors"] == [
        {"code": "NOT_FOUND", "field": ["deviceId"]}
    ]


async def test_signing_a_session_out_removes_its_phones():
    agent = await an_agent()
    phone, desk = await a_viewer(agent=agent), await a_viewer(agent=agent)
    await told(REGISTER, phone, input=PHONE)

    await told(END, desk, input={"sessionId": f"ses_{phone.session_id.hex}"})

    assert await told(DEVICES, desk) == []


async def test_an_agents_wechat_is_registered_once_it_is_linked():
    viewer = await a_viewer()
    asked = {"kind": "MINI_PROGRAM"}
    assert (await told(REGISTER, viewer, input=asked))["userErrors"][0]["code"] == "MINI_PROGRAM_NOT_LINKED"
    assert (await told(ALLOW, viewer, input={"count": 1}))["userErrors"][0]["code"] == "BAD_USER_INPUT"
    who = {"agent_id": viewer.agent_id, "app_id": OURS.app_id}
    await MiniProgramIdentity.create(openid="oAGENT", created_at=now(), **who)

    registered = (await told(REGISTER, viewer, input=asked))["device"]
    allowed = await told(ALLOW, viewer, input={"count": 3})

    assert (registered["kind"], registered["address"], registered["allowances"]) == ("MINI_PROGRAM", "oAGENT", 0)
    assert allowed["device"] == registered | {"allowances": 3}
    assert (await told(ALLOW, viewer, input={"count": 0}))["userErrors"] == [
        {"code": "BAD_USER_INPUT", "field": ["count"]}
    ]


async def test_a_registered_phone_rings():
    talk, clock = await a_quiet_talk(), HandClock()
    viewer = await a_viewer(agent=await an_agent(workspace_id=talk.workspace_id))
    await told(REGISTER, viewer, input=PHONE)

    async with a_push_service() as push:
        await writes(talk, clock)
        await after(clock, timedelta(seconds=5))

    assert [told_["device"] for told_ in push.data] == [{"service": "apns", "address": "a1b2"}]
