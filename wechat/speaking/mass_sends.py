"""Mass sends: one message to a tag's fans, to a list of fans, or to all. WeChat docs, 群发."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from wechat.errors import Uncertain, Unsayable
from wechat.limits import Priority
from wechat.speaking.answers import Fields, confirming, needed_text_in, number_in, text_in
from wechat.speaking.content import Coupon, DraftArticle, Image, Text, Voice
from wechat.speaking.speaker import UNCONFIRMED, UNCONFIRMED_ZH, Speaker

FEWEST, MOST = 2, 10_000  # OpenIDs in one list
LONGEST_KEY = 32  # letters: 64 bytes are documented, and 36 were refused
WAS_KNOWN = 45065
REPEAT_AFTER = timedelta(minutes=1)  # sooner, WeChat answers 45066


@dataclass(frozen=True)
class Pictures:
    """Several pictures in one mass send, with a line that recommends them."""

    media_ids: tuple[str, ...]
    recommendation: str = ""
    takes_comments: bool = False
    only_fans_comment: bool = False


@dataclass(frozen=True)
class MassVideo:
    """A video that `prepare_mass_video` made ready."""

    media_id: str


MassContent = Text | Image | Pictures | Voice | MassVideo | DraftArticle | Coupon


@dataclass(frozen=True)
class MassJob:
    """A mass send that WeChat took: what became of it is told by a push. `data_id` is for the article's numbers.

    `was_known` is True where this `client_msg_id` was taken before; WeChat names no `data_id` then.
    """

    wechat_message_id: str
    data_id: str | None
    was_known: bool


class MassState(StrEnum):
    """How far a mass send has come."""

    SENT = "SEND_SUCCESS"
    SENDING = "SENDING"
    FAILED = "SEND_FAIL"
    DELETED = "DELETE"
    OTHER = ""  # a state that is not in WeChat's documentation


class MassSends(Speaker):
    """Mass sends of the account (群发). They come after what agents say."""

    async def mass_send_to_tag(
        self, tag_id: int | None, content: MassContent, *, client_msg_id: str, ignore_reprint: bool = False
    ) -> MassJob:
        """Send to all fans with a tag, or to all fans where it is None. WeChat docs, 群发: 根据标签进行群发.

        For 24 hours, the same `client_msg_id` (at most 32 letters) is sent once, so an Uncertain one may be repeated
        after a minute. `ignore_reprint` sends an article, too, that WeChat takes for a reprint. Raises all errors.
        """
        whom = {"is_to_all": True} if tag_id is None else {"is_to_all": False, "tag_id": tag_id}
        message = {"filter": whom, **_message(content, client_msg_id, ignore_reprint)}
        return await self._mass_send("/cgi-bin/message/mass/sendall", message)

    async def mass_send_to(
        self, openids: Sequence[str], content: MassContent, *, client_msg_id: str, ignore_reprint: bool = False
    ) -> MassJob:
        """Send to these fans, from 2 to 10,000. WeChat docs, 群发: 根据OpenID列表群发. Else as `mass_send_to_tag`."""
        if not FEWEST <= len(openids) <= MOST:
            raise Unsayable(*_WRONG_COUNT)
        message = {"touser": list(openids), **_message(content, client_msg_id, ignore_reprint)}
        return await self._mass_send("/cgi-bin/message/mass/send", message)

    async def preview_mass(self, openid: str, content: MassContent) -> None:
        """Show one fan what would be sent. WeChat docs, 群发: 预览消息. Raises TryLater, Refused or Uncertain."""
        await self._ask("/cgi-bin/message/mass/preview", {"touser": openid, **_spelled(content)}, may_repeat=False)

    async def mass_status(self, wechat_message_id: str) -> MassState:
        """How far a mass send has come. WeChat docs, 群发: 查询群发消息发送状态. Raises TryLater or Refused."""
        answer = await self._ask("/cgi-bin/message/mass/get", {"msg_id": wechat_message_id}, may_repeat=True)
        state = text_in(answer, "msg_status")
        return MassState(state) if state in set(MassState) else MassState.OTHER

    async def delete_mass(self, wechat_message_id: str, article: int = 0) -> None:
        """Empty the pages of articles or of a video that were sent; the cards stay in the fans' talks.

        `article` counts from 1, and 0 is all of them. WeChat docs, 群发: 删除群发. Raises TryLater or Refused.
        """
        which = {"msg_id": int(wechat_message_id), "article_idx": article}
        await self._ask("/cgi-bin/message/mass/delete", which, may_repeat=True)

    async def prepare_mass_video(self, media_id: str, title: str = "", description: str = "") -> MassVideo:
        """Make an uploaded video ready for mass sends. WeChat docs, 群发: 上传视频素材. Raises TryLater or Refused."""
        video = {"media_id": media_id, "title": title, "description": description}
        answer = await self._ask("/cgi-bin/media/uploadvideo", video, may_repeat=True)
        with confirming():
            return MassVideo(needed_text_in(answer, "media_id"))

    async def _mass_send(self, path: str, message: Mapping[str, object]) -> MassJob:
        answer = await self._ask(path, message, may_repeat=False, priority=Priority.BULK, repeat_after=REPEAT_AFTER)
        number, was_known = number_in(answer, "msg_id"), number_in(answer, "errcode") == WAS_KNOWN
        if not number:
            raise Uncertain(UNCONFIRMED, UNCONFIRMED_ZH, repeat_after=REPEAT_AFTER)
        return MassJob(str(number), _data_id(answer), was_known)


def _data_id(answer: Fields) -> str | None:
    number = number_in(answer, "msg_data_id")
    return str(number) if number else None


def _message(content: MassContent, client_msg_id: str, ignore_reprint: bool) -> dict[str, object]:
    if not client_msg_id or len(client_msg_id.encode()) > LONGEST_KEY:
        raise Unsayable(*_WRONG_KEY)
    message = {**_spelled(content), "clientmsgid": client_msg_id}
    if isinstance(content, DraftArticle):
        message["send_ignore_reprint"] = int(ignore_reprint)
    return message


def _spelled(content: MassContent) -> dict[str, object]:
    kind, said = _parts(content)
    return {"msgtype": kind.removesuffix("s") if kind == "images" else kind, kind: said}


def _parts(content: MassContent) -> tuple[str, Mapping[str, object]]:
    match content:
        case Text(body):
            return "text", {"content": body}
        case Image(media_id):
            return "image", {"media_id": media_id}
        case Pictures(media_ids, recommendation, takes_comments, only_fans_comment):
            comments = {"need_open_comment": int(takes_comments), "only_fans_can_comment": int(only_fans_comment)}
            return "images", {"media_ids": list(media_ids), "recommend": recommendation, **comments}
        case Voice(media_id):
            return "voice", {"media_id": media_id}
        case MassVideo(media_id):
            return "mpvideo", {"media_id": media_id}
        case DraftArticle(media_id):
            return "mpnews", {"media_id": media_id}
        case Coupon(card_id):
            return "wxcard", {"card_id": card_id}


_WRONG_COUNT = (
    "A mass send to a list needs from 2 to 10,000 fans. Choose more or fewer.",
    "按列表群发需要 2 到 10,000 位粉丝，请调整人数。",
)
_WRONG_KEY = (
    "The mass send's own id needs from 1 to 32 letters.",
    "群发任务的去重编号需要 1 到 32 个字符。",
)
