"""WeChat knocks at our third-party platform."""

import dataclasses
from datetime import UTC, datetime

import pytest

from tests.wechat.vectors import TICKET, envelope_of, plain, sealed
from wechat.component import (
    Authorized,
    ComponentUnknown,
    TicketArrived,
    Unauthorized,
    open_component_envelope,
    read_component,
)
from wechat.lock import Malformed, NotWeChat
from wechat.markup import cdata

AT = datetime.fromtimestamp(1700000200, UTC)


def a_notice(kind: str, **fields: str) -> str:
    said = {"AppId": TICKET.receiver, "CreateTime": "1700000200", "InfoType": kind, **fields}
    return "<xml>" + "".join(f"<{name}>{cdata(text)}</{name}>" for name, text in said.items()) + "</xml>"


def test_a_ticket_is_opened_and_read():
    envelope = open_component_envelope(TICKET.lock, TICKET.query, TICKET.body)

    assert envelope.xml == TICKET.xml
    assert envelope.created_at == AT
    assert read_component(envelope.xml) == TicketArrived(AT, "ticket@@@TEST_TICKET_VALUE")


@pytest.mark.parametrize(("kind", "is_update"), [("authorized", False), ("updateauthorized", True)])
def test_an_authorisation(kind: str, is_update: bool):
    granted = a_notice(
        kind,
        AuthorizerAppid="wxACC",
        AuthorizationCode="queryauthcode@@@c",
        AuthorizationCodeExpiredTime="1700000800",
        PreAuthCode="preauthcode@@@p",
    )

    until = datetime.fromtimestamp(1700000800, UTC)
    assert read_component(granted) == Authorized(
        AT, "wxACC", "queryauthcode@@@c", until, "preauthcode@@@p", is_update=is_update
    )


def test_an_authorisation_taken_back():
    assert read_component(a_notice("unauthorized", AuthorizerAppid="wxACC")) == Unauthorized(AT, "wxACC")


@pytest.mark.parametrize(
    "xml",
    [
        a_notice("notify_third_fasteregister", appid="wxNEW"),
        a_notice("component_verify_ticket"),
        a_notice("authorized", AuthorizerAppid="wxACC"),
        a_notice("authorized", AuthorizerAppid="a", AuthorizationCode="c", AuthorizationCodeExpiredTime="soon"),
        a_notice("unauthorized"),
    ],
)
def test_what_we_do_not_know_keeps_all_that_it_carried(xml: str):
    said = read_component(xml)

    assert isinstance(said, ComponentUnknown)
    assert said.fields["AppId"] == TICKET.receiver


def test_a_repeat_that_is_signed_anew_has_the_same_key():
    one = open_component_envelope(TICKET.lock, TICKET.query, TICKET.body)
    again = open_component_envelope(TICKET.lock, *sealed(TICKET.lock, TICKET.xml, nonce="other"))
    other = open_component_envelope(TICKET.lock, *sealed(TICKET.lock, TICKET.xml.replace("VALUE", "OTHER")))

    assert one.key == again.key
    assert one.key != other.key
    assert len(one.key) <= 128
    assert "ticket@@@" not in one.key


def test_secrets_do_not_show_when_a_push_is_printed():
    envelope = open_component_envelope(TICKET.lock, TICKET.query, TICKET.body)

    assert "TEST_TICKET_VALUE" not in f"{envelope!r} {read_component(envelope.xml)!r}"


def test_what_is_not_encrypted_for_this_platform_is_refused():
    other = dataclasses.replace(TICKET.lock, app_id="wxc0mponent0000002")
    with pytest.raises(NotWeChat, match="another receiver"):
        open_component_envelope(other, TICKET.query, TICKET.body)
    with pytest.raises(NotWeChat, match="not encrypted"):
        open_component_envelope(TICKET.lock, *plain(TICKET.lock, TICKET.xml))
    with pytest.raises(NotWeChat):
        open_component_envelope(TICKET.lock, TICKET.query, envelope_of("A" + TICKET.encrypt[1:]))


@pytest.mark.parametrize(
    "xml", ["<xml/>", "<xml><InfoType>a</InfoType></xml>", a_notice("a", CreateTime="soon"), a_notice(" ")]
)
def test_what_cannot_be_a_push_is_malformed(xml: str):
    with pytest.raises(Malformed):
        open_component_envelope(TICKET.lock, *sealed(TICKET.lock, xml))
