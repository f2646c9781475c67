"""How tags say no: WeChat's limits, known before it is asked."""

from domain.errors import Code, DomainError

MOST_TAGS, MOST_TAGS_OF_A_FAN = 100, 20  # WeChat docs, 标签管理
LONGEST_NAME = 30  # characters
MOST_IN_A_SENTENCE = 50  # fans
MOST_FANS = 1000  # of one request; ours


class TooManyTags(DomainError):
    """WeChat docs, 标签管理: an account has at most 100 tags of its own."""

    code = Code.TAG_LIMIT_REACHED
    message = f"The account has {MOST_TAGS} tags, and WeChat takes no more. Delete one that is not used."
    message_zh = f"该公众号已有 {MOST_TAGS} 个标签,微信不再允许新增。请先删除不用的标签。"


class FansHaveTooManyTags(DomainError):
    """WeChat docs, 标签管理: a fan has at most 20 tags."""

    code = Code.TAG_LIMIT_REACHED
    message = (
        f"{{how_many}} of these fans have {MOST_TAGS_OF_A_FAN} tags already, and WeChat allows no more: {{names}}."
        " Nobody was tagged. Take a tag from them, or leave them out."
    )
    field = ("fanIds",)

    def __init__(self, names: list[str]) -> None:
        self.how_many, self.names = len(names), _some(names, ", ")
        full = f"其中 {len(names)} 位粉丝已有 {MOST_TAGS_OF_A_FAN} 个标签,达到微信上限"
        self.message_zh = f"{full}:{_some(names, '、')}。本次未打任何标签。"


def _some(names: list[str], between: str) -> str:
    return between.join(names[:5]) + (" …" if len(names) > 5 else "")


class TagIsWeChats(DomainError):
    """Numbers 0 to 2 are WeChat's own, such as 星标组."""

    code = Code.TAG_RESERVED
    message = "This tag is WeChat's own: it can be given to fans, but neither renamed nor deleted."
    message_zh = "这是微信的系统标签,可以给粉丝使用,但不能改名或删除。"
    field = ("tagId",)


class TagNameTaken(DomainError):
    """WeChat's error 45157."""

    code = Code.TAG_NAME_TAKEN
    message = "Another tag of this account has this name already."
    message_zh = "该公众号已有同名标签。"
    field = ("name",)
