from domain.errors import Code, DomainError


class MediaNotMissing(DomainError):
    """There is nothing to fetch again."""

    code = Code.MEDIA_NOT_MISSING
    message = "Nothing of this message is missing."
    field = ("messageId",)


class MediaExpired(DomainError):
    """WeChat docs, 素材管理: 临时素材 (three days)."""

    code = Code.MEDIA_EXPIRED
    message = "WeChat keeps a fan's files for three days, and they are over. Ask the fan to send it again."
    field = ("messageId",)
