"""Reading an account's followers, and the page on which they say who they are."""

from datetime import timedelta

from domain.accounts.models import OfficialAccount
from domain.agents.models import Role
from domain.clock import now
from domain.followers.actions import start_sync
from domain.followers.models import FollowerSync
from domain.ids import ACCOUNT, public_id
from tests.factories import a_viewer
from tests.schema.asking import told
from tests.schema.fans import a_shop

SYNC = """
mutation ($account: ID!) { syncFollowers(input: {accountId: $account}) {
  account { followerSync { state total listed detailed finishedAt waitsUntil failure { code message messageZh } } }
  userErrors { code }
} }"""
ACCOUNT_BY_ID = """
query ($id: ID!) { account(id: $id) {
  identityUrl tags { name } followerSync { state waitsUntil failure { code message messageZh } }
} }"""


async def test_reading_the_followers_shows_how_far_it_is():
    viewer = await a_viewer(role=Role.AGENT)
    account = public_id(ACCOUNT, (await a_shop(viewer)).id)

    for _ in range(2):
        sync = (await told(SYNC, viewer, account=account))["account"]["followerSync"]
        assert (sync["state"], sync["total"], sync["listed"], sync["failure"]) == ("LISTING", None, 0, None)
    assert await FollowerSync.all().count() == 1


async def test_a_disconnected_account_is_not_read():
    viewer = await a_viewer()
    shop = await a_shop(viewer)
    await OfficialAccount.filter(id=shop.id).update(state="DISCONNECTED")

    refused = await told(SYNC, viewer, account=public_id(ACCOUNT, shop.id))

    assert refused["userErrors"] == [{"code": "ACCOUNT_DISCONNECTED"}]


async def test_what_it_waits_for_and_why_it_failed_is_said_in_two_languages():
    viewer = await a_viewer()
    shop = await a_shop(viewer)
    await start_sync(viewer.workspace_id, shop.id, now())
    why = {"refusal_code": 45009, "refusal_text": "Today's quota is used up."}
    await FollowerSync.all().update(due_at=now() + timedelta(hours=5), **why)

    waiting = (await told(ACCOUNT_BY_ID, viewer, id=public_id(ACCOUNT, shop.id)))["followerSync"]
    await FollowerSync.all().update(state="FAILED", finished_at=now())
    failed = (await told(ACCOUNT_BY_ID, viewer, id=public_id(ACCOUNT, shop.id)))["followerSync"]

    assert waiting["waitsUntil"] is not None
    assert (failed["state"], failed["waitsUntil"], failed["failure"]["code"]) == ("FAILED", None, 45009)
    assert failed["failure"]["messageZh"] not in ("", failed["failure"]["message"])


async def test_only_accounts_that_may_ask_have_an_identity_page():
    viewer = await a_viewer()
    may, may_not = await a_shop(viewer), await a_shop(viewer, is_verified=False)

    urls = [
        (await told(ACCOUNT_BY_ID, viewer, id=public_id(ACCOUNT, shop.id)))["identityUrl"] for shop in (may, may_not)
    ]

    assert urls == [f"https://desk.example/identity/{public_id(ACCOUNT, may.id)}/begin", None]
