"""Samples: the workspace's schedules."""

from domain.clock import now
from domain.ids import SCHEDULE, row_id
from domain.schedules.checking import Said, read_hours
from domain.schedules.models import Schedule, Weekday
from tests.schema.samples.making import Given, Sample, asks, given, ids_of, numbers, puts
from tests.schema.world import World

_NIGHTS = {"intervals": [{"from": "22:00", "until": "02:00", "weekdays": ["FRIDAY"]}], "holidays": "CLOSED"}


async def _delete_schedule(world: World) -> Given:
    # Whoever asked before may have deleted it.
    hours = read_hours("UTC", [Said("09:00", "18:00", [Weekday.MONDAY])])
    kept = {"workspace_id": world.account.workspace_id, "name": "canary schedule"} | hours.columns()
    times = {"created_at": now(), "changed_at": now()}
    await Schedule.get_or_create(kept | times, id=row_id(SCHEDULE, world.ids["Schedule"]))
    return {"input": ids_of(world, scheduleId="Schedule")}


SAMPLES: dict[str, Sample] = {
    "Query.schedules": asks(),
    "Query.schedule": asks(id="Schedule"),
    "Mutation.createSchedule": given(lambda world: {"input": {"name": f"New hours {next(numbers)}"} | _NIGHTS}),
    "Mutation.updateSchedule": puts({"name": "canary nights"} | _NIGHTS, scheduleId="Schedule"),
    "Mutation.deleteSchedule": _delete_schedule,
}
