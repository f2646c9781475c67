from datetime import timedelta

import pytest

from tests.wechat.fake_wechat import OK, SEND, FakeWeChat, Fault, error
from wechat import Quota, Refused, TryLater, Uncertain, WeChat

GET = "/cgi-bin/openapi/quota/get"
CLEAR_ALL = "/cgi-bin/clear_quota"
CLEAR = "/cgi-bin/openapi/quota/clear"
AUTO_REPLIES = "/cgi-bin/get_current_autoreply_info"


async def test_a_quota_is_looked_up(wechat: WeChat, fake: FakeWeChat):
    quota = {"daily_limit": 500_000, "used": 1200, "remain": 498_800}
    fake.will_say(GET, {"errcode": 0, "quota": quota, "rate_limit": {"call_count": 60, "refresh_second": 60}})

    assert await wechat.quota(SEND) == Quota(500_000, 1200, 498_800, 60, timedelta(minutes=1))
    assert fake.heard_at(GET)[0].json == {"cgi_path": SEND}


async def test_a_quota_without_a_rate_has_none(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, {"errcode": 0, "quota": {"daily_limit": 10, "used": 0, "remain": 10}})

    assert await wechat.quota(SEND) == Quota(10, 0, 10, None, None)


async def test_an_answer_without_a_quota_is_for_later(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, OK)

    with pytest.raises(TryLater):
        await wechat.quota(SEND)


async def test_an_unknown_path_is_refused(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, error(76021))

    with pytest.raises(Refused, match="does not know the quota"):
        await wechat.quota("/nothing")


async def test_all_quotas_are_cleared(wechat: WeChat, fake: FakeWeChat, app_id: str):
    fake.will_say(CLEAR_ALL, OK)

    await wechat.clear_quotas()

    assert fake.heard_at(CLEAR_ALL)[0].json == {"appid": app_id}


async def test_one_quota_is_cleared(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CLEAR, OK)

    await wechat.clear_quota(SEND)

    assert fake.heard_at(CLEAR)[0].json == {"cgi_path": SEND}


async def test_a_clearing_costs_one_of_ten_and_is_not_repeated(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CLEAR_ALL, Fault.HANG_UP)

    with pytest.raises(Uncertain):
        await wechat.clear_quotas()

    assert len(fake.heard_at(CLEAR_ALL)) == 1


async def test_no_clearings_left_is_refused(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CLEAR_ALL, error(48006))

    with pytest.raises(Refused, match="next month"):
        await wechat.clear_quotas()


async def test_the_consoles_own_replies_come_word_for_word(wechat: WeChat, fake: FakeWeChat):
    says = {"is_add_friend_reply_open": 1, "add_friend_autoreply_info": {"type": "text", "content": "你好"}}
    fake.will_say(AUTO_REPLIES, says)

    assert await wechat.auto_reply_info() == says
    assert fake.heard_at(AUTO_REPLIES)[0].method == "GET"
