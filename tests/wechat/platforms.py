"""A third-party platform for tests, and where the domain keeps an account's refresh token."""

from dataclasses import dataclass, field

COMPONENT = "/cgi-bin/component/"
COMPONENT_TOKEN = COMPONENT + "api_component_token"
AUTHORIZER_TOKEN = COMPONENT + "api_authorizer_token"


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


async def ticket() -> str:
    """The ticket that WeChat pushed last."""
    return "ticket@@@7"
