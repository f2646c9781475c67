"""How giving talks to agents says no."""

from domain.errors import Code, DomainError


class AgentFull(DomainError):
    """Nobody gets more open talks than their capacity, whoever gives them."""

    code = Code.AGENT_FULL
    message = "They have {load} of {capacity} conversations already: close one, give one back, or choose somebody else."

    def __init__(self, load: int, capacity: int, *field: str) -> None:
        self.load, self.capacity, self.field = load, capacity, field


class AgentDoesNotServe(DomainError):
    """An agent answers the accounts that an owner or an admin gave them."""

    code = Code.AGENT_DOES_NOT_SERVE
    message = "They do not serve this official account: choose somebody who does, or let them serve it."

    def __init__(self, *field: str) -> None:
        self.field = field
