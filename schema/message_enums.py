"""What the API says of the enums of messages. Whoever shows one takes it from here, so that it is described."""

from domain.conversations.models import Direction, MessageKind, MessageStatus
from schema.enums import described

__all__ = ["Direction", "MessageKind", "MessageStatus"]

described(Direction, "MessageDirection", "Which way a message went.", {"IN": "From the fan.", "OUT": "To the fan."})
described(
    MessageKind,
    "MessageKind",
    "What a message is. New values may come: show one you do not know like UNSUPPORTED.",
    {
        "TEXT": "Words.",
        "IMAGE": "A picture.",
        "VOICE": "Something spoken.",
        "VIDEO": "A video, short or long.",
        "LOCATION": "A place.",
        "LINK": "A link with a title.",
        "CARD": "A mini-program's card.",
        "ARTICLE": "A card that opens a web page; accounts send it.",
        "MENU": "A question with answers to tap; accounts send it.",
        "FILE": "A file.",
        "UNSUPPORTED": "Something that WeChat documents nowhere; `wechatKind` says what it calls it.",
        "EVENT": "Something the fan did, such as following; `wechatKind` says what.",
    },
)
described(
    MessageStatus,
    "MessageStatus",
    "How far a message has come. New values may come.",
    {
        "RECEIVED": "The fan sent it.",
        "SCHEDULED": "It waits to be sent.",
        "SENT": "WeChat took it.",
        "REFUSED": "WeChat said no; `refusal` says why.",
        "UNCERTAIN": "WeChat was asked and did not answer: it may have arrived. It is never repeated by itself.",
        "CANCELLED": "Taken back before it was sent; `refusal` says why.",
        "EXPIRED": "It could not be sent in time; `refusal` says why.",
    },
)
