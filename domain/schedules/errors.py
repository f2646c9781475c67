"""How schedules say no."""

from domain.errors import Code, DomainError

MOST_SCHEDULES, MOST_INTERVALS = 50, 28


class TooManySchedules(DomainError):
    """A list that nobody can look through helps nobody."""

    code = Code.SCHEDULE_LIMIT_REACHED
    message = f"The workspace has {MOST_SCHEDULES} schedules, which is the most. Delete one that is not used."


class ScheduleNameTaken(DomainError):
    """Two schedules of one name could not be told apart, nor could those that differ by case or width alone."""

    code = Code.SCHEDULE_NAME_TAKEN
    message = "Another schedule has this name already."
    field = ("name",)
