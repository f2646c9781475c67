"""Pictures that fans sent, and what WeChat gives when they are fetched."""

from domain.callbacks.handling import handle_waiting
from domain.media.models import MediaFile
from tests.domain.pushes import keep, picture
from tests.factories import HandClock, an_account
from wechat import Act, Downloaded, Refused

JPEG = b"\xff\xd8\xff\xe0 a picture"
NO_FILE = Refused("WeChat has the file no more.", act=Act.FIX_REQUEST, code=40007)


def a_file(data: bytes = JPEG, content_type: str = "image/jpeg") -> Downloaded:
    """What WeChat answers when a file is fetched."""
    return Downloaded(content_type, "from-outside.jpg", data)


async def a_picture(clock: HandClock, **given: str) -> MediaFile:
    """A fan sent a picture just now; it is still to be fetched."""
    await keep(await an_account(), picture(at=clock(), **given))
    await handle_waiting(clock)
    return await MediaFile.get()
