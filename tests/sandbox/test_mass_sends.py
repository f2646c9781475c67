"""Mass sends (群发): quotas, jobs, and how they end."""

from typing import Any

import pytest

from sandbox.media import MediaKind
from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID, Shop
from tests.sandbox.speaking import a_draft, a_file, an_article, events

ONE_MINUTE, ONE_DAY = 60, 86_400


async def to_all(box: Driver, text: str = "新茶到店", **given: Any) -> Json:
    said = {"filter": {"is_to_all": True}, "msgtype": "text", "text": {"content": text}}
    return await box.ask("message/mass/sendall", said | given)


async def to_list(box: Driver, fans: Any, text: str = "新茶到店", **given: Any) -> Json:
    said = {"touser": fans, "msgtype": "text", "text": {"content": text}}
    return await box.ask("message/mass/send", said | given)


async def ended(box: Driver, shop: Shop) -> Json:
    """The event at the end of the newest job."""
    await box.advance(ONE_MINUTE)
    await box.control("POST", "/wait/settled")
    return events(shop.received)[-1]


async def state(box: Driver, job: Json) -> Json:
    return await box.ask("message/mass/get", {"msg_id": str(job["msg_id"])})


async def test_item_20_a_job_is_queued_and_ends_with_an_event(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    fans = [await box.a_fan() for _ in range(3)]

    job = await to_all(box)

    assert job == {"errcode": 0, "errmsg": "send job submission success", "msg_id": job["msg_id"]}
    assert await state(box, job) == {"msg_id": job["msg_id"], "msg_status": "SENDING"}
    assert shop.received == []
    event = await ended(box, shop)
    assert await state(box, job) == {"msg_id": job["msg_id"], "msg_status": "SEND_SUCCESS"}
    assert (event["Event"], event["MsgID"], event["Status"]) == (
        "MASSSENDJOBFINISH",
        str(job["msg_id"]),
        "send success",
    )
    assert event["FromUserName"] not in fans
    assert event["CreateTime"] == str(int(box.world.now()))
    assert [(await box.phone(fan))[-1]["via"] for fan in fans] == ["MASS"] * 3


async def test_item_20_the_event_counts_total_filter_sent_and_errors(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    fans = [await box.a_fan() for _ in range(5)]
    await box.control("PATCH", f"/accounts/{APP_ID}/fans/{fans[0]}", refuses=True)
    await box.control("PATCH", f"/accounts/{APP_ID}/fans/{fans[1]}", blacklisted=True)
    await to_all(box)
    await box.fan_does(fans[2], "unfollow")

    event = await ended(box, shop)

    counts = [event[name] for name in ("TotalCount", "FilterCount", "SentCount", "ErrorCount")]
    assert counts == ["5", "3", "2", "1"]


async def test_a_job_can_be_for_a_tag(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    fans = [await box.a_fan() for _ in range(3)]
    account = box.world.account(APP_ID)
    tag = account.tags.create("常客")
    account.fan(fans[1]).tag_ids.append(tag)

    assert (await to_all(box, filter={"is_to_all": False, "tag_id": str(tag)}))["errcode"] == 0

    assert (await ended(box, shop))["TotalCount"] == "1"
    assert [await box.texts(fan, "ACCOUNT") for fan in fans] == [[], ["新茶到店"], []]
    assert (await to_all(box, filter={"is_to_all": False, "tag_id": 999}))["errcode"] == 45159


async def test_item_20_a_list_has_two_to_ten_thousand(box: Driver) -> None:
    await box.an_account()
    fans = [await box.a_fan() for _ in range(2)]

    assert (await to_list(box, fans[:1]))["errcode"] == 40130
    assert (await to_list(box, [fans[0], "oNobody"]))["errcode"] == 40130
    assert (await to_list(box, [fans[0]] * 2))["errcode"] == 40130
    assert (await to_list(box, ["o"] * 10_001))["errcode"] == 40032
    assert (await to_list(box, {"a": 1}))["errcode"] == 40031
    assert (await to_list(box, fans))["errcode"] == 0


async def test_item_20_a_service_accounts_fan_gets_four_a_month(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    fans = [await box.a_fan() for _ in range(2)]
    for number in range(4):
        await to_list(box, fans, f"第{number}条")
        assert (await ended(box, shop))["SentCount"] == "2"

    assert (await to_list(box, fans, "第五条"))["errcode"] == 0
    event = await ended(box, shop)
    assert (event["TotalCount"], event["FilterCount"], event["SentCount"]) == ("2", "0", "0")

    await box.advance(9 * ONE_DAY)  # from 23 September into October
    await to_list(box, fans, "十月")
    assert (await ended(box, shop))["SentCount"] == "2"


async def test_item_20_a_service_account_writes_to_all_once_a_day_and_four_times_a_month(box: Driver) -> None:
    await box.an_account()
    await box.a_fan()
    for number in range(4):
        assert (await to_all(box, f"第{number}条"))["errcode"] == 0
        assert (await to_all(box, f"又一条{number}"))["errcode"] == 45028
        await box.advance(ONE_DAY)

    assert (await to_all(box, "第五条"))["errcode"] == 45028


async def test_item_20_a_subscription_account_has_one_job_a_day(box: Driver) -> None:
    await box.an_account(kind="SUBSCRIPTION")
    fans = [await box.a_fan() for _ in range(2)]

    assert (await to_list(box, fans))["errcode"] == 0
    assert (await to_list(box, fans, "又一条"))["errcode"] == 45028
    assert (await to_all(box, "又一条"))["errcode"] == 45028
    await box.advance(ONE_DAY)
    assert (await to_all(box, "第二天"))["errcode"] == 0


async def test_item_20_a_job_that_failed_costs_no_quota(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    await box.a_fan()
    job = await to_all(box, "请看 err(20001)")

    event = await ended(box, shop)

    assert (event["Status"], event["SentCount"]) == ("err(20001)", "0")
    assert (await state(box, job))["msg_status"] == "SEND_FAIL"
    assert (await to_all(box))["errcode"] == 0


async def test_item_20_the_same_clientmsgid_is_one_job(box: Driver) -> None:
    await box.an_account()
    fans = [await box.a_fan() for _ in range(2)]
    job = await to_list(box, fans, clientmsgid="job-1")

    assert (await to_list(box, fans, clientmsgid="job-1"))["errcode"] == 45066
    await box.advance(ONE_MINUTE)
    again = await to_list(box, fans, clientmsgid="job-1")
    assert (again["errcode"], again["msg_id"]) == (45065, job["msg_id"])
    assert again["errmsg"].startswith("clientmsgid exist rid: ")
    assert (await to_list(box, fans, clientmsgid="x" * 33))["errcode"] == 45067
    await box.advance(ONE_DAY)
    assert (await to_list(box, fans, clientmsgid="job-1"))["errcode"] == 0


async def test_item_20_without_a_clientmsgid_the_same_words_are_one_job(box: Driver) -> None:
    await box.an_account()
    fans = [await box.a_fan() for _ in range(2)]
    await to_list(box, fans)
    await box.advance(ONE_MINUTE)

    assert (await to_list(box, fans))["errcode"] == 45065
    assert (await to_list(box, fans, "别的"))["errcode"] == 0


async def test_item_20_sixty_calls_a_minute(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    said = {"touser": fan, "msgtype": "text", "text": {"content": "预览"}}

    codes = [(await box.ask("message/mass/preview", said))["errcode"] for _ in range(61)]

    assert codes == [0] * 60 + [45011]


async def test_item_20_articles_have_a_data_id_a_copyright_check_and_vanish(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    fan = await box.a_fan()
    draft = await a_draft(box, an_article(box), an_article(box, title="第二篇"))

    job = await to_all(box, msgtype="mpnews", mpnews={"media_id": draft})

    assert isinstance(job["msg_data_id"], int)
    await ended(box, shop)
    body = shop.received[-1].body
    assert "<CopyrightCheckResult><Count>2</Count><ResultList><item><ArticleIdx>1</ArticleIdx>" in body
    assert "<CheckState>1</CheckState></CopyrightCheckResult><ArticleUrlResult><Count>2</Count>" in body
    assert [card["title"] for card in (await box.phone(fan))[-1]["details"]["articles"]] == ["春茶上市", "第二篇"]
    assert (await box.ask("draft/get", {"media_id": draft}))["errcode"] == 40007


@pytest.mark.parametrize(("ignore", "status"), [(0, "err(30003)"), (1, "send success")])
async def test_item_20_a_reprint_stops_unless_it_may_be_sent(box: Driver, shop: Shop, ignore: int, status: str) -> None:
    await box.an_account(callbackUrl=shop.url)
    await box.a_fan()
    draft = await a_draft(box, an_article(box, content="<p>err(30003)</p>"))

    await to_all(box, msgtype="mpnews", mpnews={"media_id": draft}, send_ignore_reprint=ignore)

    assert (await ended(box, shop))["Status"] == status
    assert f"<CheckState>{2 if ignore else 3}</CheckState>" in shop.received[-1].body


async def test_item_20_only_pages_can_be_deleted_and_only_afterwards(box: Driver) -> None:
    await box.an_account()
    fans = [await box.a_fan() for _ in range(2)]
    text = await to_list(box, fans)
    draft = await a_draft(box, an_article(box), an_article(box))
    job = await to_all(box, msgtype="mpnews", mpnews={"media_id": draft})
    assert (await box.ask("message/mass/delete", {"msg_id": job["msg_id"]}))["errcode"] == 40059
    await box.advance(ONE_MINUTE)

    assert (await box.ask("message/mass/delete", {"msg_id": text["msg_id"]}))["errcode"] == 40008
    assert (await box.ask("message/mass/delete", {"msg_id": job["msg_id"], "article_idx": 2}))["errcode"] == 0
    assert (await state(box, job))["msg_status"] == "SEND_SUCCESS"
    assert (await box.ask("message/mass/delete", {"msg_id": job["msg_id"]}))["errcode"] == 0
    assert (await state(box, job))["msg_status"] == "DELETE"
    assert (await box.phone(fans[0]))[-1]["kind"] == "NEWS"
    assert (await box.ask("message/mass/get", {"msg_id": 1}))["errcode"] == 40059


async def test_a_preview_goes_to_one_fan(box: Driver) -> None:
    await box.an_account()
    fan, other = await box.a_fan(nickname="半夏"), await box.a_fan()
    said = {"touser": other, "towxname": "半夏", "msgtype": "image", "image": {"media_id": a_file(box)}}

    answer = await box.ask("message/mass/preview", said)

    assert (answer["errcode"], answer["errmsg"]) == (0, "preview success")
    assert (await box.phone(fan))[-1]["via"] == "PREVIEW"
    assert await box.phone(other) == []
    assert (await box.ask("message/mass/preview", said | {"towxname": "没有此人"}))["errcode"] == 40003


async def test_pictures_come_in_the_newer_and_the_older_form(box: Driver) -> None:
    await box.an_account()
    fans = [await box.a_fan() for _ in range(2)]
    one, two = a_file(box), a_file(box)

    newer = await to_list(box, fans, msgtype="image", images={"media_ids": [one, two], "recommend": "看"})
    older = await to_list(box, fans, msgtype="image", image={"media_id": one})
    assert (newer["errcode"], older["errcode"]) == (0, 0)
    await box.advance(ONE_MINUTE)
    assert (await box.phone(fans[0]))[0]["details"] == {"mediaId": one, "mediaIds": [one, two]}
    assert (await to_list(box, fans, msgtype="image", image={"media_id": "no"}))["errcode"] == 40007


async def test_a_video_is_made_ready_first(box: Driver) -> None:
    await box.an_account()
    fans = [await box.a_fan() for _ in range(2)]
    raw = a_file(box, MediaKind.VIDEO)
    assert (await to_list(box, fans, msgtype="mpvideo", mpvideo={"media_id": raw}))["errcode"] == 40007

    ready = await box.ask("media/uploadvideo", {"media_id": raw, "title": "开箱", "description": "茶礼"})

    assert ready["type"] == "video"
    assert (await to_list(box, fans, msgtype="mpvideo", mpvideo={"media_id": ready["media_id"]}))["errcode"] == 0
    assert (await box.ask("media/uploadvideo", {"media_id": "no"}))["errcode"] == 40007


async def test_the_speed_can_be_set(box: Driver) -> None:
    await box.an_account()

    assert (await box.ask("message/mass/speed/set", {"speed": 1}))["errcode"] == 0
    assert await box.ask("message/mass/speed/get", {}) == {"speed": 1, "realspeed": 60}
    assert (await box.ask("message/mass/speed/set", {"speed": 5}))["errcode"] == 45083
    assert (await box.ask("message/mass/speed/set", {}))["errcode"] == 45084


async def test_an_account_that_is_not_verified_sends_to_nobody(box: Driver) -> None:
    await box.an_account(verified=False)

    assert (await to_all(box))["errcode"] == 48001
