from domain.errors import Code, DomainError


class AssetUnfit(DomainError):
    """WeChat docs, 素材管理: 新增临时素材."""

    code = Code.BAD_USER_INPUT
    message = "{sentence}"
    field = ("file",)

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence


class AssetTooLarge(AssetUnfit):
    """More bytes than WeChat takes."""
