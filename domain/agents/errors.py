from domain.errors import Code, DomainError


class InvalidCredentials(DomainError):
    """Unknown email and wrong password look the same."""

    code = Code.INVALID_CREDENTIALS
    message = "Email or password is wrong."


class InvalidRefreshToken(DomainError):
    """Unknown, expired, signed out, or used twice."""

    code = Code.INVALID_REFRESH_TOKEN
    message = "This refresh token is not valid any more. Sign in again."
    field = ("refreshToken",)


class EmailTaken(DomainError):
    """An email belongs to one agent, in whatever workspace."""

    code = Code.EMAIL_TAKEN
    message = "Somebody signs in with {email} already. Invite them with another email."
    field = ("email",)

    def __init__(self, email: str) -> None:
        self.email = email


class InvitationOver(DomainError):
    """Unknown, used, withdrawn or expired: they look the same."""

    code = Code.INVITATION_OVER
    message = "This invitation is not open any more. Ask for a new one."


class LastOwner(DomainError):
    """Somebody has to be able to run the workspace."""

    code = Code.LAST_OWNER
    message = "This is the workspace's last owner. Make somebody else an owner first."
    field = ("agentId",)
