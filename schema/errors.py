"""How the API says no: refusals of a mutation in its payload, everything else as a top-level error with a code."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import strawberry
import structlog
from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.extensions import FieldExtension
from strawberry.extensions.mask_errors import MaskErrors
from strawberry.types.field import StrawberryField

from domain.errors import AccessDenied, Code, DomainError
from schema.context import Info
from schema.enums import described

log = structlog.get_logger(__name__)

described(
    Code,
    "UserErrorCode",
    "Why a mutation refused. New values may come: treat one you do not know like BAD_USER_INPUT.",
    {
        "ACCOUNT_ALREADY_CONNECTED": "The official account is connected already, here or in another workspace.",
        "ACCOUNT_DISCONNECTED": "The official account is disconnected: connect it again first.",
        "ACCOUNT_PAUSED": "The official account is paused: it hears but does not speak until it is resumed.",
        "AGENT_DOES_NOT_SERVE": "The agent does not serve the conversation's official account.",
        "AGENT_FULL": "The agent has as many open conversations as they take at once.",
        "BAD_USER_INPUT": "A value cannot be used; `field` names it and `message` says what would be right.",
        "CONVERSATION_MOVED_ON": "Somebody else has said something since: `missed` has it. Read it, then send again.",
        "EMAIL_TAKEN": "Somebody signs in with this email already.",
        "FAN_BLOCKED": "The fan is blocked: nothing reaches them until they are unblocked.",
        "FAN_FIELD_LIMIT_REACHED": "The workspace has 50 fields of its own for fans, which is the most.",
        "FAN_FIELD_NAME_TAKEN": "Another field of the workspace has this name.",
        "FORBIDDEN": "Your role may not do this.",
        "IDEMPOTENCY_CONFLICT": "The idempotencyKey was used before, with other input.",
        "INVALID_CODE": "The mini-program's code is unknown, used or older than five minutes: call `wx.login` again.",
        "INVALID_CREDENTIALS": "Email or password is wrong.",
        "INVALID_REFRESH_TOKEN": "The refresh token is unknown, expired, signed out or used twice: sign in again.",
        "INVITATION_OVER": "The invitation is unknown, used, withdrawn or expired.",
        "LABEL_LIMIT_REACHED": "There are too many labels: 100 a workspace, 20 a conversation.",
        "LABEL_NAME_TAKEN": "Another label of the workspace has this name.",
        "LAST_OWNER": "The workspace would be left without an owner.",
        "MEDIA_EXPIRED": "WeChat keeps a fan's files for three days, and they are over.",
        "MEDIA_NOT_MISSING": "Nothing of this message is missing: there is nothing to fetch again.",
        "MESSAGE_EMPTY": "There is nothing to send.",
        "MESSAGE_NOT_OVER": "The message was sent, or may still be: there is nothing to send again.",
        "MESSAGE_TOO_LONG": "WeChat does not take a text this long.",
        "MESSAGE_UNDER_WAY": "The message waits no longer: it is on its way, or its outcome is known.",
        "MINI_PROGRAM_ALREADY_LINKED": "You sign in as another WeChat user already: `unlinkMiniProgram` first.",
        "MINI_PROGRAM_LINKED_ELSEWHERE": "This WeChat user signs in as another agent already.",
        "MINI_PROGRAM_NOT_LINKED": "No agent is linked to this WeChat user: sign in otherwise, and `linkMiniProgram`.",
        "MINI_PROGRAM_NOT_SET_UP": "This server has no mini-program (小程序) of its own.",
        "NOT_FOUND": "There is no such thing for you: missing, foreign and malformed ids look the same.",
        "ONLY_WAY_IN": "There would be no way left to sign in: set a password first.",
        "PLATFORM_NOT_SET_UP": "This server is no third-party platform (第三方平台), so nothing can be scanned.",
        "RATE_LIMITED": "You have done this too often lately; `message` says how long to wait.",
        "SCHEDULE_LIMIT_REACHED": "The workspace has 50 schedules, which is the most.",
        "SCHEDULE_NAME_TAKEN": "Another schedule of the workspace has this name, but for case and width.",
        "SHORTCUT_TAKEN": "Another canned response has this shortcut.",
        "TAG_LIMIT_REACHED": "WeChat's limit of tags is reached: 100 an account, 20 a fan.",
        "TAG_NAME_TAKEN": "Another tag of the account has this name.",
        "TAG_RESERVED": "The tag is WeChat's own: it cannot be renamed or deleted.",
        "TEAM_LIMIT_REACHED": "There are too many teams or members: 50 teams a workspace, 200 agents a team.",
        "TEAM_NAME_TAKEN": "Another team of the workspace has this name, but for case and width.",
        "UNAUTHENTICATED": "Nobody is signed in.",
        "WECHAT_REFUSED": "WeChat was asked and said no, or did not answer; `message` says what to do.",
        "WECHAT_UNAVAILABLE": "WeChat did not answer, or has no time: nothing was done. Try again.",
    },
)


@strawberry.type(description="One reason why a mutation did nothing.")
class UserError:
    code: Code = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people: a sentence that may be shown.")
    message_zh: str = strawberry.field(
        default="", description="The same in Chinese, where the reason came from WeChat; else empty."
    )
    field: list[str] = strawberry.field(
        default_factory=list,
        description='Path of the input that it is about, such as `["content", "text", "body"]`; empty for none.',
    )

    @classmethod
    def of(cls, refusal: DomainError) -> Self:
        """What a rule refused, as the API says it."""
        return cls(code=refusal.code, message=str(refusal), message_zh=refusal.message_zh, field=list(refusal.field))


def user_errors() -> Any:
    """The field that every payload has."""
    return strawberry.field(default_factory=list, description="Why nothing was done; empty when it was.")


class RefusalsBecomeUserErrors(FieldExtension):
    """Turns a DomainError of a mutation into the `userErrors` of its payload, for the whole schema."""

    def apply(self, field: StrawberryField) -> None:
        """Every mutation has one argument, and it is described alike."""
        for argument in field.arguments:
            argument.description = argument.description or "Everything that the mutation needs to know."

    async def resolve_async(self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, **kwargs: Any) -> Any:
        try:
            return await next_(source, info, **kwargs)
        except AccessDenied:
            raise
        except DomainError as refusal:
            return info.return_type(user_errors=[UserError.of(refusal)])  # type: ignore[operator,call-arg]


def mutation(description: str) -> Any:
    """A mutation whose payload carries what the rules refuse."""
    return strawberry.mutation(description=description, extensions=[RefusalsBecomeUserErrors()])


class CodedErrors(MaskErrors):
    """Gives every top-level error its code and the request's id, and hides the words of our own bugs."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=lambda _: True)

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """The error as the world may see it."""
        return coded(error, self.execution_context.context.request_id)


