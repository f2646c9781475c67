"""What a fan can put into the chat: every kind of message (接收普通消息), and any push at all."""

from typing import Any

from sandbox import xml
from sandbox.acting import files
from sandbox.acting.actor import Actor, check_encodes, check_text
from sandbox.acting.files import Upload
from sandbox.fans import Shown
from sandbox.media import Media, MediaKind
from sandbox.media import address_of as media_address
from sandbox.mistakes import Mistake
from sandbox.pushes import Push
from sandbox.windows import Trigger


def write(actor: Actor, text: str) -> Push:
    """Send a text."""
    actor.must_follow()
    check_text(text)
    push = actor.says("text", Content=text)
    actor.shows(Shown.TEXT, text, push)
    return push


def send_picture(actor: Actor, file: Upload | None = None) -> Push:
    """Send a picture; without a file, a sample. The account can fetch it for three days."""
    actor.must_follow()
    kept = _kept(actor, MediaKind.IMAGE, file or files.sample_picture())
    url = address_of(actor, kept)
    push = actor.says("image", PicUrl=url, MediaId=kept.media_id)
    actor.shows(Shown.IMAGE, url, push, mediaId=kept.media_id)
    return push


def point_at_picture(actor: Actor, url: str) -> Push:
    """Send a picture of which there is an address only: its media id is made up and cannot be fetched."""
    actor.must_follow()
    check_text(url)
    media_id = actor.world.dice.text(f"media/{actor.world.count('media')}", 64)
    push = actor.says("image", PicUrl=url, MediaId=media_id)
    actor.shows(Shown.IMAGE, url, push)
    return push


def speak(actor: Actor, recognition: str | None, seconds: int = 3, file: Upload | None = None) -> Push:
    """Send a voice message. `recognition` is what WeChat heard; None: voice recognition is off."""
    actor.must_follow()
    kept = _kept(actor, MediaKind.VOICE, file or files.sample_voice(seconds))
    heard: dict[str, Any] = {} if recognition is None else {"Recognition": recognition}
    push = actor.says("voice", MediaId=kept.media_id, Format="amr", **heard)
    actor.shows(Shown.VOICE, recognition or "", push, mediaId=kept.media_id, seconds=seconds)
    return push


def film(actor: Actor, file: Upload | None = None, *, is_short: bool = False) -> Push:
    """Send a video, or a 小视频 (shortvideo)."""
    actor.must_follow()
    kept = _kept(actor, MediaKind.VIDEO, file or files.sample_video())
    thumb = _kept(actor, MediaKind.THUMB, files.sample_picture())
    kind = "shortvideo" if is_short else "video"
    push = actor.says(kind, MediaId=kept.media_id, ThumbMediaId=thumb.media_id)
    actor.shows(Shown.VIDEO, "", push, mediaId=kept.media_id, thumbMediaId=thumb.media_id)
    return push


def send_location(actor: Actor, latitude: float, longitude: float, label: str, scale: int = 16) -> Push:
    """Send a place on the map."""
    actor.must_follow()
    check_encodes(label)
    push = actor.says("location", Location_X=latitude, Location_Y=longitude, Scale=scale, Label=label)
    actor.shows(Shown.LOCATION, label, push, latitude=latitude, longitude=longitude)
    return push


def send_link(actor: Actor, title: str, description: str, url: str) -> Push:
    """Pass on a link."""
    actor.must_follow()
    check_text(title)
    push = actor.says("link", Title=title, Description=description, Url=url)
    actor.shows(Shown.NEWS, title, push, articles=[{"title": title, "description": description, "url": url}])
    return push


def send_card(actor: Actor, title: str, app_id: str, page_path: str) -> Push:
    """Pass on a mini-program's card. WeChat documents this push for mini-programs' own customer service only."""
    actor.must_follow()
    check_text(title)
    thumb = _kept(actor, MediaKind.THUMB, files.sample_picture())
    url = address_of(actor, thumb)
    fields = {"Title": title, "AppId": app_id, "PagePath": page_path, "ThumbUrl": url, "ThumbMediaId": thumb.media_id}
    push = actor.says("miniprogrampage", **fields)
    details = {"title": title, "appId": app_id, "pagePath": page_path, "thumbMediaId": thumb.media_id}
    actor.shows(Shown.MINI_PROGRAM, title, push, **details)
    return push


def send_file(actor: Actor, file: Upload) -> Push:
    """Send a file. The push is not documented; accounts see it all the same, and cannot fetch the file."""
    actor.must_follow()
    key = actor.world.dice.text(f"file/{actor.world.count('file')}", 48)
    sums = {"FileKey": key, "FileMd5": file.md5, "FileTotalLen": len(file.data)}
    push = actor.says("file", Title=file.filename, Description="", **sums)
    actor.shows(Shown.FILE, file.filename, push, size=len(file.data))
    return push


def report_location(actor: Actor, latitude: float, longitude: float, precision: float) -> Push:
    """上报地理位置: the phone tells where it is, as often as the account has asked for. It opens no window."""
    actor.must_follow()
    return actor.causes("LOCATION", Latitude=latitude, Longitude=longitude, Precision=precision)


def raw_push(actor: Actor, fields: dict[str, Any], trigger: Trigger | None = None) -> Push:
    """Push any fields, also of kinds the box does not know. `trigger` says which window it opens, if any."""
    if not isinstance(fields.get("MsgType"), str):
        raise Mistake('A push needs at least the field MsgType, such as "voice" or "event".')
    check_encodes(xml.written(fields))
    if trigger:
        actor.grant(trigger)
    return actor.pushes(fields)


def address_of(actor: Actor, media: Media) -> str:
    """Where the box serves a file."""
    return media_address(actor.address, actor.account.app_id, media)


def _kept(actor: Actor, kind: MediaKind, file: Upload) -> Media:
    return actor.world.keep_media(actor.account, kind, file.data, file.content_type, file.filename)
