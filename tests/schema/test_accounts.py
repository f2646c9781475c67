import pytest

from domain.agents.models import Role
from tests.factories import AES_KEY, a_viewer, an_account
from tests.schema.asking import ask, told

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
