"""Acting as a fan: messages of every kind, and where the phone is."""

from pydantic import Field

from sandbox.acting import Actor, files, writing
from sandbox.acting.files import Upload
from sandbox.control.acts import Act, Acting
from sandbox.mistakes import Mistake
from sandbox.pushes import Push


class Writing(Acting):
    """A text."""

    text: str


class FileGiven(Acting):
    """A file in base64, at most 10 MB; without one the box takes a sample of its own."""

    data: str = ""
    content_type: str = ""
    filename: str = ""

    def upload(self, content_type: str, filename: str) -> Upload | None:
        """The file, with this type and name where it has none of its own."""
        if not self.data:
            return None
        return files.uploaded(self.data, self.content_type or content_type, self.filename or filename)


class Picturing(FileGiven):
    """A picture. With `pic_url` only the address is passed on."""

    pic_url: str = ""


class Speaking(FileGiven):
    """`recognition`: what WeChat heard; null when recognition is off."""

    recognition: str | None = None
    seconds: int = Field(3, ge=1, le=60)


class Filming(FileGiven):
    """`short`: a 小视频."""

    short: bool = False


class Place(Acting):
    """Degrees, and what is written below the map."""

    latitude: float = Field(23.129163, ge=-90, le=90)
    longitude: float = Field(113.264435, ge=-180, le=180)
    label: str = "广州市越秀区中山六路"
    scale: int = Field(16, ge=1, le=20)


class Position(Acting):
    """Degrees, and the precision in metres."""

    latitude: float = Field(23.137466, ge=-90, le=90)
    longitude: float = Field(113.352425, ge=-180, le=180)
    precision: float = Field(119.38504, ge=0)


class Linking(Acting):
    """A page on the web."""

    title: str
    description: str = ""
    url: str = "https://example.com/"


class Passing(Acting):
    """A mini-program's page."""

    title: str
    app_id: str = "wx00000000000000aa"
    page_path: str = "pages/index/index"


def write(actor: Actor, said: Writing) -> Push:
    """Send a text."""
    return writing.write(actor, said.text)


def picture(actor: Actor, said: Picturing) -> Push:
    """Send a picture."""
    if said.pic_url:
        return writing.point_at_picture(actor, said.pic_url)
    return writing.send_picture(actor, said.upload("image/jpeg", "picture.jpg"))


def voice(actor: Actor, said: Speaking) -> Push:
    """Send a voice message."""
    return writing.speak(actor, said.recognition, said.seconds, said.upload("audio/amr", "voice.amr"))


def video(actor: Actor, said: Filming) -> Push:
    """Send a video or a short video."""
    return writing.film(actor, said.upload("video/mp4", "video.mp4"), is_short=said.short)


def location(actor: Actor, said: Place) -> Push:
    """Send a place."""
    return writing.send_location(actor, said.latitude, said.longitude, said.label, said.scale)


def link(actor: Actor, said: Linking) -> Push:
    """Pass on a link."""
    return writing.send_link(actor, said.title, said.description, said.url)


def card(actor: Actor, said: Passing) -> Push:
    """Pass on a mini-program's card."""
    return writing.send_card(actor, said.title, said.app_id, said.page_path)


def file(actor: Actor, said: FileGiven) -> Push:
    """Send a file."""
    upload = said.upload("application/octet-stream", "file.bin")
    if upload is None:
        raise Mistake("`data`: the file in base64 is missing.")
    return writing.send_file(actor, upload)


def report_location(actor: Actor, said: Position) -> Push:
    """Report where the phone is, as it does for accounts that ask for it (上报地理位置)."""
    return writing.report_location(actor, said.latitude, said.longitude, said.precision)


ACTS = [
    Act("write", write, Writing),
    Act("image", picture, Picturing),
    Act("voice", voice, Speaking),
    Act("video", video, Filming),
    Act("location", location, Place),
    Act("link", link, Linking),
    Act("card", card, Passing),
    Act("file", file, FileGiven),
    Act("report-location", report_location, Position),
]
DOORS = [*(act.door() for act in ACTS)]
