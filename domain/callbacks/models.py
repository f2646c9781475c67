"""What WeChat pushed, word for word, kept until it is handled and for a while after."""

from datetime import datetime, timedelta
from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from domain.ids import new_id

TRIES = 8
HOLD = timedelta(seconds=10)  # how long a fan's later pushes wait for one that fails
DONE_KEPT_FOR = timedelta(days=7)


class CallbackState(StrEnum):
    """WAITING to be handled (again), DONE, or DEAD after its last try."""

    WAITING = "WAITING"
    DONE = "DONE"
    DEAD = "DEAD"


class Callback(Model):
    """One push. `key` lets each in once, however often WeChat repeats it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account_id = fields.UUIDField()
    openid = fields.CharField(max_length=128)
    key = fields.CharField(max_length=128)
    xml = fields.TextField()
    said_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    state = fields.CharEnumField(CallbackState, max_length=8, default=CallbackState.WAITING)
    attempts = fields.IntField(default=0)
    due_at = fields.DatetimeField()
    failed_at = fields.DatetimeField(null=True)
    error = fields.TextField(null=True)
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "callback"
        unique_together = (("account_id", "key"),)

    def holds_its_fan(self, now: datetime) -> bool:
        """Do the fan's later pushes wait for this one, which failed? Not for long: it must not silence the fan."""
        return self.state is CallbackState.WAITING and self.failed_at is not None and self.failed_at > now - HOLD
