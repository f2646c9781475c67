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
