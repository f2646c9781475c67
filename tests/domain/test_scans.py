"""Scans: asked for by a secret, once for each key, and forgotten."""

from datetime import timedelta

import pytest

from domain.accounts.errors import WeChatRefused
from domain.accounts.models import AccountScan
from domain.connections import scanning
from domain.connections.scanning import start_scan, state_of, token_of
from domain.ids import new_id
from domain.platform import component
from domain.platform.errors import NotAPlatform
from tests.domain.scans import CODE, ME, a_scan, outcome, push
from tests.factories import NOON, a_workspace
from tests.fakes import FakeGate
from tests.platforms import authorized, no
from wechat import TryLater

pytestmark = pytest.mark.usefixtures("platform")


async def test_a_scan_is_asked_for_by_a_secret_that_nobody_can_guess():
    scan = await a_scan()

    assert (await scanning.scan_of_token(token_of(scan.id))).id == scan.id  # type: ignore[union-attr]
    assert await scanning.scan_of_token(token_of(new_id())) is None
    assert token_of(scan.id) not in str(await AccountScan.all().values())


async def test_the_same_key_is_the_same_scan():
    workspace = await a_workspace()

    first, again = [await start_scan(workspace.id, ME, "key", NOON) for _ in range(2)]

    assert first == again


async def test_where_this_is_no_platform_nothing_is_scanned():
    workspace = await a_workspace()
    component.use(None)

    with pytest.raises(NotAPlatform, match="FANDESK_COMPONENT_"):
        await start_scan(workspace.id, ME, None, NOON)


async def test_a_ticket_that_never_came_is_a_sentence_in_two_languages(wechat: FakeGate):
    wechat.will("pre_auth_code", TryLater("WeChat has not pushed the platform's ticket yet.", "微信尚未推送票据。"))

    with pytest.raises(WeChatRefused) as refusal:
        await start_scan((await a_workspace()).id, ME, None, NOON)

    assert "ticket" in str(refusal.value)
    assert refusal.value.message_zh == "微信尚未推送票据。"


async def test_a_scan_that_failed_and_then_worked_has_worked(wechat: FakeGate):
    scan = await a_scan()
    await scanning.fail(scan, no(61010), NOON)
    assert outcome(await AccountScan.get())["code"] == "WECHAT_REFUSED"

    await push(authorized(CODE))

    done = await AccountScan.get()
    assert (done.outcome, state_of(done.account_id, False, done.expires_at, NOON)) == (None, scanning.ScanState.DONE)


async def test_scans_expire_and_go():
    scan = await a_scan()

    assert state_of(None, False, scan.expires_at, scan.expires_at) is scanning.ScanState.EXPIRED
    await scanning.forget_old(NOON + timedelta(days=8))
    assert await AccountScan.all().count() == 0
