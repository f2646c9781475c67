"""WeChat's own list of the accounts that authorised us: how a lost refresh token is found again."""

from domain.platform.component import platform

PAGE, MOST_PAGES = 500, 100


async def listed_refresh_token(app_id: str) -> str | None:
    """The account's refresh token as WeChat knows it; None where it does not list the account.

    WeChat docs, 第三方平台: 拉取已授权的账号信息. Raises WeChatError.
    """
    for page in range(MOST_PAGES):
        listed = await platform().authorizers(page * PAGE, PAGE)
        for account in listed.accounts:
            if account.app_id == app_id:
                return account.refresh_token
        if not listed.accounts or (page + 1) * PAGE >= listed.total:
            return None
    return None
