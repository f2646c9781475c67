"""A third-party platform for tests, and where the domain keeps an account's refresh token."""

from dataclasses import dataclass, field
from typing import Any

COMPONENT = "/cgi-bin/component/"
COMPONENT_TOKEN = COMPONENT + "api_component_token"
AUTHORIZER_TOKEN = COMPONENT + "api_authorizer_token"
PRE_AUTH = COMPONENT + "api_create_preauthcode"
EXCHANGE = COMPONENT + "api_query_auth"
INFO = COMPONENT + "api_get_authorizer_info"
LIST = COMPONENT + "api_get_authorizer_list"
OPTION = COMPONENT + "get_authorizer_option"
SET_OPTION = COMPONENT + "set_authorizer_option"
START = COMPONENT + "api_start_push_ticket"
CLEAR = COMPONENT + "clear_quota"


@dataclass
class Kept:
    """A refresh token. `later` are those that somebody else keeps before each time it is read again."""

    token: str = "REFRESH"
    later: list[str] = field(default_factory=list)
    reads: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)

    async def read(self) -> str:
        self.reads += 1
        if self.reads > 1 and self.later:
            self.token = self.later.pop(0)
        return self.token

    async def keep(self, new: str, replaced: str) -> None:
        self.kept.append((new, replaced))
        self.token = new


def component_token(value: str, expires_in: object = 7200) -> dict[str, object]:
    return {"component_access_token": value, "expires_in": expires_in}


def authorizer_token(value: str, refresh_token: str = "REFRESH") -> dict[str, object]:
    return {"authorizer_access_token": value, "expires_in": 7200, "authorizer_refresh_token": refresh_token}


def an_authorization(app_id: str, **odd: Any) -> dict[str, Any]:
    """What WeChat gives for an authorization code, or that with something odd in it."""
    granted = [{"funcscope_category": {"id": id}} for id in (1, 2, 15)]
    info = {
        "authorizer_appid": app_id,
        "authorizer_access_token": "FIRST",
        "expires_in": 7200,
        "authorizer_refresh_token": "REFRESH",
        "func_info": [*granted, {"funcscope_category": {"id": 7}, "confirm_info": {"need_confirm": 1}}],
    }
    return {"authorization_info": info | odd}


async def ticket() -> str:
    """The ticket that WeChat pushed last."""
    return "ticket@@@7"
