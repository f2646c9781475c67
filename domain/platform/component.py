"""Our own third-party platform (第三方平台), if this house is one."""

from dataclasses import dataclass, field

from domain.gate import gate
from domain.platform.errors import NotAPlatform
from domain.platform.tickets import newest_ticket
from wechat import Act, Encryption, Lock, Platform, Refused


@dataclass(frozen=True)
class Component:
    """What open.weixin.qq.com shows of the platform and its 授权事件接收 settings."""

    app_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    encoding_aes_key: str = field(repr=False)

    def lock(self) -> Lock:
        """What every push to the platform must fit; the messages of the accounts that authorised it, too."""
        return Lock(self.token, self.app_id, self.encoding_aes_key, Encryption.SAFE)


_component: Component | None = None


def use(component: Component | None) -> None:
    """Make this the process's platform; None where it is none."""
    global _component
    _component = component


def our_component() -> Component | None:
    """The platform, or None."""
    return _component


def platform() -> Platform:
    """The way to speak to WeChat as the platform. Raises NotAPlatform."""
    if _component is None:
        raise NotAPlatform
    app_id = _component.app_id
    return gate().platform(app_id, _component.app_secret, lambda: newest_ticket(app_id))


def platform_of_account() -> Platform:
    """The same for an account that authorised it. Raises Refused: its settings were taken away."""
    try:
        return platform()
    except NotAPlatform as none:
        raise Refused(str(none), none.message_zh, act=Act.ASK_A_HUMAN) from None
