from datetime import timedelta

import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, Fault, error
from wechat import Gate, Qr, Refused, Uncertain, Unsayable, WeChat

CREATE = "/cgi-bin/qrcode/create"
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("scene", "lasts", "said"),
    [
        (
            123,
            WEEK,
            {"expire_seconds": 604800, "action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 123}}},
        ),
        (
            "shop_A",
            WEEK,
            {
                "expire_seconds": 604800,
                "action_name": "QR_STR_SCENE",
                "action_info": {"scene": {"scene_str": "shop_A"}},
            },
        ),
        (123, None, {"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 123}}}),
        ("123", None, {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "123"}}}),
    ],
)
async def test_a_code_of_each_kind_is_made(
    wechat: WeChat, fake: FakeWeChat, scene: int | str, lasts: timedelta | None, said: dict[str, object]
):
    fake.will_say(CREATE, {"ticket": "gQ+/=", "url": "http://weixin.qq.com/q/kZ"})

    assert await wechat.create_qr(scene, lasts=lasts) == Qr("gQ+/=", "http://weixin.qq.com/q/kZ", lasts)
    assert fake.heard_at(CREATE)[0].json == said


async def test_wechat_decides_how_long_a_code_lasts(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CREATE, {"ticket": "T", "expire_seconds": 60, "url": "http://weixin.qq.com/q/kZ"})

    assert (await wechat.create_qr("a", lasts=WEEK)).lasts == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("scene", "lasts"),
    [
        ("", WEEK),
        ("s" * 65, None),
        (0, WEEK),
        (2**32, WEEK),
        (100_001, None),
        (-1, None),
        ("a", timedelta(days=30, seconds=1)),
        ("a", timedelta(0)),
    ],
)
async def test_a_code_that_wechat_refuses_is_not_asked_for(
    wechat: WeChat, fake: FakeWeChat, scene: int | str, lasts: timedelta | None
):
    with pytest.raises(Unsayable):
        await wechat.create_qr(scene, lasts=lasts)

    assert fake.heard == []


@pytest.mark.parametrize("scene", ["s" * 64, "场" * 64, 100_000])
async def test_the_longest_scene_is_taken(wechat: WeChat, fake: FakeWeChat, scene: int | str):
    fake.will_say(CREATE, {"ticket": "T"})

    await wechat.create_qr(scene, lasts=None)


async def test_a_lost_answer_is_asked_for_again(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CREATE, Fault.HANG_UP, {"ticket": "T"})

    assert (await wechat.create_qr("a", lasts=None)).ticket == "T"


async def test_an_answer_without_a_code_is_uncertain(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CREATE, OK)

    with pytest.raises(Uncertain):
        await wechat.create_qr("a", lasts=None)


async def test_an_account_without_permanent_codes_left_hears_what_to_do(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CREATE, error(45029))

    with pytest.raises(Refused, match="Use temporary ones"):
        await wechat.create_qr("a", lasts=None)


def test_the_picture_is_where_wechat_shows_it(wechat: WeChat, fake: FakeWeChat):
    assert wechat.qr_picture_url("gQ+/=") == f"{fake.url}/cgi-bin/showqrcode?ticket=gQ%2B%2F%3D"


async def test_the_real_wechat_shows_it_in_its_console(redis, app_id):
    gate = Gate(api_url="https://api.weixin.qq.com", redis=redis)

    url = gate.account(app_id, "SECRET").qr_picture_url("T")

    assert url == "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=T"
    await gate.close()
