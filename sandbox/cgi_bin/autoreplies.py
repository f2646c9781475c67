"""`/cgi-bin/get_current_autoreply_info`: the automatic replies that were set in WeChat's own console."""

from typing import Any

from sandbox.cgi_bin.knock import Knock, entitled, must_get
from sandbox.world import World

NONE_SET = {"is_add_friend_reply_open": 0, "is_autoreply_open": 0}


def current_autoreply(world: World, knock: Knock) -> dict[str, Any]:
    """What the control API put there, as WeChat would show it; otherwise that nothing is switched on."""
    account = entitled(world, knock)
    must_get(knock)
    return account.autoreply or NONE_SET
