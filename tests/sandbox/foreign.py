"""wechatpy's own client, as it is: a client that nobody here wrote. Only where its words go is changed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from wechatpy.client import WeChatClient

from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.shop import APP_ID

WECHAT = "https://api.weixin.qq.com"


class Detour(HTTPAdapter):
    """Takes what is meant for api.weixin.qq.com to the box."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        request.url = (request.url or "").replace(WECHAT, self._address, 1)
        return super().send(request, *args, **kwargs)


class Foreigner:
    """Speaks to the box through wechatpy, whose calls block, in a thread of their own."""

    def __init__(self, address: str) -> None:
        self._client = WeChatClient(APP_ID, SECRET, timeout=10)
        self._client._http.trust_env = False
        self._client._http.mount(WECHAT, Detour(address))

    async def says(self, sentence: Callable[[WeChatClient], Any]) -> Any:
        """`sentence(client)`, and what wechatpy makes of the answer."""
        return await asyncio.to_thread(sentence, self._client)

    def leaves(self) -> None:
        """Hang up."""
        self._client._http.close()


@asynccontextmanager
async def a_foreigner(box: Driver) -> AsyncIterator[Foreigner]:
    """A client of the account in this box, which must be served on a port."""
    foreigner = Foreigner(str(box.client.base_url).rstrip("/"))
    yield foreigner
    foreigner.leaves()
