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
