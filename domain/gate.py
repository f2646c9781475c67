"""The process's gate to WeChat."""

from wechat import Gate

_gate: Gate | None = None


def use(opened: Gate) -> None:
    """Make this gate the process's own."""
    global _gate
    _gate = opened


def gate() -> Gate:
    """The way to WeChat."""
    assert _gate is not None, "call domain.gate.use() when the process starts"
    return _gate
