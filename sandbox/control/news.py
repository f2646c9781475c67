"""What WeChat tells an account about itself, on order."""

from sandbox.acting.account_news import Circumstances, News, tell
from sandbox.box import Box
from sandbox.control.acts import Acting, told
from sandbox.doors import Door, Json


class Happening(Acting):
    """The event. `openid`: the fan whose session it is; `reason` is for what failed."""

    event: News
    openid: str = ""
    reason: str = "资料不全"
    kf_account: str = "mei@shop"
    to_kf_account: str = "lin@shop"
    close_type: str = "KF"


async def happen(box: Box, said: Happening, app_id: str) -> Json:
    """Tell the account of its verification (which changes it, too) or of a customer-service session."""
    about = Circumstances(said.openid, said.reason, said.kf_account, said.to_kf_account, said.close_type)
    push = tell(box.world, box.world.account(app_id), said.event, about, deliver=said.deliver)
    return await told(box, said, [push])


DOORS = [Door("POST", "/control/accounts/{app_id}/happens", happen, Happening)]
