"""What the porch needs of the house, made once when the process starts."""

from dataclasses import dataclass, field

from starlette.datastructures import Address

from domain.allowance import Allowance
from domain.clock import Clock, now
from domain.hub import Hub
from domain.presence.hub import PresenceHub
from schema.context import Context
from server.auth import claims_of
from server.doorkeeper import Doorkeeper
from server.trusted import TrustedDocuments


@dataclass(frozen=True)
class House:
    """The rooms behind the porch."""

    hub: Hub
    base_url: str
    is_production: bool
    clock: Clock = now
    allowance: Allowance = field(default_factory=Allowance)
    presence: PresenceHub = field(default_factory=PresenceHub)
    doorkeeper: Doorkeeper = field(default_factory=Doorkeeper)
    documents: TrustedDocuments = field(default_factory=TrustedDocuments.load)

    def context(self, authorization: object, client: Address | None, device: str = "") -> Context:
        """A request's context, not yet signed in."""
        claims = claims_of(authorization, self.clock())
        return Context(
            clock=self.clock,
            hub=self.hub,
            base_url=self.base_url,
            allowance=self.allowance,
            presence=self.presence,
            address=client.host if client else "",
            device=device,
            session_id=claims.session_id if claims else None,
            introspection_for_all=not self.is_production,
        )
