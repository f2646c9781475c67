"""How often an account may call an API: a day (Beijing's day), and for a few a minute."""

from dataclasses import dataclass, field

from sandbox.clock import beijing_day
from sandbox.mistakes import Mistake

FORCED = "stable_token/force"
DAILY = {
    "token": 2_000,
    "stable_token": 500_000,
    FORCED: 20,
    "message/custom/send": 500_000,
    "user/info": 5_000_000,
}
PER_MINUTE = {"stable_token": 10_000}


@dataclass
class Quotas:
    """One account's limits that differ from the usual ones, and what it has used today and this minute."""

    daily: dict[str, int] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    _day: str = ""
    _minute: int = 0
    _used_this_minute: dict[str, int] = field(default_factory=dict)

    def limit(self, api: str) -> int:
        """Calls a Beijing day."""
        return self.daily.get(api, DAILY[api])

    def limit_to(self, daily: dict[str, int]) -> None:
        """Other limits than the usual ones."""
        if unknown := daily.keys() - DAILY.keys():
            raise Mistake(f"There is no quota of {', '.join(sorted(unknown))}; there are {', '.join(DAILY)}.")
        self.daily.update(daily)

    def take(self, api: str, now: float) -> bool:
        """Count one call of today. False: today's are used up."""
        self._turn_the_day(now)
        if self.used.get(api, 0) >= self.limit(api):
            return False
        self.used[api] = self.used.get(api, 0) + 1
        return True

    def take_minute(self, api: str, now: float) -> bool:
        """Count one call of this minute. False: this minute's are used up."""
        if int(now // 60) != self._minute:
            self._minute, self._used_this_minute = int(now // 60), {}
        self._used_this_minute[api] = self._used_this_minute.get(api, 0) + 1
        return self._used_this_minute[api] <= PER_MINUTE[api]

    def _turn_the_day(self, now: float) -> None:
        if beijing_day(now) != self._day:
            self._day, self.used = beijing_day(now), {}
