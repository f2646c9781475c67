"""Where a push goes: to the account's own server, or to the third-party platform that it has authorised."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.accounts import Account, Encryption
from sandbox.components import MESSAGES, Component


@dataclass(frozen=True)
class Address:
    """A URL with the means to sign and seal for it. `open_fields` stand outside the sealed part."""

    url: str
    token: str
    encoding_aes_key: str
    encryption: Encryption
    receive_id: str
    open_fields: dict[str, str]


def own_address(account: Account) -> Address:
    """The account's own callback settings."""
    callback = account.callback
    return Address(
        callback.url,
        callback.token,
        callback.encoding_aes_key,
        callback.encryption,
        account.app_id,
        {"ToUserName": account.original_id},
    )


def address_of(account: Account, components: Iterable[Component]) -> Address:
    """Where an account's pushes go: to the platform that it gave its messages to, else to its own server."""
    for component in components:
        granted = component.live(account.app_id)
        if granted and MESSAGES in granted.permissions and component.message_url:
            url = component.message_url.replace("$APPID$", account.app_id)
            return _sealed(component, url, {"ToUserName": account.original_id})
    return own_address(account)


def events_address(component: Component) -> Address:
    """Where a platform's own events go."""
    return _sealed(component, component.events_url, {"AppId": component.app_id})


def _sealed(component: Component, url: str, open_fields: dict[str, str]) -> Address:
    key = component.encoding_aes_key
    return Address(url, component.token, key, Encryption.SAFE, component.app_id, open_fields)
