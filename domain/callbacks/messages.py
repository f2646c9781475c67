"""What a fan sends, as a message of their talk and the files that belong to it."""

from typing import Any

import orjson

import wechat
from domain.conversations.actions import Said, from_fan
from domain.conversations.models import MessageKind
from domain.media.actions import Wanted
from domain.media.models import MediaKind, MediaRole

# What every push carries, and what is told elsewhere.
_AROUND = {"tousername", "fromusername", "createtime", "msgtype", "event", "msgid"}


def said_in(arrived: wechat.MessageArrived | wechat.Unknown) -> Said:
    """The message. Its text is what an agent may read at a glance, and what can be searched."""
    kind, text, content = _parts(arrived)
    return from_fan(kind, arrived.wechat_kind, arrived.at, text or None, content)


def files_in(arrived: wechat.MessageArrived | wechat.Unknown) -> list[Wanted]:
    """What has to be fetched from WeChat within three days."""
    match arrived:
        case wechat.ImageArrived():
            return [Wanted(MediaRole.FILE, MediaKind.IMAGE, arrived.media_id, arrived.picture_url or None)]
        case wechat.VoiceArrived():
            return [Wanted(MediaRole.FILE, MediaKind.VOICE, arrived.media_id)]
        case wechat.VideoArrived():
            video = Wanted(MediaRole.FILE, MediaKind.VIDEO, arrived.media_id)
            still = Wanted(MediaRole.PREVIEW, MediaKind.THUMB, arrived.thumb_media_id)
            return [video, still] if still.wechat_media else [video]
        case wechat.CardArrived() if arrived.thumb_media_id or arrived.thumb_url:
            return [Wanted(MediaRole.PREVIEW, MediaKind.THUMB, arrived.thumb_media_id, arrived.thumb_url or None)]
        case _:
            return []


def carried(fields: Any, path: str = "") -> list[list[str]]:
    """All that a push of an unknown kind carried, as pairs of WeChat's own name and the text."""
    if isinstance(fields, str):
        return [[path, fields]]
    if isinstance(fields, list):
        return [pair for one in fields for pair in carried(one, path)]
    named = ((name, value) for name, value in fields.items() if path or name.lower() not in _AROUND)
    return [pair for name, value in named for pair in carried(value, f"{path}/{name}" if path else name)]


def as_json(content: dict[str, Any]) -> str:
    """Content as it is stored."""
    return orjson.dumps(content).decode()


def _parts(arrived: wechat.MessageArrived | wechat.Unknown) -> tuple[MessageKind, str | None, str | None]:
    match arrived:
        case wechat.TextArrived():
            tapped = as_json({"menu_item_id": arrived.menu_item_id}) if arrived.menu_item_id else None
            return MessageKind.TEXT, arrived.text, tapped
        case wechat.ImageArrived():
            return MessageKind.IMAGE, None, None
        case wechat.VoiceArrived():
            heard = {"format": arrived.format, "recognition": arrived.recognition}
            return MessageKind.VOICE, arrived.recognition, as_json(heard)
        case wechat.VideoArrived():
            return MessageKind.VIDEO, None, as_json({"is_short": arrived.is_short})
        case wechat.LocationArrived():
            place = {name: getattr(arrived, name) for name in ("latitude", "longitude", "scale", "label")}
            return MessageKind.LOCATION, arrived.label, as_json(place)
        case wechat.LinkArrived():
            link = {name: getattr(arrived, name) for name in ("title", "description", "url")}
            return MessageKind.LINK, arrived.title, as_json(link)
        case wechat.CardArrived():
            card = {name: getattr(arrived, name) for name in ("title", "app_id", "page_path")}
            return MessageKind.CARD, arrived.title, as_json(card)
        case wechat.FileArrived():
            file = {name: getattr(arrived, name) for name in ("title", "description", "md5", "size", "file_key")}
            return MessageKind.FILE, arrived.title, as_json(file)
        case wechat.Unknown():
            return MessageKind.UNSUPPORTED, None, as_json({"carried": carried(arrived.fields)})
    raise AssertionError(f"no message is made of {type(arrived).__name__}")
