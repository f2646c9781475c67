from domain.errors import Code, DomainError


class AccountAlreadyConnected(DomainError):
    """An account has one home: WeChat pushes to one address only."""

    code = Code.ACCOUNT_ALREADY_CONNECTED
    message = "The account {app_id} is connected already. Disconnect it where it is, then connect it here."
    field = ("appId",)

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
