"""Stand-ins at the gate: what WeChat hears and answers, without WeChat."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

Answer = Exception | Callable[[], Awaitable[None]]


class FakeGate:
    """Hears what we would have said to WeChat. Answers are raised or awaited, one a call; then everything is fine."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.answers: list[Answer] = []
        self.readiness: list[Answer] = []
        self.under_way: dict[str, int] = defaultdict(int)
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self._will: dict[str, list[Any]] = {}

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

    @property
    def texts(self) -> list[str]:
        """What arrived, in order."""
        return [text for _, text in self.said]


class FakeWeChat:
    """What `Gate.account` answers with."""

    def __init__(self, gate: FakeGate) -> None:
        self._gate = gate

    def __getattr__(self, sentence: str) -> Callable[..., Awaitable[Any]]:
        """Any other sentence: heard, and answered as the test told the gate with `will`."""

        async def say(*arguments: Any, **named: Any) -> Any:
            return self._gate.answer(sentence, (*arguments, *named.values()))

        return say

    async def ready(self) -> None:
        """A token is at hand, unless the test says otherwise."""
        await _play(self._gate.readiness)

    async def send_text(self, openid: str, body: str) -> None:
        """Taken, unless the test says otherwise."""
        self._gate.under_way[openid] += 1
        assert self._gate.under_way[openid] == 1, "two messages of one talk were on their way at once"
        try:
            await _play(self._gate.answers)
            self._gate.said.append((openid, body))
        finally:
            self._gate.under_way[openid] -= 1


async def _play(answers: list[Answer]) -> None:
    answer = answers.pop(0) if answers else None
    if isinstance(answer, Exception):
        raise answer
    if answer is not None:
        await answer()
