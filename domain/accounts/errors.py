from domain.errors import Code, DomainError
from wechat import Act, Refused, WeChatError


class AccountAlreadyConnected(DomainError):
    """An account has one home: WeChat pushes to one address only. Whose it is elsewhere is nobody's business."""

    code = Code.ACCOUNT_ALREADY_CONNECTED
    message = "The account {app_id} is connected already, {where}"
    field = ("appId",)

    def __init__(self, app_id: str, *, is_here: bool) -> None:
        self.app_id = app_id
        self.where = (
            "in this workspace: change its credentials instead, or disconnect it first."
            if is_here
            else "in another workspace: it has to be disconnected there before it can be connected here."
        )


class AccountPaused(DomainError):
    """Whoever answers must know now: what left hours later would answer a question that nobody asks any more."""

    code = Code.ACCOUNT_PAUSED
    message = "This account is paused: it hears its fans but does not speak. Resume it, then send again."


class AccountDisconnected(DomainError):
    """It is history: to be read, and no more."""

    code = Code.ACCOUNT_DISCONNECTED
    message = "This account is disconnected. Connect it again first: its history is still here."


class NotByHand(DomainError):
    """Of an account that was connected by scanning WeChat itself tells these."""

    code = Code.BAD_USER_INPUT
    message = "{what} of an account that was connected by scanning comes from WeChat: `refreshAccount` asks for it."

    def __init__(self, what: str, *field: str) -> None:
        self.what, self.field = what, field


class WeChatRefused(DomainError):
    """WeChat was asked, and said no or nothing."""

    code = Code.WECHAT_REFUSED
    message = "{sentence}"

    def __init__(self, sentence: str, sentence_zh: str) -> None:
        self.sentence, self.message_zh = sentence, sentence_zh


def no_way(sentence: str, sentence_zh: str, code: int | None = None) -> Refused:
    """A refusal before WeChat is asked: we know what it would say."""
    return Refused(sentence, sentence_zh, act=Act.ASK_A_HUMAN, code=code)


def as_refusal(error: WeChatError) -> WeChatRefused:
    """What WeChat said, for whoever asked us to ask it."""
    return WeChatRefused(error.sentence, error.sentence_zh)
