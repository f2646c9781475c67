"""How fans and their fields say no."""

from domain.errors import Code, DomainError

MOST_FIELDS = 50  # of a workspace; ours


class FanBlocked(DomainError):
    """WeChat docs, 黑名单管理: whoever is on the blacklist gets nothing (its error 43019)."""

    code = Code.FAN_BLOCKED
    message = "This fan is blocked: WeChat lets nothing reach them. Unblock them first."
    message_zh = "该粉丝已被拉黑,微信不会送达任何消息。请先将其移出黑名单。"


class TooManyFields(DomainError):
    """A workspace keeps at most 50 fields of its own."""

    code = Code.FAN_FIELD_LIMIT_REACHED
    message = f"The workspace has {MOST_FIELDS} fields, which is the most. Delete one that is not used."


class FieldNameTaken(DomainError):
    """Two fields of one name could not be told apart."""

    code = Code.FAN_FIELD_NAME_TAKEN
    message = "Another field has this name already."
    field = ("name",)
