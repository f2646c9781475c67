from domain.errors import Code, DomainError


class NotAPlatform(DomainError):
    """Scanning needs a third-party platform (第三方平台), and this house is none."""

    code = Code.PLATFORM_NOT_SET_UP
    message = (
        "Scanning needs a third-party platform, and none is set up here: set the FANDESK_COMPONENT_ variables, or"
        " connect the account by hand."
    )
    message_zh = "扫码接入需要第三方平台,此系统尚未配置。请设置 FANDESK_COMPONENT_ 变量,或改用手动接入。"
