"""Once means once: a mutation repeated with its idempotencyKey answers what it answered, and does nothing again."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import orjson
from tortoise import fields
from tortoise.models import Model
from tortoise.queryset import QuerySet

from domain import database
from domain.errors import BadInput, Code, DomainError
from domain.ids import new_id
from domain.transaction import transaction

KEPT_FOR = timedelta(hours=48)
LONGEST = 255


class IdempotencyConflict(DomainError):
    """The key was used before, with other input."""

    code = Code.IDEMPOTENCY_CONFLICT
    message = "This idempotencyKey was used for another request. Use a new key for each new request."
    field = ("idempotencyKey",)


class Replayed(DomainError):
    """The refusal that the first request with this key met, told again."""

    message = "{sentence}"

    def __init__(self, code: Code, sentence: str, field: tuple[str, ...]) -> None:
        self.code, self.sentence, self.field = code, sentence, field


class IdempotentRequest(Model):
    """One mutation with its key, and what came of it: the id of the row it made, or its refusal."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agent_id = fields.UUIDField()
    mutation = fields.CharField(max_length=64)
    key = fields.CharField(max_length=LONGEST)
    request_hash = fields.CharField(max_length=64)
    result_id = fields.UUIDField(null=True)
    refusal = fields.TextField(null=True)
    created_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "idempotent_request"
        unique_together = (("agent_id", "mutation", "key"),)


async def once(
    agent_id: UUID,
    mutation: str,
    key: str | None,
    request: object,
    now: datetime,
    act: Callable[[], Awaitable[UUID]],
) -> UUID:
    """Run `act` in a transaction with its key, or answer with the id that it made before.

    Of two that run at once one waits for the other. Refusals are remembered too; a crash is not.
    Raises IdempotencyConflict where the key came with another request.
    """
    if key is None:
        async with transaction():
            return await act()
    if not 1 <= len(key) <= LONGEST or "\0" in key:
        raise BadInput(f"idempotencyKey takes 1 to {LONGEST} characters, and no NUL.", "idempotencyKey")
    claim = (agent_id, mutation, key, _hash(request), now)
    try:
        async with transaction():
            if not await _claim(*claim):
                return await _remembered(agent_id, mutation, key, request)
            made = await act()
            await _of(agent_id, mutation, key).update(result_id=made)
            return made
    except (IdempotencyConflict, Replayed):
        raise
    except DomainError as refusal:
        await _remember_refusal(claim, refusal)
        raise


async def forget_old(now: datetime) -> None:
    """Delete keys past their 48 hours."""
    await IdempotentRequest.filter(created_at__lt=now - KEPT_FOR).delete()


async def _claim(agent_id: UUID, mutation: str, key: str, request_hash: str, now: datetime) -> bool:
    sql = (
        "INSERT INTO idempotent_request (id, agent_id, mutation, key, request_hash, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (agent_id, mutation, key) DO NOTHING RETURNING id"
    )
    return bool(await database.rows(sql, new_id(), agent_id, mutation, key, request_hash, now))


async def _remembered(agent_id: UUID, mutation: str, key: str, request: object) -> UUID:
    first = await _of(agent_id, mutation, key).get()
    if first.request_hash != _hash(request):
        raise IdempotencyConflict
    if first.refusal is not None:
        told = orjson.loads(first.refusal)
        raise Replayed(Code(told["code"]), told["message"], tuple(told["field"]))
    assert first.result_id is not None, "a claim and its result are committed together"
    return UUID(str(first.result_id))


async def _remember_refusal(claim: tuple[UUID, str, str, str, datetime], refusal: DomainError) -> None:
    told = {"code": refusal.code, "message": str(refusal), "field": refusal.field}
    async with transaction():
        if await _claim(*claim):
            await _of(*claim[:3]).update(refusal=orjson.dumps(told).decode())


def _of(agent_id: UUID, mutation: str, key: str) -> QuerySet[IdempotentRequest]:
    return IdempotentRequest.filter(agent_id=agent_id, mutation=mutation, key=key)


def _hash(request: object) -> str:
    return sha256(orjson.dumps(request, option=orjson.OPT_SORT_KEYS)).hexdigest()
