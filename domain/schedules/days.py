"""China's official calendar: public holidays, and the weekend days that are worked for them (调休)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

# The State Council announces each year in the autumn before; the library has what was announced when it was released.
from chinese_calendar import holidays, workdays

from domain.schedules.models import DayClass, Weekday

KNOWN_YEARS = frozenset(day.year for day in holidays)
KNOWN_FROM, KNOWN_UNTIL = date(min(KNOWN_YEARS), 1, 1), date(max(KNOWN_YEARS), 12, 31)

_WEEK = tuple(Weekday)


class Special(Enum):
    """What the calendar says of a day. Of a year that it does not know it says nothing: all days are plain."""

    PLAIN = "a day as any other of its name"
    HOLIDAY = "a day of a public holiday, the weekend in it and the days moved to it included"
    MAKE_UP = "a Saturday or Sunday that is worked"


@dataclass(frozen=True)
class Day:
    """A kind of day: its name in the week, and what the calendar says of it."""

    weekday: Weekday
    special: Special = Special.PLAIN

    def is_of(self, day_class: DayClass) -> bool:
        """Is it such a day?"""
        if day_class is DayClass.PUBLIC_HOLIDAY:
            return self.special is Special.HOLIDAY
        return self._is_worked is (day_class is DayClass.WORKDAY)

    @property
    def _is_worked(self) -> bool:
        if self.special is Special.PLAIN:
            return self.weekday not in (Weekday.SATURDAY, Weekday.SUNDAY)
        return self.special is Special.MAKE_UP

    def tomorrow(self) -> list["Day"]:
        """The kinds of day that may follow."""
        return kinds(_WEEK[(_WEEK.index(self.weekday) + 1) % 7])

    def __str__(self) -> str:
        name = self.weekday.value.capitalize()
        if self.special is Special.HOLIDAY:
            return f"a {name} that is a public holiday"
        return f"a {name} that is worked" if self.special is Special.MAKE_UP else f"a {name}"


@lru_cache(maxsize=1024)
def day_of(day: date) -> Day:
    """Which kind of day it is in China."""
    weekday = _WEEK[day.weekday()]
    if day in workdays:
        return Day(weekday, Special.MAKE_UP)
    return Day(weekday, Special.HOLIDAY if day in holidays else Special.PLAIN)


def kinds(weekday: Weekday) -> list[Day]:
    """The kinds that a day of this name may be of."""
    is_weekend = weekday in (Weekday.SATURDAY, Weekday.SUNDAY)
    return [Day(weekday, one) for one in Special if is_weekend or one is not Special.MAKE_UP]
