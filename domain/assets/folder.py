"""The folder where assets are kept: `<workspace>/<asset>`, by ids of ours."""

from domain.media.folder import Folder, relative_path

__all__ = ["find", "keep", "relative_path", "use"]

_assets = Folder()
use, find, keep = _assets.use, _assets.find, _assets.keep
