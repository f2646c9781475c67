import pytest

from domain.accounts.models import OfficialAccount
from domain.agents.models import Role
from domain.hub import Hub
from domain.ids import ACCOUNT, public_id
from domain.viewer import Viewer
from tests.factories import AES_KEY, a_viewer, an_account
from tests.schema.asking import ask, listening, told

CONNECT = """
mutation ($input: ConnectAccountInput!) {
  connectAccount(input: $input) {
    account { id name appId originalId kind verified encryption callbackUrl } userErrors { code message field }
  }
}"""
ACCOUNTS = """
query ($first: Int, $after: String, $last: Int, $before: String) {
  accounts(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""
CHANGE = """
mutation ($input: %s!) {
  %s(input: $input) {
    account { id name state stateReason verified kind } userErrors { code message messageZh field }
  }
}"""
CAPABILITIES = "query ($id: ID!) { account(id: $id) { capabilities { feature available reason reasonZh } } }"
EVENTS = "subscription { events { __typename cursor ... on AccountChanged { account { id state } } } }"
SHOP = {
    "appId": "wx1234567890abcdef",
    "appSecret": "canary-of-a-secret",
    "originalId": "gh_1234567890ab",
    "name": "小满茶饮",
    "kind": "SERVICE",
    "verified": True,
    "token": "canary_token",
    "encodingAesKey": AES_KEY,
    "encryption": "SAFE",
}


async def test_an_owner_connects_an_account_and_learns_its_callback_url():
    owner = await a_viewer(role=Role.OWNER)

    account = (await told(CONNECT, owner, input=SHOP))["account"]

    assert account["callbackUrl"] == f"https://desk.example/wechat/{account['id']}"
    assert {name: account[name] for name in ("name", "kind", "verified", "encryption")} == {
        "name": "小满茶饮",
        "kind": "SERVICE",
        "verified": True,
        "encryption": "SAFE",
    }


async def test_whoever_only_answers_fans_may_not():
    assert (await ask(CONNECT, await a_viewer(role=Role.AGENT), input=SHOP)).codes == ["FORBIDDEN"]


async def test_plaintext_does_without_a_key():
    plain = {name: value for name, value in SHOP.items() if name != "encodingAesKey"} | {"encryption": "PLAINTEXT"}

    assert (await told(CONNECT, await a_viewer(role=Role.ADMIN), input=plain))["account"]


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("appId", "", "copy the AppID"),
        ("appId", "wx 1", "copy the AppID"),
        ("appSecret", "", "copy the AppSecret"),
        ("originalId", "gh/1", "copy the 原始ID"),
        ("name", "  ", "1 to 64 characters"),
        ("name", "字" * 65, "1 to 64 characters"),
        ("token", "ab", "3 to 32 letters"),
        ("encodingAesKey", AES_KEY[:42], "exactly 43"),
        ("encodingAesKey", AES_KEY + "x", "exactly 43"),
        ("encodingAesKey", None, "exactly 43"),
    ],
)
async def test_what_the_console_could_not_have_shown_is_refused_with_what_would_be_right(field, value, right):
    refused = await told(CONNECT, await a_viewer(role=Role.OWNER), input=SHOP | {field: value})

    (error,) = refused["userErrors"]
    assert (error["code"], error["field"]) == ("BAD_USER_INPUT", [field])
    assert right in error["message"]


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_an_account_has_one_home(elsewhere):
    owner = await a_viewer(role=Role.OWNER)
    taken = {"app_id": SHOP["appId"]} | ({} if elsewhere else {"workspace_id": owner.workspace_id})
    await an_account(**taken)

    (error,) = (await told(CONNECT, owner, input=SHOP))["userErrors"]

    assert (error["code"], error["field"]) == ("ACCOUNT_ALREADY_CONNECTED", ["appId"])


async def test_no_answer_holds_a_secret():
    owner = await a_viewer(role=Role.OWNER)

    answers = [await ask(CONNECT, owner, input=SHOP), await ask(CONNECT, owner, input=SHOP), await ask(ACCOUNTS, owner)]

    assert "canary" not in str(answers)
    assert AES_KEY not in str(answers)


# Changed, paused, disconnected


async def test_an_owner_changes_what_the_console_changed_and_no_answer_shows_it():
    owner, id = await an_owner_of_one()

    answer = await change(owner, "updateAccountCredentials", id, token="canary_token", appSecret="canary-secret")

    assert answer["account"]["id"] == id
    assert "canary" not in str(answer)
    assert (await OfficialAccount.get()).lock().token == "canary_token"


async def test_an_owner_renames_and_corrects_it():
    owner, id = await an_owner_of_one()

    changed = (await change(owner, "updateAccount", id, name="新名字", kind="SUBSCRIPTION", verified=False))["account"]

    assert (changed["name"], changed["kind"], changed["verified"]) == ("新名字", "SUBSCRIPTION", False)


async def test_it_is_paused_resumed_disconnected_and_connected_again():
    owner, id = await an_owner_of_one(app_id=SHOP["appId"])
    states = []

    for move in ("pauseAccount", "resumeAccount", "disconnectAccount"):
        states.append((await change(owner, move, id))["account"]["state"])
    (error,) = (await change(owner, "resumeAccount", id))["userErrors"]
    again = (await told(CONNECT, owner, input=SHOP))["account"]

    assert states == ["PAUSED", "CONNECTED", "DISCONNECTED"]
    assert (error["code"], again["id"]) == ("ACCOUNT_DISCONNECTED", id)


async def test_every_screen_hears_of_it(hub: Hub):
    owner, id = await an_owner_of_one()

    async with listening(EVENTS, owner, hub) as listener:
        await listener.next()
        await change(owner, "pauseAccount", id)

        assert (await listener.until("AccountChanged"))["account"] == {"id": id, "state": "PAUSED"}


async def test_what_was_connected_by_hand_has_nothing_to_refresh():
    owner, id = await an_owner_of_one()

    (error,) = (await change(owner, "refreshAccount", id))["userErrors"]

    assert (error["code"], error["field"]) == ("BAD_USER_INPUT", ["accountId"])


async def test_an_account_that_is_not_verified_is_told_exactly_what_will_not_work():
    owner, id = await an_owner_of_one(is_verified=False)

    told_of = {one["feature"]: one for one in (await told(CAPABILITIES, owner, id=id))["capabilities"]}

    assert told_of["RECEIVE_MESSAGES"]["available"]
    assert not told_of["CUSTOMER_MESSAGES"]["available"]
    assert "无法正常回复顾客对话" in told_of["CUSTOMER_MESSAGES"]["reasonZh"]


async def test_accounts_come_in_pages_forwards_and_backwards():
    owner = await a_viewer(role=Role.OWNER)
    for n in range(5):
        await an_account(workspace_id=owner.workspace_id, name=f"{n}")

    first = await told(ACCOUNTS, owner, first=2)
    second = await told(ACCOUNTS, owner, first=2, after=first["pageInfo"]["endCursor"])
    last = await told(ACCOUNTS, owner, last=2)

    assert [names(page) for page in (first, second, last)] == [["0", "1"], ["2", "3"], ["3", "4"]]
    assert first["pageInfo"]["hasNextPage"]
    assert last["pageInfo"]["hasPreviousPage"]
    assert not last["pageInfo"]["hasNextPage"]


def names(page) -> list[str]:
    return [edge["node"]["name"] for edge in page["edges"]]


async def change(viewer: Viewer, mutation: str, id: str, **given):
    """One of the mutations that change an account."""
    document = CHANGE % (f"{mutation[0].upper()}{mutation[1:]}Input", mutation)
    return await told(document, viewer, input={"accountId": id} | given)


async def an_owner_of_one(**given) -> tuple[Viewer, str]:
    """An owner, and the id of the workspace's account."""
    owner = await a_viewer(role=Role.OWNER)
    return owner, public_id(ACCOUNT, (await an_account(workspace_id=owner.workspace_id, **given)).id)
