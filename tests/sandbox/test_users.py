"""user/info: what WeChat still tells about a fan."""

from tests.sandbox.driving import Driver, Json


async def info(box: Driver, openid: str) -> Json:
    token = (await box.token())["access_token"]
    return (await box.client.get(f"/cgi-bin/user/info?access_token={token}&openid={openid}&lang=zh_CN")).json()


async def test_a_follower_has_no_name_and_no_picture(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan(nickname="半夏", following=False)
    await box.fan_does(fan, "follow")

    answer = await info(box, fan)

    assert answer["subscribe"] == 1
    assert answer["subscribe_time"] == int(box.world.now())
    assert (answer["nickname"], answer["headimgurl"]) == ("", "")
    assert "errcode" not in answer


async def test_of_a_stranger_there_is_the_openid_only(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan(following=False)

    assert await info(box, fan) == {"subscribe": 0, "openid": fan}


async def test_an_unknown_openid_is_refused(box: Driver) -> None:
    await box.an_account()

    assert (await info(box, "oNobody"))["errcode"] == 40003
    assert (await info(box, ""))["errcode"] == 41009
