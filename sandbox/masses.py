"""Mass sends (群发): jobs, what became of them, and how many each fan got this month."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.clock import beijing_day

MOST_A_MONTH = 4  # mass messages of a service account to one fan
ONE_DAY = 86400.0
TOO_FAST = 60.0  # seconds before the same clientmsgid may be asked about again


class MassState(StrEnum):
    """What mass/get says of a job."""

    SENDING = "SENDING"
    SEND_SUCCESS = "SEND_SUCCESS"
    SEND_FAIL = "SEND_FAIL"
    DELETE = "DELETE"


@dataclass
class MassJob:
    """One mass send. `shown` and the like are what phones will show; `chosen` are the fans it was made for."""

    msg_id: int
    msg_data_id: int
    client_msg_id: str
    msgtype: str
    shown: str
    text: str
    details: dict[str, Any]
    chosen: list[str]
    is_to_all: bool
    ignores_reprint: bool
    created_at: float
    draft: str | None = None
    is_reprint: bool = False  # what the originality check found
    state: MassState = MassState.SENDING
    status: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)  # those whom the filter let through when it was submitted
    deleted_articles: list[int] = field(default_factory=list)

    @property
    def has_pages(self) -> bool:
        """Whether there is a page that can be blanked afterwards."""
        return self.msgtype in ("mpnews", "mpvideo")


@dataclass
class MassBook:
    """An account's jobs. `received`: by month and OpenID, how many mass messages a fan got."""

    jobs: dict[int, MassJob] = field(default_factory=dict)
    received: dict[str, dict[str, int]] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)  # when a clientmsgid was last seen
    videos: list[str] = field(default_factory=list)  # media ids made ready for mass sends
    speed: int = 3

    def known(self, client_msg_id: str, now: float) -> MassJob | None:
        """The job of this clientmsgid within 24 hours."""
        of_it = (job for job in self.jobs.values() if job.client_msg_id == client_msg_id)
        return next((job for job in of_it if now - job.created_at < ONE_DAY), None)

    def today(self, now: float) -> list[MassJob]:
        """Jobs of this Beijing day that did not fail."""
        return [job for job in self._good_ones() if beijing_day(job.created_at) == beijing_day(now)]

    def to_all_this_month(self, now: float) -> int:
        """Jobs to everybody in this calendar month that did not fail."""
        month = _month(now)
        return sum(job.is_to_all and _month(job.created_at) == month for job in self._good_ones())

    def got(self, openid: str, now: float) -> int:
        """How many mass messages this fan got in this calendar month."""
        return self.received.get(_month(now), {}).get(openid, 0)

    def count_for(self, openid: str, now: float) -> None:
        """A fan got one."""
        month = self.received.setdefault(_month(now), {})
        month[openid] = month.get(openid, 0) + 1

    def _good_ones(self) -> list[MassJob]:
        return [job for job in self.jobs.values() if job.state is not MassState.SEND_FAIL]


def _month(instant: float) -> str:
    return beijing_day(instant)[:7]
