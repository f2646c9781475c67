"""Does an account's connection work?"""

from datetime import datetime
from typing import Annotated, Self

import strawberry

from domain.connections.testing import Step, StepName, StepStatus, connection_test
from domain.ids import ACCOUNT, row_id
from schema.context import Info
from schema.enums import described

described(
    StepName,
    "ConnectionTestStepName",
    "What has to be right, in the order in which to put it right.",
    {
        "CREDENTIALS": "WeChat gives an access token for the AppID and AppSecret, or for the authorisation.",
        "CALLBACK_ADDRESS": "WeChat's console has checked the callback address.",
        "PUSH": "WeChat has pushed something here.",
        "SIGNATURE": "Token, EncodingAESKey and mode of what was pushed fit.",
        "TEST_MESSAGE": "A fan's message has arrived since the account was connected.",
        "CUSTOMER_MESSAGES": "WeChat lets agents answer.",
    },
)
described(
    StepStatus,
    "ConnectionTestStatus",
    "How a step stands.",
    {
        "OK": "It is right.",
        "WAITING": "Something has to happen first; the message says what.",
        "FAILED": "It is wrong; the message says what to do.",
        "SKIPPED": "It does not apply to this account.",
    },
)


@strawberry.type(description="One step of the test.")
class ConnectionTestStep:
    step: StepName = strawberry.field(description="Which.")
    status: StepStatus = strawberry.field(description="How it stands.")
    message: str = strawberry.field(description="What is so, and what to do: a sentence that may be shown.")
    message_zh: str = strawberry.field(description="The same in Chinese.")
    at: datetime | None = strawberry.field(description="When it was seen; null where nothing was.")

    @classmethod
    def of(cls, step: Step) -> Self:
        """As the domain says it."""
        en, zh = step.sentence
        return cls(step=step.name, status=step.status, message=en, message_zh=zh, at=step.at)


@strawberry.type(description="The test of a connection, as it stands now.")
class ConnectionTest:
    passed: bool = strawberry.field(description="Are all steps OK that apply?")
    steps: list[ConnectionTestStep] = strawberry.field(description="The steps, in order.")


@strawberry.type
class ConnectionTestQueries:
    @strawberry.field(
        description="Test an account's connection; null where there is no account for you. Ask every few seconds while"
        " somebody sends the test message: WeChat itself is asked once a minute. For owners and admins."
    )
    async def connection_test(
        self, info: Info, account_id: Annotated[strawberry.ID, strawberry.argument(description="The account's id.")]
    ) -> ConnectionTest | None:
        viewer = info.context.viewer
        viewer.must_manage()
        found = await viewer.accounts_by_id([row_id(ACCOUNT, account_id)])
        if not found:
            return None
        steps = await connection_test(found[0]["a_id"], info.context.now)
        passed = all(step.status in (StepStatus.OK, StepStatus.SKIPPED) for step in steps)
        return ConnectionTest(passed=passed, steps=[ConnectionTestStep.of(step) for step in steps])
