"""Which permission set (权限集) a platform needs for which API."""

from sandbox.components import MASS, MATERIAL, MENUS, MESSAGES, NOTICES, QR_CODES, USERS

SETS = {
    "message/custom/": MESSAGES,
    "message/mass/": MASS,
    "message/template/": MASS,
    "message/subscribe/": NOTICES,
    "template/": MASS,
    "media/": MATERIAL,
    "material/": MATERIAL,
    "draft/": MATERIAL,
    "menu/": MENUS,
    "get_current_selfmenu_info": MENUS,
    "qrcode/": QR_CODES,
    "user/": USERS,
    "tags/": USERS,
}


def permission_for(api: str) -> int | None:
    """The set that an API belongs to; None when every platform may call it."""
    return next((number for start, number in SETS.items() if api.startswith(start)), None)
