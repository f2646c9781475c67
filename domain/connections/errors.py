from domain.errors import Code, DomainError


class NotAnOfficialAccount(DomainError):
    """The administrator chose the wrong one of what they have."""

    code = Code.BAD_USER_INPUT
    message = "A mini-program was authorised, not an official account. Scan again and choose the 公众号."
    message_zh = "您授权的是小程序,不是公众号。请重新扫码并选择要接入的公众号。"


class NotByScan(DomainError):
    """WeChat tells the platform about accounts that authorised it, and about no others."""

    code = Code.BAD_USER_INPUT
    message = "This account was connected by hand, so WeChat has nothing to tell: change it with `updateAccount`."
    field = ("accountId",)
