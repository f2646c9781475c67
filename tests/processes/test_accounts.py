"""Accounts come by scanning, leave and come back, and their followers are read: with real processes."""

import re
from typing import Any
from urllib.parse import unquote

import httpx2
import pytest

from tests.processes.clients import AES_KEY, Box, Client

pytestmark = [pytest.mark.processes, pytest.mark.asyncio(loop_scope="module")]

COMPONENT = {
    "APP_ID": "wxc0mponent0000001",
    "APP_SECRET": "fedcba9876543210fedcba9876543210",
    "TOKEN": "component_token_1",
    "AES_KEY": AES_KEY,
}
ACCOUNTS = "{ accounts { edges { node { id appId state name kind verified } } } }"
DISCONNECT = """
mutation ($input: DisconnectAccountInput!) {
  disconnectAccount(input: $input) { account { id state } userErrors { code message } }
}"""
CONNECT = """
mutation ($input: ConnectAccountInput!) {
  connectAccount(input: $input) { account { id callbackUrl } userErrors { code message } }
}"""
SCAN = """
mutation ($input: StartAccountScanInput!) {
  startAccountScan(input: $input) { scan { id } pcUrl userErrors { code message } }
}"""
SCANNED = "query ($id: ID!) { accountScan(id: $id) { state account { id name appId } failure { message } } }"
SYNC = "mutation ($input: SyncFollowersInput!) { syncFollowers(input: $input) { userErrors { code message } } }"
SYNCED = """
query ($id: ID!) { account(id: $id) { followerSync { state total listed detailed failure { message } } } }"""


@pytest.fixture(scope="module")
def house_settings() -> dict[str, str]:
    """The house is a third-party platform, too."""
    return {f"FANDESK_COMPONENT_{name}": value for name, value in COMPONENT.items()}


def is_about_an_account(event: dict[str, Any]) -> bool:
    return bool(event["__typename"] in ("AccountChanged", "ResyncRequired"))


async def account_id(owner: Client, app_id: str) -> str:
    accounts = (await owner.ask(ACCOUNTS))["accounts"]["edges"]
    return str(next(edge["node"]["id"] for edge in accounts if edge["node"]["appId"] == app_id))


async def test_an_account_that_leaves_and_returns_finds_its_history(house, box, owner):
    app_id = await box.account(owner)
    fan = await box.fan(app_id, "oMEI")
    async with owner.events() as events:
        await fan.write("before")
        talk = (await events.message("before"))["conversation"]

    left = (await owner.ask(DISCONNECT, input={"accountId": await account_id(owner, app_id)}))["disconnectAccount"]
    await box.ask("PATCH", "/settings", spacing=0)  # WeChat repeats itself at once
    await house.stop(house.web)  # for two seconds it would remember the door
    await house.start(house.web)
    refused = await fan.write("while leaving")
    back = await come_back(box, owner, app_id)
    async with owner.events() as events:
        await fan.write("after")
        await events.message("after")

    assert refused["state"] == "FAILED"
    assert (left["account"]["state"], left["userErrors"]) == ("DISCONNECTED", [])
    assert back["account"]["id"] == left["account"]["id"]
    said = [message["text"] for message in await owner.messages(talk["id"])]
    assert (said[0], said[-1]) == ("before", "after")


async def come_back(box: Box, owner: Client, app_id: str) -> dict[str, Any]:
    given = {"appId": app_id, "appSecret": f"{int(app_id[2:], 16):032x}", "originalId": "gh_1", "name": "back again"}
    given |= {"kind": "SERVICE", "verified": True, "encryption": "PLAINTEXT", "token": "another_token"}
    answer = (await owner.ask(CONNECT, input=given))["connectAccount"]
    assert answer["userErrors"] == [], answer
    url = answer["account"]["callbackUrl"]
    await box.ask("PUT", f"/accounts/{app_id}/callback", token="another_token", callbackUrl=url)
    return dict(answer)


async def test_an_account_is_connected_by_scanning_and_its_fans_are_heard(house, box, owner):
    keys = {"appId": "APP_ID", "appSecret": "APP_SECRET", "token": "TOKEN", "encodingAesKey": "AES_KEY"}
    urls = {"eventsUrl": "/wechat/component/events", "messageUrl": "/wechat/component/$APPID$"}
    await box.ask(
        "POST",
        "/components",
        **{field: COMPONENT[name] for field, name in keys.items()},
        **{field: house.url + path for field, path in urls.items()},
    )
    await box.ask("POST", "/wait/settled")
    made = await box.ask("POST", "/accounts", name="花间茶社", kind="SERVICE", verified=True)
    scan = (await owner.ask(SCAN, input={}))["startAccountScan"]
    assert scan["userErrors"] == [], scan

    async with httpx2.AsyncClient(follow_redirects=True) as http:
        page = await http.get(scan["pcUrl"])
    code = unquote(re.search(r"pre_auth_code=([^&\"]+)", page.text)[1])  # type: ignore[index]
    agreed = {"account": made["appId"], "preAuthCode": code, "wait": True}
    async with owner.events() as events:
        await box.ask("POST", f"/components/{COMPONENT['APP_ID']}/authorize", **agreed)
        await events.until(is_about_an_account)
    [account] = (await owner.ask(ACCOUNTS))["accounts"]["edges"]
    connected = account["node"]

    assert (page.status_code, "componentloginpage" in page.text) == (200, True)
    assert (connected["name"], connected["kind"], connected["verified"]) == ("花间茶社", "SERVICE", True)
    fan = await box.fan(made["appId"], "oSCAN")
    async with owner.events() as events:
        await fan.write("你好")
        heard = await events.message("你好")
        await owner.send(heard["conversation"]["id"], "您好")
    assert await fan.shows(1) == ["您好"]


async def test_reading_a_hundred_thousand_followers_survives_a_kill(house, box, owner):
    app_id = await box.account(owner)
    for _ in range(10):
        await box.ask("POST", f"/accounts/{app_id}/fans", count=10_000, following=True)
    id = await account_id(owner, app_id)
    hold = await box.ask("POST", "/holds", api="user/get", point="AFTER")
    await owner.ask(SYNC, input={"accountId": id})
    for _ in range(3):  # three pages are written, and the fourth is on its way
        await box.ask("POST", "/wait/held", hold=hold["id"])
        following = await box.ask("POST", "/holds", api="user/get", point="AFTER")
        await box.ask("POST", f"/holds/{hold['id']}/release")
        hold = following
    await box.ask("POST", "/wait/held", hold=hold["id"])

    await house.kill(house.worker)
    await box.ask("POST", f"/holds/{hold['id']}/release", cut=True)
    await house.start(house.worker)
    async with owner.events() as events:
        await house.let_leases_run_out("follower_sync")
        while (done := await sync_of(owner, id))["state"] not in ("DETAILING", "DONE", "FAILED"):
            await events.until(is_about_an_account, seconds=90)

    assert (done["listed"], done["failure"]) == (100_000, None)


async def sync_of(owner: Client, account_id: str) -> dict[str, Any]:
    return dict((await owner.ask(SYNCED, id=account_id))["account"]["followerSync"])
