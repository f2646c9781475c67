"""Dataloaders, named after what they fetch. Each goes through the viewer, so none can leak."""

from uuid import UUID

from strawberry.dataloader import DataLoader

from domain.database import Row
from domain.paging import Page, PageRequest
from domain.viewer import Viewer


class Loaders:
    """One set an operation; they remember nothing between operations."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._messages: dict[PageRequest, DataLoader[UUID, Page[Row]]] = {}

    def messages(self, page: PageRequest) -> DataLoader[UUID, Page[Row]]:
        """The same page of messages of several conversations."""
        return self._messages.setdefault(page, DataLoader(lambda ids: self._load_messages(ids, page), cache=False))

    async def _load_messages(self, ids: list[UUID], page: PageRequest) -> list[Page[Row]]:
        found = await self._viewer.message_pages(ids, page)
        return [found[id] for id in ids]
