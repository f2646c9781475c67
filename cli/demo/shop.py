"""The shop of the demo: a tea house with three agents, two official accounts and a mini-program. Its secrets are no
secrets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cli.demo.stories import SERVICE, SUBSCRIPTION, TROUBLED
from domain.accounts.actions import Connection, connect_account
from domain.accounts.models import AccountKind, OfficialAccount
from domain.agents.actions import create_agent
from domain.agents.mini_program import OwnMiniProgram, WeChatUser, keep_link
from domain.agents.models import Role
from domain.teams.models import Team, TeamMember
from wechat import Encryption

WORKSPACE = "小满茶饮"
OWNER_EMAIL = "owner@demo.example"
PASSWORD = "demo-password"  # noqa: S105  printed by `fandesk up --demo`, for everybody to use

# Who speaks in the stories, and who that is.
AGENTS = {
    "岚": ("周岚", OWNER_EMAIL, Role.OWNER),
    "禾": ("唐小禾", "admin@demo.example", Role.ADMIN),
    "宁": ("阿宁", "agent@demo.example", Role.AGENT),
}
TEAM, IN_THE_TEAM = "门店", "禾宁"

# The desk inside WeChat. The owner's phone is linked; the other one is there to try linking.
MINI_PROGRAM = OwnMiniProgram("wx00000000000de303", "demo-app-secret-of-the-desk")
MINI_PROGRAM_NAME = "小满客服台"
OWNER_OPENID, OTHER_OPENID = "oDEMOdesk0000000000000000001", "oDEMOdesk0000000000000000002"


@dataclass(frozen=True)
class Branch:
    """An official account of the shop: how it is connected, how many follow it, and what they talk about."""

    connection: Connection
    fans: int
    talkers: int
    stories: tuple[str, ...]
    troubled: tuple[str, ...] = ()  # stories that are told once

    @property
    def app_id(self) -> str:
        """What it is known by, here and in the box."""
        return self.connection.app_id


BRANCHES = (
    Branch(
        Connection(
            app_id="wx00000000000de301",
            app_secret="demo-app-secret-of-the-tea-shop",  # noqa: S106  invented; opens nothing but the box
            original_id="gh_00000000de31",
            name="小满茶饮",
            kind=AccountKind.SERVICE,
            is_verified=True,
            token="demo_token_tea",  # noqa: S106  invented
            encoding_aes_key="FandeskDemoKeyOfTheTeaShopMadeUpForTheBox01",
            encryption=Encryption.SAFE,
        ),
        fans=120,
        talkers=86,
        stories=SERVICE,
        troubled=TROUBLED,
    ),
    Branch(
        Connection(
            app_id="wx00000000000de302",
            app_secret="demo-app-secret-of-the-cake-diary",  # noqa: S106  invented; opens nothing but the box
            original_id="gh_00000000de32",
            name="小满甜品日记",
            kind=AccountKind.SUBSCRIPTION,
            is_verified=True,
            token="demo_token_cake",  # noqa: S106  invented
            encoding_aes_key="FandeskDemoKeyOfTheCakeDiaryMadeUpForBox002",
            encryption=Encryption.COMPATIBLE,
        ),
        fans=80,
        talkers=52,
        stories=SUBSCRIPTION,
    ),
)


@dataclass(frozen=True)
class Shop:
    """The shop once it is opened: its rows, by what the stories call them."""

    workspace_id: UUID
    agents: dict[str, UUID]
    accounts: dict[str, OfficialAccount]


async def open_shop(now: datetime) -> Shop:
    """Make workspace, agents and accounts. Belongs in a transaction."""
    agents = {
        mark: await create_agent(WORKSPACE, email, name, role, PASSWORD) for mark, (name, email, role) in AGENTS.items()
    }
    workspace_id = agents["岚"].workspace_id
    owner = agents["岚"]
    await keep_link(owner, WeChatUser(MINI_PROGRAM.app_id, OWNER_OPENID), now)
    accounts = {branch.app_id: await connect_account(workspace_id, branch.connection, now) for branch in BRANCHES}
    team = await Team.create(workspace_id=workspace_id, name=TEAM, created_at=now)
    await TeamMember.bulk_create([TeamMember(team=team, agent=agents[mark]) for mark in IN_THE_TEAM])
    return Shop(workspace_id, {mark: agent.id for mark, agent in agents.items()}, accounts)
