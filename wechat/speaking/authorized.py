"""What WeChat tells a third-party platform about the accounts that authorised it. WeChat docs, 第三方平台: 授权."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from wechat.speaking.answers import (
    Fields,
    Odd,
    moment_in,
    needed_number_in,
    needed_rows_in,
    needed_text_in,
    number_in,
    row_in,
    rows_in,
    text_in,
)


@dataclass(frozen=True)
class PreAuthCode:
    """What opens the authorization page once, within `lasts`."""

    code: str = field(repr=False)
    lasts: timedelta


@dataclass(frozen=True)
class Authorization:
    """An account that authorised the platform. `permissions` are the ids of WeChat's permission sets (权限集)."""

    app_id: str
    refresh_token: str = field(repr=False)
    permissions: tuple[int, ...]


@dataclass(frozen=True)
class AccountInfo:
    """An authorised account as WeChat describes it. `original_id` is its gh_… name, `principal` the company's.

    `service_type`: 0 and 1 are subscription accounts, 2 is a service account. `verify_type`: 0, 3, 4 and 5 may use what
    needs verification. `account_status`: 1 normal, 14 cancelled, 16 banned, 18 warned, 19 frozen; None where not told.
    """

    app_id: str
    name: str
    original_id: str
    alias: str
    principal: str
    head_image_url: str
    service_type: int
    verify_type: int
    is_mini_program: bool
    account_status: int | None
    permissions: tuple[int, ...]
    refresh_token: str = field(repr=False)


@dataclass(frozen=True)
class Authorizer:
    """One line of the list of authorised accounts: the way back to a refresh token that was lost."""

    app_id: str
    refresh_token: str = field(repr=False)
    authorized_at: datetime | None


@dataclass(frozen=True)
class Authorizers:
    """Some of the authorised accounts, and how many there are in all."""

    total: int
    accounts: tuple[Authorizer, ...]


class AccountOption(StrEnum):
    """What a platform may set for an account: LOCATION_REPORT 0 none, 1 on entering, 2 every five seconds;
    VOICE_RECOGNIZE and CUSTOMER_SERVICE 0 off, 1 on."""

    LOCATION_REPORT = "location_report"
    VOICE_RECOGNIZE = "voice_recognize"
    CUSTOMER_SERVICE = "customer_service"


def pre_auth_code_in(answer: Fields) -> PreAuthCode:
    """Raises Odd."""
    seconds = needed_number_in(answer, "expires_in")
    return PreAuthCode(needed_text_in(answer, "pre_auth_code"), timedelta(seconds=min(max(seconds, 0), 86400)))


def authorization_in(answer: Fields) -> Authorization:
    """Raises Odd."""
    info = row_in(answer, "authorization_info")
    return Authorization(
        needed_text_in(info, "authorizer_appid"), needed_text_in(info, "authorizer_refresh_token"), permissions_in(info)
    )


def account_info_in(answer: Fields, app_id: str) -> AccountInfo:
    """Raises Odd, also where it is about another account."""
    account, granted = row_in(answer, "authorizer_info"), row_in(answer, "authorization_info")
    if (text_in(granted, "authorizer_appid") or text_in(granted, "appid") or app_id) != app_id:
        raise Odd("authorizer_appid")
    return AccountInfo(
        app_id=app_id,
        name=text_in(account, "nick_name"),
        original_id=needed_text_in(account, "user_name"),
        alias=text_in(account, "alias"),
        principal=text_in(account, "principal_name"),
        head_image_url=text_in(account, "head_img"),
        service_type=needed_number_in(row_in(account, "service_type_info"), "id"),
        verify_type=needed_number_in(row_in(account, "verify_type_info"), "id"),
        is_mini_program="MiniProgramInfo" in account,
        account_status=number_in(account, "account_status") if "account_status" in account else None,
        permissions=permissions_in(granted),
        refresh_token=text_in(granted, "authorizer_refresh_token"),
    )


def authorizers_in(answer: Fields) -> Authorizers:
    """Raises Odd."""
    accounts = (
        Authorizer(
            needed_text_in(row, "authorizer_appid"), needed_text_in(row, "refresh_token"), moment_in(row, "auth_time")
        )
        for row in needed_rows_in(answer, "list")
    )
    return Authorizers(needed_number_in(answer, "total_count"), tuple(accounts))


def permissions_in(info: Fields) -> tuple[int, ...]:
    """The permission sets that were granted; what cannot be read was not."""
    ids = (number_in(row_in(row, "funcscope_category"), "id", -1) for row in rows_in(info, "func_info"))
    return tuple(id for id in ids if id >= 0)
