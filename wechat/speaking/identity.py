"""How an account proves to WeChat who asks, where a fan signs in: with its own AppSecret, or through a platform."""

from collections.abc import Mapping
from typing import Protocol

from wechat.codes import Act
from wechat.errors import Refused
from wechat.speaking.answers import Fields, number_in
from wechat.speaking.speaker import Speaker
from wechat.token_sources import WRONG_SECRET
from wechat.tokens import AccessToken

STALE = frozenset({40001, 40014, 42001, 42006})


class Identity(Protocol):
    """Who signs fans in. WeChat docs, 网页授权, and for platforms 第三方平台: 代公众号发起网页授权."""

    @property
    def page_parameters(self) -> Mapping[str, str]:
        """What the consent page is told besides."""

    @property
    def web_path(self) -> str:
        """Where a web page's code is exchanged."""

    @property
    def mini_program_path(self) -> str:
        """Where a mini-program's code is exchanged."""

    async def proof(self) -> Mapping[str, str]:
        """The parameters that prove it. Raises TryLater or Refused."""

    async def another_proof(self, failed: Mapping[str, str]) -> Mapping[str, str]:
        """A proof in place of one that WeChat did not take. Raises TryLater, or Refused where there is no other."""


class OwnSecret:
    """An account that gave us its AppSecret."""

    page_parameters: Mapping[str, str] = {}
    web_path = "/sns/oauth2/access_token"
    mini_program_path = "/sns/jscode2session"

    def __init__(self, secret: str) -> None:
        self._secret = secret

    async def proof(self) -> Mapping[str, str]:
        """The AppSecret."""
        return {"secret": self._secret}

    async def another_proof(self, failed: Mapping[str, str]) -> Mapping[str, str]:
        """There is none: raises Refused."""
        raise Refused(*WRONG_SECRET, act=Act.ASK_A_HUMAN, code=40001)


class ThroughPlatform:
    """An account that authorised a third-party platform."""

    web_path = "/sns/oauth2/component/access_token"
    mini_program_path = "/sns/component/jscode2session"

    def __init__(self, platform_id: str, token: AccessToken) -> None:
        self.page_parameters: Mapping[str, str] = {"component_appid": platform_id}
        self._token = token

    async def proof(self) -> Mapping[str, str]:
        """The platform's own token."""
        return self._with(await self._token.get())

    async def another_proof(self, failed: Mapping[str, str]) -> Mapping[str, str]:
        """The platform's renewed token."""
        return self._with(await self._token.renew(failed["component_access_token"]))

    def _with(self, token: str) -> Mapping[str, str]:
        return {**self.page_parameters, "component_access_token": token}


class Proven(Speaker):
    """A speaker whose sign-ins need a proof besides, or in place of, an access token."""

    _identity: Identity

    async def _exchange_code(self, path: str, question: Mapping[str, str]) -> Fields:
        """What WeChat gives for a fan's code, which works once. Raises TryLater, Refused or Uncertain."""
        proof = await self._identity.proof()
        query = {"appid": self._app_id, **question}
        answer = await self._ask(path, query={**query, **proof}, may_repeat=False, needs_token=False, yes=STALE)
        if number_in(answer, "errcode") not in STALE:
            return answer
        # WeChat looks at the proof first, so the code is still good.
        proof = await self._identity.another_proof(proof)
        return await self._ask(path, query={**query, **proof}, may_repeat=False, needs_token=False)
