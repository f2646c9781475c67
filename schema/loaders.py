"""Dataloaders, named after what they fetch. Each goes through the viewer, so none can leak."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from strawberry.dataloader import DataLoader

from domain.assignments.routing import Routing
from domain.clock import Clock
from domain.database import Row
from domain.fans.choosing import FanFilter
from domain.paging import Page, PageRequest
from domain.presence.availability import Presence
from domain.presence.looking import Onlookers
from domain.viewer import Viewer
from domain.windows.reachability import Standing

_Lists = DataLoader[UUID, list[Row]]


class Loaders:
    """One set an operation; they remember nothing between operations."""

    def __init__(self, viewer: Viewer, clock: Clock) -> None:
        self.viewer = viewer
        self.tags_of_fans: _Lists = DataLoader(lambda ids: _each(viewer.tags_of_fans, ids), cache=False)
        self.fields_of_fans: _Lists = DataLoader(lambda ids: _each(viewer.values_of_fans, ids), cache=False)
        self.fans_counted: DataLoader[FanFilter, int] = DataLoader(lambda asked: _counted(viewer, asked), cache=False)
        self.tag_refusals: _Lists = DataLoader(lambda ids: _each(viewer.tag_refusals, ids), cache=False)
        self.other_fans: _Lists = DataLoader(lambda ids: _each(viewer.other_fans, ids), cache=False)
        self.tags_of_accounts: _Lists = DataLoader(lambda ids: _each(viewer.tags_of_accounts, ids), cache=False)
        self.follower_syncs: DataLoader[UUID, Row | None] = DataLoader(
            lambda ids: _each(viewer.follower_syncs, ids), cache=False
        )
        self.fan_counts: DataLoader[UUID, int] = DataLoader(lambda ids: _counts(viewer, ids), cache=False)
        self.standings: DataLoader[UUID, Standing] = DataLoader(lambda ids: _each(viewer.standings, ids), cache=False)
        self.work_of_agents: DataLoader[UUID, Row | None] = DataLoader(
            lambda ids: _each(viewer.work_of_agents, ids), cache=False
        )
        self.accounts_of_agents: _Lists = DataLoader(lambda ids: _each(viewer.accounts_of_agents, ids), cache=False)
        self.teams_of_agents: _Lists = DataLoader(lambda ids: _each(viewer.teams_of_agents, ids), cache=False)
        self.members_of_teams: _Lists = DataLoader(lambda ids: _each(viewer.members_of_teams, ids), cache=False)
        self.agents: DataLoader[UUID, Row | None] = DataLoader(
            lambda ids: _each(lambda each: _by_id(viewer.agents, each), ids), cache=False
        )
        self.presences: DataLoader[UUID, Presence | None] = DataLoader(
            lambda ids: _each(lambda each: viewer.presences(each, clock()), ids), cache=False
        )
        self.onlookers: DataLoader[UUID, Onlookers | None] = DataLoader(
            lambda ids: _each(lambda each: viewer.onlookers(each, clock()), ids), cache=False
        )
        self.loads: DataLoader[UUID, int] = DataLoader(lambda ids: _each(viewer.loads, ids), cache=False)
        self.routings: DataLoader[UUID, Routing] = DataLoader(lambda ids: _each(viewer.routings, ids), cache=False)
        self._messages: dict[PageRequest, DataLoader[UUID, Page[Row]]] = {}
        self._timelines: dict[PageRequest, DataLoader[UUID, Page[Row]]] = {}
        self._notes: dict[PageRequest, DataLoader[UUID, Page[Row]]] = {}
        self._assignments: dict[PageRequest, DataLoader[UUID, Page[Row]]] = {}

    def messages(self, page: PageRequest) -> DataLoader[UUID, Page[Row]]:
        """The same page of messages of several conversations."""
        return self._messages.setdefault(page, DataLoader(lambda ids: self._load_messages(ids, page), cache=False))

    def timelines(self, page: PageRequest) -> DataLoader[UUID, Page[Row]]:
        """The same page of the timelines of several fans."""
        return self._timelines.setdefault(page, DataLoader(lambda ids: self._load_timelines(ids, page), cache=False))

    def notes(self, page: PageRequest) -> DataLoader[UUID, Page[Row]]:
        """The same page of the notes of several conversations."""
        return self._notes.setdefault(page, DataLoader(lambda ids: self._load_notes(ids, page), cache=False))

    def assignments(self, page: PageRequest) -> DataLoader[UUID, Page[Row]]:
        """The same page of what became of several conversations."""
        return self._assignments.setdefault(page, DataLoader(lambda ids: self._load_moves(ids, page), cache=False))

    async def _load_moves(self, ids: list[UUID], page: PageRequest) -> list[Page[Row]]:
        found = await self.viewer.assignment_pages(list(dict.fromkeys(ids)), page)
        return [found[id] for id in ids]

    async def _load_notes(self, ids: list[UUID], page: PageRequest) -> list[Page[Row]]:
        found = await self.viewer.note_pages(list(dict.fromkeys(ids)), page)
        return [found[id] for id in ids]

    async def _load_timelines(self, ids: list[UUID], page: PageRequest) -> list[Page[Row]]:
        found = await self.viewer.timeline_pages(list(dict.fromkeys(ids)), page)
        return [found[id] for id in ids]

    async def _load_messages(self, ids: list[UUID], page: PageRequest) -> list[Page[Row]]:
        found = await self.viewer.message_pages(ids, page)
        return [found[id] for id in ids]


async def _each(load: Callable[[list[UUID]], Awaitable[Mapping[UUID, Any]]], ids: list[UUID]) -> list[Any]:
    found = await load(list(dict.fromkeys(ids)))
    return [found.get(id) for id in ids]


async def _by_id(load: Callable[[list[UUID]], Awaitable[list[Row]]], ids: list[UUID]) -> dict[UUID, Row]:
    return {row["id"]: row for row in await load(ids)}


async def _counted(viewer: Viewer, asked: list[FanFilter]) -> list[int]:
    once = {wanted: await viewer.count_fans(wanted) for wanted in dict.fromkeys(asked)}
    return [once[wanted] for wanted in asked]


async def _counts(viewer: Viewer, ids: list[UUID]) -> list[int]:
    found = await viewer.fan_counts(ids)
    return [found.get(id, 0) for id in ids]
