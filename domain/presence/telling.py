"""What can be followed of who is here, and how every web process learns that it looks different."""

from uuid import UUID

from domain.redis import perhaps, redis

CHANNEL = "fandesk:presence"
HERE, TALK = "here", "talk"


def of_workspace(workspace_id: UUID) -> str:
    """The topic of who is here."""
    return f"{HERE}:{workspace_id.hex}"


def of_talk(talk_id: UUID) -> str:
    """The topic of who looks at a talk."""
    return f"{TALK}:{talk_id.hex}"


async def tell(topic: str) -> None:
    """Have those who follow it look again. Where Redis is away they do not, and nothing else is lost."""
    with perhaps("somebody came or went, and nobody was told"):
        await redis().publish(CHANNEL, topic)
