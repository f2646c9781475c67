"""What can be switched about the whole box."""

from dataclasses import dataclass

from sandbox.windows import POLICIES, Combining, QuotaPolicy


@dataclass
class Settings:
    """`patience` and `deliveries` are WeChat's 5 seconds and 3 times. Tests make the seconds short."""

    policy: str = "2023-06"
    combining: Combining = Combining.MAX
    patience: float = 5.0  # real seconds: the account's server does not live by the box's clock
    spacing: float | None = None  # real seconds from one delivery to the next, at least; None: `patience`
    deliveries: int = 3
    template_delay: float = 1.0  # box seconds from a template message to TEMPLATESENDJOBFINISH
    mass_delay: float = 60.0  # box seconds from a mass send to MASSSENDJOBFINISH
    refuse_template_repeats: bool = False  # the same to the same fan within 60 seconds is 40241
    template_most_a_minute: int = 0  # to one fan; more are 43117; 0: as many as one likes
    gzip: bool = False  # squeeze API answers for callers that take it
    strict_json: bool = True  # refuse \\uXXXX in request bodies with 40033

    @property
    def time_between_deliveries(self) -> float:
        """From the beginning of one to that of the next."""
        return self.patience if self.spacing is None else self.spacing

    @property
    def quota_policy(self) -> QuotaPolicy:
        """The rules in force."""
        return POLICIES[self.policy]
