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
    "message/template/send": 100_000,
    "message/mass/sendall": 100,
    "message/mass/send": 100,
    "message/mass/preview": 100,
    "draft/add": 1_000,
    "draft/get": 500,
    "draft/update": 1_000,
    "draft/delete": 1_000,
    "draft/count": 1_000,
    "draft/batchget": 1_000,
    "qrcode/create": 100_000,
    "menu/create": 1_000,
    "menu/get": 10_000,
    "menu/delete": 1_000,
    "menu/addconditional": 2_000,
    "menu/delconditional": 2_000,
    "menu/trymatch": 20_000,
    "user/info": 5_000_000,
    "user/get": 500,
    "user/info/updateremark": 10_000,
    "tags/members/batchtagging": 100_000,
    "media/upload": 100_000,
    "media/get": 200_000,
    "component/api_component_token": 2_000,  # assumed: WeChat does not say
}
MASSES = "message/mass"
PER_MINUTE = {"stable_token": 10_000, MASSES: 60, "sns": 50_000}
CLEARS_A_MONTH = 10


@dataclass
class Quotas:
    """One account's limits that differ from the usual ones, and what it has used today and this minute."""

    daily: dict[str, int] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    cleared: dict[str, int] = field(default_factory=dict)  # how often quotas were cleared, by Beijing month
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

    def used_today(self, api: str, now: float) -> int:
        """Calls counted so far."""
        self._turn_the_day(now)
        return self.used.get(api, 0)

    def clear(self, now: float, api: str | None = None) -> bool:
        """Begin the day's count anew, of one API or of all. False: ten times a month is the most."""
        self._turn_the_day(now)
        month = beijing_day(now)[:7]
        if self.cleared.get(month, 0) >= CLEARS_A_MONTH:
            return False
        self.cleared[month] = self.cleared.get(month, 0) + 1
        self.used = {name: count for name, count in self.used.items() if api not in (None, name)}
        return True

    def _turn_the_day(self, now: float) -> None:
        if beijing_day(now) != self._day:
            self._day, self.used = beijing_day(now), {}
