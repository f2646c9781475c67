from domain.errors import Code, DomainError


class InvalidCredentials(DomainError):
    """Unknown email and wrong password look the same."""

    code = Code.INVALID_CREDENTIALS
    message = "Email or password is wrong."


class InvalidRefreshToken(DomainError):
    """Unknown, expired, signed out, or used twice."""

    code = Code.INVALID_REFRESH_TOKEN
    message = "This refresh token is not valid any more. Sign in again."
    field = ("refreshToken",)


class EmailTaken(DomainError):
    """An email belongs to one agent, in whatever workspace."""

    code = Code.EMAIL_TAKEN
    message = "Somebody signs in with {email} already. Invite them with another email."
    field = ("email",)

    def __init__(self, email: str) -> None:
        self.email = email


class InvitationOver(DomainError):
    """Unknown, used, withdrawn or expired: they look the same."""

    code = Code.INVITATION_OVER
    message = "This invitation is not open any more. Ask for a new one."


class LastOwner(DomainError):
    """Somebody has to be able to run the workspace."""

    code = Code.LAST_OWNER
    message = "This is the workspace's last owner. Make somebody else an owner first."
    field = ("agentId",)


class InvalidCode(DomainError):
    """Unknown, used and expired codes of `wx.login` look the same; so do another mini-program's."""

    code = Code.INVALID_CODE
    message = "This code is not good any more: each is good once, for five minutes. Open the mini-program again."
    message_zh = "登录凭证已失效，请重新打开小程序。"


class MiniProgramNotSetUp(DomainError):
    """The operator has set no mini-program of their own."""

    code = Code.MINI_PROGRAM_NOT_SET_UP
    message = "No mini-program is set up here: set FANDESK_MINI_PROGRAM_APP_ID and FANDESK_MINI_PROGRAM_APP_SECRET."
    message_zh = "此系统尚未配置小程序，请设置 FANDESK_MINI_PROGRAM_APP_ID 和 FANDESK_MINI_PROGRAM_APP_SECRET。"


class MiniProgramNotLinked(DomainError):
    """Nobody linked this WeChat user, or the agent who did no longer works here: they look the same."""

    code = Code.MINI_PROGRAM_NOT_LINKED
    message = "No agent is linked to this WeChat user. Sign in with email and password, then link the mini-program."
    message_zh = "此微信号尚未绑定客服账号，请先用邮箱和密码登录，再绑定小程序。"


class MiniProgramAlreadyLinked(DomainError):
    """An agent has one WeChat user in a mini-program."""

    code = Code.MINI_PROGRAM_ALREADY_LINKED
    message = "You sign in as another WeChat user already. Unlink that one first."
    message_zh = "您已绑定其他微信号，请先解除绑定。"


class MiniProgramLinkedElsewhere(DomainError):
    """A WeChat user signs in as one agent. Who that is is nobody's business."""

    code = Code.MINI_PROGRAM_LINKED_ELSEWHERE
    message = "This WeChat user signs in as another agent already. It has to be unlinked there first."
    message_zh = "此微信号已绑定其他客服账号，请先在该账号中解除绑定。"


class OnlyWayIn(DomainError):
    """Nobody is locked out by unlinking."""

    code = Code.ONLY_WAY_IN
    message = "The mini-program is the only way in for an agent without a password. Set a password first."
    message_zh = "该客服没有设置密码，只能通过小程序登录。请先设置密码。"


class SignInRefused(DomainError):
    """WeChat was asked who this is, and said no."""

    code = Code.WECHAT_REFUSED
    message = "{sentence}"

    def __init__(self, sentence: str, sentence_zh: str) -> None:
        self.sentence, self.message_zh = sentence, sentence_zh


class SignInUnavailable(SignInRefused):
    """WeChat was asked who this is, and said nothing, or had no time."""

    code = Code.WECHAT_UNAVAILABLE
