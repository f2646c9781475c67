"""Stand-ins at the gate: what WeChat hears and answers, without WeChat."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from wechat import Content, Text

Answer = Exception | Callable[[], Awaitable[None]]


class FakeGate:
    """Hears what we would have said to WeChat. Answers are raised or awaited, one a call; then everything is fine."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []
        self.answers: list[Answer] = []
        self.readiness: list[Answer] = []
        self.typing: list[Answer] = []
        self.under_way: dict[str, int] = defaultdict(int)
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self._will: dict[str, list[Any]] = {}
        self.refresh_tokens: dict[str, Any] = {}
        self.forgotten: list[str] = []

    def will(self, sentence: str, *answers: Any) -> None:
        """What to answer to this method of the gate, one after the other and the last for ever; exceptions are raised,
        functions are called with the arguments."""
        self._will[sentence] = list(answers)

    def heard(self, sentence: str) -> list[tuple[Any, ...]]:
        """The arguments of each call of this method, in order."""
        return [arguments for name, arguments in self.asked if name == sentence]

    def answer(self, sentence: str, arguments: tuple[Any, ...]) -> Any:
        """The next answer to this method."""
        self.asked.append((sentence, arguments))
        answers = self._will.get(sentence)
        if not answers:
            raise AssertionError(f"the test does not say what WeChat answers to {sentence}{arguments}")
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(*arguments) if callable(answer) else answer

    def account(self, app_id: str, secret: str) -> "FakeWeChat":
        """One account's way through this gate."""
        return FakeWeChat(self)

    def mini_program(self, app_id: str, secret: str) -> "Sayer":
        """The mini-program's way through this gate."""
        return Sayer(self)

    def platform(self, app_id: str, secret: str, ticket: Callable[[], Awaitable[str | None]]) -> "FakePlatform":
        """The third-party platform's way through this gate."""
        return FakePlatform(self, app_id)

    @property
    def texts(self) -> list[Any]:
        """What arrived, in order."""
        return [text for _, text in self.said]


class Sayer:
    """Says anything to the gate."""

    def __init__(self, gate: FakeGate) -> None:
        self._gate = gate

    def __getattr__(self, sentence: str) -> Callable[..., Awaitable[Any]]:
        """Any other sentence: heard, and answered as the test told the gate with `will`."""

        async def say(*arguments: Any, **named: Any) -> Any:
            said = self._gate.answer(sentence, (*arguments, *named.values()))
            return await said if isawaitable(said) else said

        return say


class FakeWeChat(Sayer):
    """What `Gate.account` answers with."""

    def sign_in_url(self, redirect_uri: str, *, scope: str, state: str) -> str:
        """WeChat's page that asks the fan."""
        return f"https://open.weixin.example/ask?redirect_uri={redirect_uri}&scope={scope}&state={state}"

    async def ready(self) -> None:
        """A token is at hand, unless the test says otherwise."""
        await _play(self._gate.readiness)

    async def show_typing(self, openid: str) -> None:
        """Shown, unless the test says otherwise."""
        self._gate.asked.append(("show_typing", (openid,)))
        await _play(self._gate.typing)

    async def send(self, openid: str, content: Content) -> None:
        """Taken, unless the test says otherwise; a text is heard as its words."""
        said = content.body if isinstance(content, Text) else content
        self._gate.under_way[openid] += 1
        assert self._gate.under_way[openid] == 1, "two messages of one talk were on their way at once"
        try:
            await _play(self._gate.answers)
            self._gate.said.append((openid, said))
        finally:
            self._gate.under_way[openid] -= 1

    async def send_text(self, openid: str, body: str) -> None:
        """The same of a text."""
        await self.send(openid, Text(body))


class FakePlatform(Sayer):
    """What `Gate.platform` answers with."""

    def __init__(self, gate: FakeGate, app_id: str) -> None:
        super().__init__(gate)
        self._app_id = app_id

    def account(self, app_id: str, refresh_tokens: Any) -> FakeWeChat:
        """An account that authorised it."""
        self._gate.refresh_tokens[app_id] = refresh_tokens
        return FakeWeChat(self._gate)

    def scan_url(self, code: str, redirect_uri: str) -> str:
        """The page with WeChat's QR code."""
        return f"https://mp.weixin.qq.com/cgi-bin/componentloginpage?pre_auth_code={code}&redirect_uri={redirect_uri}"

    def mobile_url(self, code: str, redirect_uri: str) -> str:
        """The same on a phone."""
        return f"https://open.weixin.qq.com/wxaopen/safe/bindcomponent?pre_auth_code={code}&redirect_uri={redirect_uri}"

    async def forget(self, app_id: str) -> None:
        """Its access token is dropped."""
        self._gate.forgotten.append(app_id)


async def _play(answers: list[Answer]) -> None:
    answer = answers.pop(0) if answers else None
    if isinstance(answer, Exception):
        raise answer
    if answer is not None:
        await answer()
