"""The folder where fans' files are kept: `<workspace>/<file>`, by ids of ours, so no name from outside is a path."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4


class Folder:
    """A folder of the process's own; it is made when the first file comes."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def use(self, folder: Path) -> None:
        """Keep files here from now on."""
        self._folder = folder.resolve()

    def find(self, path: str) -> Path | None:
        """The file at this path below the folder; None where there is none, or where the path leads out of it."""
        root = self._root()
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None

    async def keep(self, path: str, data: bytes) -> None:
        """Write a file, whole or not at all. Raises OSError."""
        await asyncio.to_thread(_write, self._root() / path, data)

    def _root(self) -> Path:
        assert self._folder is not None, "call use() when the process starts"
        return self._folder


_media = Folder()
use, find, keep = _media.use, _media.find, _media.keep


def relative_path(workspace_id: UUID, file_id: UUID) -> str:
    """Where a file is, below its folder."""
    return f"{workspace_id.hex}/{file_id.hex}"


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{uuid4().hex}.part")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as being_written:
            being_written.write(data)
            being_written.flush()
            os.fsync(being_written.fileno())
        fresh.replace(file)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
