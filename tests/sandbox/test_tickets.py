"""The tickets and the token of a third-party platform."""

import pytest

from sandbox import xml
from sandbox.crypto import sign
from tests.sandbox.driving import Driver
from tests.sandbox.platform import (
    COMPONENT,
    COMPONENT_SECRET,
    COMPONENT_TOKEN,
    a_platform,
    authorized,
    component_token,
    events,
    on_behalf,
    opened,
)
from tests.sandbox.shop import Shop


async def test_item_28_the_first_ticket_comes_at_once_and_the_next_every_ten_minutes(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop)
    assert len(events(shop, "component_verify_ticket")) == 1

    await box.advance(599)
    await box.control("POST", "/wait/settled")
    assert len(events(shop, "component_verify_ticket")) == 1
    await box.advance(1)
    await box.control("POST", "/wait/settled")

    tickets = [event["ComponentVerifyTicket"] for event in events(shop, "component_verify_ticket")]
    assert len(set(tickets)) == 2
    assert all(ticket.startswith("ticket@@@") for ticket in tickets)


async def test_item_28_a_leap_of_the_clock_brings_one_ticket(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop)

    await box.advance(86_400 + 5)
    await box.control("POST", "/wait/settled")

    first, second = events(shop, "component_verify_ticket")
    assert int(second["CreateTime"]) - int(first["CreateTime"]) == 86_400
    assert box.world.agenda.seconds_left(box.world.now()) == 595


async def test_item_28_platform_pushes_are_always_sealed_for_the_platform(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop)

    received = shop.received[0]

    fields, query = xml.read(received.body), received.query
    assert set(fields) == {"AppId", "Encrypt"}
    assert fields["AppId"] == COMPONENT
    assert set(query) == {"app", "signature", "timestamp", "nonce", "encrypt_type", "msg_signature"} - {"app"}
    assert query["msg_signature"] == sign(COMPONENT_TOKEN, query["timestamp"], query["nonce"], fields["Encrypt"])
    assert opened(received)["AppId"] == COMPONENT


async def test_item_28_tickets_are_skipped_and_repeated_by_control(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop, ticketsToSkip=1)
    assert shop.received == []

    await box.control("PATCH", f"/components/{COMPONENT}", ticketsToRepeat=1)
    await box.control("POST", f"/components/{COMPONENT}/ticket")
    await box.control("POST", "/wait/settled")

    first, second = events(shop, "component_verify_ticket")
    assert first == second


async def test_item_28_a_platform_that_stopped_its_tickets_starts_them_again(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop, pushesTickets=False)
    said = {"component_appid": COMPONENT, "component_secret": COMPONENT_SECRET}

    done = (await box.client.post("/cgi-bin/component/api_start_push_ticket", json=said)).json()
    await box.control("POST", "/wait/settled")

    assert done["errcode"] == 0
    assert len(events(shop, "component_verify_ticket")) == 1


async def test_item_28_a_ticket_is_good_for_twelve_hours(box: Driver) -> None:
    await a_platform(box, eventsUrl="http://127.0.0.1:9/e")
    ticket = box.world.components[COMPONENT].tickets[0].value

    await box.advance(12 * 3600 - 1)
    assert (await component_token(box, component_verify_ticket=ticket))["expires_in"] == 7200
    await box.advance(1)
    assert (await component_token(box, component_verify_ticket=ticket))["errcode"] == 61005


@pytest.mark.parametrize(
    ("given", "errcode"),
    [
        ({"component_verify_ticket": "nonsense"}, 61006),
        ({"component_appid": ""}, 41018),
        ({"component_appid": "wx0"}, 40013),
        ({"component_appsecret": ""}, 41004),
        ({"component_appsecret": "0" * 32}, 40001),
    ],
)
async def test_item_28_a_platform_that_is_none_gets_no_token(box: Driver, given: dict[str, str], errcode: int) -> None:
    await a_platform(box, eventsUrl="http://127.0.0.1:9/e")

    assert (await component_token(box, **given))["errcode"] == errcode


async def test_item_28_a_platform_calls_from_its_own_addresses(box: Driver) -> None:
    await box.an_account()
    await a_platform(box, eventsUrl="http://127.0.0.1:9/e")
    granted = await authorized(box)
    await box.control("PATCH", f"/components/{COMPONENT}", ipWhitelist=["10.0.0.1"])

    assert (await component_token(box))["errcode"] == 61004
    assert (await on_behalf(box, granted["authorizer_access_token"], "user/get"))["errcode"] == 61004


async def test_the_days_tokens_of_a_platform_are_limited_until_it_clears_its_quota(box: Driver) -> None:
    await a_platform(box, eventsUrl="http://127.0.0.1:9/e", quotas={"component/api_component_token": 1})
    token = (await component_token(box))["component_access_token"]

    assert (await component_token(box))["errcode"] == 45009
    said = {"component_appid": COMPONENT}
    assert (await on_behalf(box, token, "component/clear_quota", said))["errcode"] == 0
    assert (await component_token(box))["expires_in"] == 7200
