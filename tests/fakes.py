"""Stand-ins at the gate: what WeChat hears and answers, without WeChat."""

from collections import defaultdict
from collections.abc import Awaitable, Callable

Answer = Exception | Callable[[], Awaitable[None]]


class FakeGate:
    """Hears what we would have said to WeChat. Answers are raised or awaited, one a call; then everything is fine."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.answers: list[Answer] = []
        self.readiness: list[Answer] = []
        self.under_way: dict[str, int] = defaultdict(int)

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
