"""One Official Account, as we speak for it: every subject's sentences together."""

from wechat.speaking.blacklist import Blacklist
from wechat.speaking.drafts import DraftBox
from wechat.speaking.mass_sends import MassSends
from wechat.speaking.material import Materials
from wechat.speaking.media import Media
from wechat.speaking.menus import MenuBook
from wechat.speaking.messages import Messages
from wechat.speaking.qr_codes import QrCodes
from wechat.speaking.quotas import Quotas
from wechat.speaking.sign_in import SignIns
from wechat.speaking.tags import Tags
from wechat.speaking.templates import Templates
from wechat.speaking.users import Users


class WeChat(
    Messages,
    Templates,
    MassSends,
    DraftBox,
    QrCodes,
    MenuBook,
    Quotas,
    Users,
    Tags,
    Blacklist,
    Media,
    Materials,
    SignIns,
):
    """One Official Account, as we speak for it. Made by `Gate.account` and `Platform.account`."""
