"""Third-party platforms (第三方平台): their keys, tickets and codes, and the accounts that authorised them."""

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.quotas import Quotas
from sandbox.tokens import TokenFamily

TICKET_EVERY = 600.0  # seconds of the box's time
TICKET_LIFE = 12 * 3_600.0
CODE_LIFE = 600.0
MESSAGES, USERS, QR_CODES, WEB, MASS, MATERIAL, MENUS, NOTICES = 1, 2, 3, 4, 7, 11, 15, 89
USUAL_PERMISSIONS = (MESSAGES, USERS, QR_CODES, WEB, MASS, MATERIAL, MENUS)
EXCLUSIVE = {WEB, 24, 34, 54}  # only one platform at a time may hold these for an account
KEPT_TICKETS = 100


class Telling(StrEnum):
    """How a platform hears of an authorisation: by the event, by the browser coming back, and which first."""

    EVENT_FIRST = "EVENT_FIRST"
    REDIRECT_FIRST = "REDIRECT_FIRST"
    EVENT_ONLY = "EVENT_ONLY"
    REDIRECT_ONLY = "REDIRECT_ONLY"


@dataclass
class Ticket:
    """A component_verify_ticket."""

    value: str
    made_at: float


@dataclass
class OneTimeCode:
    """A pre-auth code, or, with the account's AppID in `about`, an authorisation code."""

    value: str
    expires_at: float
    about: str = ""
    is_used: bool = False


@dataclass
class Authorization:
    """What one account allowed. `is_listed`: its code was exchanged at least once."""

    app_id: str
    permissions: list[int]
    refresh_token: str
    authorized_at: float
    tokens: TokenFamily = field(default_factory=TokenFamily)
    is_listed: bool = False
    is_revoked: bool = False


@dataclass
class Component:
    """One platform, with what it configured on open.weixin.qq.com. `message_url` holds $APPID$."""

    app_id: str
    app_secret: str
    name: str
    token: str
    encoding_aes_key: str
    events_url: str = ""
    message_url: str = ""
    launch_domain: str | None = None  # None: the authorisation page may be entered from anywhere
    web_domain: str | None = None  # where web sign-ins on behalf may lead, None for anywhere
    ip_whitelist: list[str] | None = None
    permissions: list[int] = field(default_factory=lambda: list(USUAL_PERMISSIONS))
    telling: Telling = Telling.EVENT_FIRST
    pre_auth_life: float = CODE_LIFE
    pushes_tickets: bool = True
    tickets_to_skip: int = 0
    tickets_to_repeat: int = 0
    tokens: TokenFamily = field(default_factory=TokenFamily)
    quotas: Quotas = field(default_factory=Quotas)
    tickets: list[Ticket] = field(default_factory=list)
    pre_auth_codes: dict[str, OneTimeCode] = field(default_factory=dict)
    codes: dict[str, OneTimeCode] = field(default_factory=dict)
    authorizations: dict[str, Authorization] = field(default_factory=dict)

    def live(self, app_id: str) -> Authorization | None:
        """What an account allows now; None when it never did, or took it back."""
        found = self.authorizations.get(app_id)
        return None if found is None or found.is_revoked else found

    def add_ticket(self, ticket: Ticket) -> None:
        """A new ticket; the older ones stay good for their twelve hours."""
        self.tickets.append(ticket)
        del self.tickets[:-KEPT_TICKETS]

    def ticket(self, value: str) -> Ticket | None:
        """The ticket with this value."""
        return next((one for one in self.tickets if one.value == value), None)
