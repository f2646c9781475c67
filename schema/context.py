"""What every resolver is given: who asks, and when."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from strawberry.types.info import Info as StrawberryInfo

from domain.allowance import Allowance, Balance
from domain.clock import Clock
from domain.errors import NotSignedIn
from domain.hub import Hub
from domain.presence.hub import PresenceHub
from domain.viewer import Viewer
from schema.loaders import Loaders

_TRUSTED_FOR = timedelta(seconds=5)


@dataclass
class Context:
    """One request, or one operation on a socket."""

    clock: Clock
    hub: Hub
    base_url: str
    session_id: UUID | None = None
    introspection_for_all: bool = False
    allowance: Allowance = field(default_factory=Allowance)
    presence: PresenceHub = field(default_factory=PresenceHub)
    address: str = ""  # where the asking comes from
    request_id: str = field(default_factory=lambda: uuid4().hex)
    device: str = ""  # what the client calls itself
    connection_params: dict[str, Any] | None = None  # a socket's connection_init payload, put here by Strawberry
    _viewer: Viewer | None = None
    _seen_at: datetime | None = None
    _loaders: Loaders | None = field(default=None, init=False)

    async def signed_in(self) -> "Context":
        """The same, with the viewer read from the database: once a request, and anew for each operation of a socket."""
        viewer = await Viewer.of_session(self.session_id) if self.session_id else None
        return replace(self, request_id=uuid4().hex, _viewer=viewer, _seen_at=self.now)

    @property
    def now(self) -> datetime:
        """The moment that rules are to go by."""
        return self.clock()

    @property
    def is_signed_in(self) -> bool:
        """Is there a viewer?"""
        return self._viewer is not None

    @property
    def viewer(self) -> Viewer:
        """Who asks. Raises NotSignedIn."""
        if self._viewer is None:
            raise NotSignedIn
        return self._viewer

    async def spend(self, points: int) -> Balance:
        """Pay for an operation. Raises AskedTooMuch."""
        if self._viewer is None:
            return await self.allowance.spend_as_nobody(self.address, points)
        return await self.allowance.spend_as_agent(self._viewer.agent_id.hex, points)

    @property
    def loaders(self) -> Loaders:
        """This operation's dataloaders, made anew when the viewer has come to see something else."""
        if self._loaders is None or self._loaders.viewer != self.viewer:
            self._loaders = Loaders(self.viewer, self.clock)
        return self._loaders

    async def come_in(self, session_id: UUID) -> Viewer:
        """Whoever asked has just signed in: from here on they ask as this session's agent. Raises NotSignedIn."""
        self.session_id = session_id
        self._viewer, self._seen_at = await Viewer.of_session(session_id), self.now
        return self.viewer

    async def current_viewer(self, *, anew: bool = False) -> Viewer:
        """Who listens, looked up again when the last look is five seconds old, or `anew`.

        Raises NotSignedIn once it ended.
        """
        viewer = self.viewer
        if anew or self._seen_at is None or self.now - self._seen_at >= _TRUSTED_FOR:
            self._viewer, self._seen_at = await Viewer.of_session(viewer.session_id), self.now
        return self.viewer


Info = StrawberryInfo[Context, None]
