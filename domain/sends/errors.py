from domain.errors import Code, DomainError


class MessageEmpty(DomainError):
    """There is nothing to send."""

    code = Code.MESSAGE_EMPTY
    message = "The message is empty. Write something first."
    field = ("content", "text", "body")


class MessageTooLong(DomainError):
    """WeChat docs, 客服消息: a text takes 2048 bytes."""

    code = Code.MESSAGE_TOO_LONG
    message = (
        "The message has {size} bytes, and WeChat takes {most}: about {characters} Chinese characters. Split it in two."
    )
    field = ("content", "text", "body")

    def __init__(self, size: int, most: int) -> None:
        self.size, self.most, self.characters = size, most, most // 3


class ConversationMovedOn(DomainError):
    """Whoever answers has not read all that was said."""

    code = Code.CONVERSATION_MOVED_ON
    message = "Somebody else has said something since you last looked: read it, then decide whether yours still fits."
    field = ("expectedSeq",)


class MessageUnderWay(DomainError):
    """Too late to change it or to take it back."""

    code = Code.MESSAGE_UNDER_WAY
    message = "This message waits no longer: it is on its way, or its outcome is known."
    field = ("messageId",)


class MessageNotOver(DomainError):
    """Only what certainly or possibly did not arrive is sent again."""

    code = Code.MESSAGE_NOT_OVER
    message = "Only a message of ours that was REFUSED, UNCERTAIN, EXPIRED or CANCELLED is sent again."
    field = ("messageId",)
