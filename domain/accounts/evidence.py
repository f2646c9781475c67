"""What was seen of an account's connection, written seldom: a row an account, and no statement a push."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from domain import database
from domain.accounts.models import AccountEvidence
from domain.transaction import later, transaction
from wechat import Refused, WeChatError

TOKEN_TRUSTED_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class TokenAnswer:
    """What came of asking WeChat for an access token: no sentence where all is well."""

    at: datetime | None
    code: int | None = None
    sentence: str = ""
    sentence_zh: str = ""


async def forget(account_id: UUID) -> None:
    """The connection is another one from now on."""
    await AccountEvidence.filter(account_id=account_id).delete()


async def note_url_check(account_id: UUID, now: datetime) -> None:
    """WeChat's console has checked the callback address, and got its echo."""
    await _note(account_id, url_checked_at=now)


async def note_push(account_id: UUID, now: datetime) -> None:
    """A push of WeChat's fitted."""
    await _note(account_id, pushed_at=now)


async def note_refusal(account_id: UUID, misfit: str, now: datetime) -> None:
    """A push came that did not fit; `misfit` says what of it."""
    await _note(account_id, push_refused_at=now, push_refusal=misfit)


async def may_ask_for_token(account_id: UUID, now: datetime) -> bool:
    """Once a minute, for one of all who want to know."""
    sql = (
        "INSERT INTO account_evidence (account_id, token_checked_at) VALUES ($1, $2) ON CONFLICT (account_id)"
        " DO UPDATE SET token_checked_at = excluded.token_checked_at"
        " WHERE account_evidence.token_checked_at IS NULL OR account_evidence.token_checked_at <= $3"
        " RETURNING account_id"
    )
    return bool(await database.rows(sql, account_id, now, now - TOKEN_TRUSTED_FOR))


async def note_token(account_id: UUID, error: WeChatError | None, now: datetime) -> None:
    """What WeChat said when it was asked for an access token; `error` None: it gave one."""
    told = orjson.dumps([error.sentence, error.sentence_zh]).decode() if error else None
    # Busy is no answer about the account: only a refusal has a code worth keeping.
    code = error.code if isinstance(error, Refused) else None
    await _note(account_id, token_checked_at=now, token_refusal_code=code, token_refusal=told)


async def note_dead_authorization(account_id: UUID, error: WeChatError, now: datetime) -> None:
    """The refresh token does not work any more: have a worker look for another."""
    async with transaction():
        await note_token(account_id, error, now - TOKEN_TRUSTED_FOR)  # due at once
        later("recover_authorizations")


async def token_answer(account_id: UUID) -> TokenAnswer:
    """The last answer."""
    seen = await of(account_id)
    sentence, sentence_zh = orjson.loads(seen.token_refusal) if seen.token_refusal else ("", "")
    return TokenAnswer(seen.token_checked_at, seen.token_refusal_code, sentence, sentence_zh)


async def of(account_id: UUID) -> AccountEvidence:
    """All that was seen; nothing yet is an empty row."""
    return await AccountEvidence.get_or_none(account_id=account_id) or AccountEvidence(account_id=account_id)


async def _note(account_id: UUID, **seen: object) -> None:
    names = list(seen)
    places = ", ".join(f"${n}" for n in range(2, len(names) + 2))
    changes = ", ".join(f"{name} = excluded.{name}" for name in names)
    sql = (
        f"INSERT INTO account_evidence (account_id, {', '.join(names)}) VALUES ($1, {places})"
        f" ON CONFLICT (account_id) DO UPDATE SET {changes} RETURNING account_id"
    )
    await database.rows(sql, account_id, *seen.values())
