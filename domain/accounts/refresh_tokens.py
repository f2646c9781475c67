"""The refresh token of an authorised account: on its row, sealed, and replaced whenever WeChat gives another."""

from uuid import UUID

from domain import database
from domain.secrets import seal, unseal
from domain.transaction import transaction

DEAD = 61023  # what WeChat, and the gate, say of one that is lost or that a later authorisation replaced


class KeptRefreshToken:
    """What the gate reads before it asks for an access token, and where it keeps what WeChat gave in exchange."""

    def __init__(self, account_id: UUID) -> None:
        self._account_id = account_id
        self._place = f"official_account/refresh_token/{account_id}"

    async def read(self) -> str:
        """The newest one; "" where it is lost."""
        return await self._read("")

    async def keep(self, new: str, replaced: str) -> None:
        """Keep `new` in the place of `replaced`, unless a newer authorisation has replaced that already."""
        async with transaction():
            if await self._read(database.for_update()) == replaced:
                sql = "UPDATE official_account SET sealed_refresh_token = $1 WHERE id = $2"
                await database.rows(sql, seal(new, self._place), self._account_id)

    async def _read(self, lock: str) -> str:
        sql = f"SELECT sealed_refresh_token FROM official_account WHERE id = $1 {lock}"
        found = await database.rows(sql, self._account_id)
        sealed = found[0]["sealed_refresh_token"] if found else None
        return unseal(sealed, self._place) if sealed else ""