def coded(error: GraphQLError, request_id: str) -> GraphQLError:
    """The error with `extensions.code` and `extensions.requestId`; one that has them already stays as it is."""
    if error.extensions and "requestId" in error.extensions:
        return error
    code, message = _told(error)
    if code == "INTERNAL":
        log.error("a bug of ours", request=request_id, path=error.path, exc_info=error.original_error)
    extensions = (error.extensions or {}) | {"code": code, "requestId": request_id}
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=extensions)


def _told(error: GraphQLError) -> tuple[str, str]:
    original = error.original_error
    if isinstance(original, DomainError):
        return original.code.value, str(original)
    if error.extensions and "code" in error.extensions:
        return str(error.extensions["code"]), error.message
    if original is not None and not isinstance(original, GraphQLError):
        return "INTERNAL", "Something went wrong on our side. Try again; if it stays, tell us the requestId."
    return _code_of_graphql(error), _QUOTED.sub(_without_quotation, error.message)


# graphql-core quotes values that do not fit, and with them the password or the secret beside the mistake.
_QUOTED = re.compile(r"(?:, found: | Found: |(cannot represent [^:]*): ).*", re.DOTALL)


def _without_quotation(found: re.Match[str]) -> str:
    return f"{found[1] or ''}." if found[1] or found[0].startswith(",") else ""


def _code_of_graphql(error: GraphQLError) -> str:
    # A document that is wrong is found before execution. Variables that do not fit have no path either.
    if isinstance(error, GraphQLSyntaxError) or (error.path is None and not error.message.startswith("Variable ")):
        return "VALIDATION_FAILED"
    return "BAD_USER_INPUT"
