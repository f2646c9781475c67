"""The verbs of what happens later, by the name under which the agenda keeps it."""

from collections.abc import Callable

from sandbox.agenda import Due
from sandbox.endings import end_mass_job, end_template_message
from sandbox.platforms import NEXT_TICKET, next_ticket
from sandbox.world import World

Verb = Callable[[World, Due], None]

VERBS: dict[str, Verb] = {
    "template settled": end_template_message,
    "mass settled": end_mass_job,
    NEXT_TICKET: next_ticket,
}
