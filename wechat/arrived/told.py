"""What everything that WeChat pushes has in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class Told(ABC):
    """Something that WeChat tells, of the fan with this OpenID; where it is about no fan, a system sends it."""

    is_about_a_fan: ClassVar[bool] = True

    openid: str
    at: datetime

    @property
    @abstractmethod
    def wechat_kind(self) -> str:
        """WeChat's own word for it: its MsgType, or its Event."""
