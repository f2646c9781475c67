"""Screens are told that an agent came, or looks different."""

from uuid import UUID

from domain.live import ALL_ACCOUNTS, Event, EventKind
from domain.transaction import announce


def announce_agent(workspace_id: UUID, agent_id: UUID) -> None:
    """Tell everybody of the workspace, with the running transaction."""
    announce(Event(EventKind.AGENT_CHANGED, workspace_id, ALL_ACCOUNTS, agent_id))
