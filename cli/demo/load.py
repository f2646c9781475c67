"""Makes the demo once, and finds it again afterwards."""

from datetime import timedelta

from cli.demo import phones, rows
from cli.demo.shop import BRANCHES, WORKSPACE, open_shop
from cli.demo.talks import plan
from cli.house import CannotStart
from domain.accounts.models import OfficialAccount
from domain.agents.models import Workspace
from domain.clock import now
from domain.settings import Settings
from domain.transaction import transaction
from sandbox.mistakes import Mistake
from sandbox.world import World

SEED = 22
OPEN_FOR = timedelta(days=120)  # longer than the first fan has followed


async def load(settings: Settings, kept: World | None) -> World:
    """The box of the demo, with the demo in the database. `kept` is the box as the last run left it.

    Raises CannotStart where the box could not reach this server.
    """
    is_new = not await Workspace.exists(name=WORKSPACE)
    if is_new:
        await _make()
    accounts = await _accounts()
    # A box from another database would know other fans; so would one whose file is gone.
    is_ours = not is_new and kept is not None and kept.accounts.keys() >= accounts.keys()
    world = kept if kept is not None and is_ours else await phones.build(accounts)
    phones.add_mini_program(world)
    _aim(world, accounts, settings)
    return world


async def _make() -> None:
    at = now()
    async with transaction():
        await rows.write(await open_shop(at - OPEN_FOR), plan(SEED, at))


async def _accounts() -> dict[str, OfficialAccount]:
    ours = [branch.app_id for branch in BRANCHES]
    return {account.app_id: account for account in await OfficialAccount.filter(app_id__in=ours)}


def _aim(world: World, accounts: dict[str, OfficialAccount], settings: Settings) -> None:
    """Let the box push to this server: its port may be another one than last time."""
    for app_id, account in accounts.items():
        callback = world.account(app_id).callback
        callback.url = _address(settings) + account.callback_path
        try:
            callback.check()
        except Mistake as mistake:
            raise CannotStart(f"{mistake} Set FANDESK_HOST to 127.0.0.1 or 0.0.0.0 for the demo.") from None


def _address(settings: Settings) -> str:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "localhost") else settings.host  # noqa: S104  compared only
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"
