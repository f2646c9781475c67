from domain import database
from tests.factories import AES_KEY, TOKEN, an_account


async def test_no_secret_stands_in_the_database_as_it_is():
    await an_account(app_secret="canary-of-an-app-secret")

    rows = str(await database.rows("SELECT * FROM official_account"))

    assert "canary" not in rows
    assert TOKEN not in rows
    assert AES_KEY not in rows


async def test_what_was_sealed_is_what_the_callback_is_checked_with():
    account = await an_account()

    assert (account.lock().token, account.lock().encoding_aes_key) == (TOKEN, AES_KEY)
