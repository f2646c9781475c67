"""What a fan did that lets the account write to them for a while. WeChat docs, 客服消息."""

import wechat
from domain.windows.models import WindowCause


def cause_in(arrived: wechat.MessageArrived | wechat.EventHappened | wechat.Unknown) -> WindowCause | None:
    """Which window it opens; None for what opens none, such as a link or a mini-program of the menu."""
    match arrived:
        case wechat.TextArrived(menu_item_id=str()):
            return WindowCause.MENU  # it reads like a message, but was tapped
        case wechat.MessageArrived() | wechat.Unknown(is_message=True):
            return WindowCause.MESSAGE
        case wechat.MenuClicked() | wechat.CodeScanned():
            return WindowCause.MENU
        case wechat.Followed(source=wechat.FollowedVia.PAYMENT):
            return WindowCause.PAYMENT
        case wechat.Followed():
            return WindowCause.FOLLOW
        case wechat.Scanned():
            return WindowCause.SCAN
    return None
