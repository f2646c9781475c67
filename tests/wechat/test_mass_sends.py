from datetime import timedelta

import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, Fault, Raw, error
from wechat import (
    Coupon,
    DraftArticle,
    Image,
    MassContent,
    MassJob,
    MassState,
    MassVideo,
    Pictures,
    Refused,
    Text,
    TryLater,
    Uncertain,
    Unsayable,
    Voice,
    WeChat,
)

TO_TAG = "/cgi-bin/message/mass/sendall"
TO_LIST = "/cgi-bin/message/mass/send"
PREVIEW = "/cgi-bin/message/mass/preview"
STATUS = "/cgi-bin/message/mass/get"
DELETE = "/cgi-bin/message/mass/delete"
VIDEO = "/cgi-bin/media/uploadvideo"
TAKEN = Raw(b'{"errcode": 0, "errmsg": "ok", "msg_id": 9007199254740993, "msg_data_id": 2247483647001}')

KINDS: list[tuple[MassContent, dict[str, object]]] = [
    (Text("你好"), {"msgtype": "text", "text": {"content": "你好"}}),
    (Image("M"), {"msgtype": "image", "image": {"media_id": "M"}}),
    (
        Pictures(("A", "B"), "看", takes_comments=True),
        {
            "msgtype": "image",
            "images": {
                "media_ids": ["A", "B"],
                "recommend": "看",
                "need_open_comment": 1,
                "only_fans_can_comment": 0,
            },
        },
    ),
    (Voice("M"), {"msgtype": "voice", "voice": {"media_id": "M"}}),
    (MassVideo("M"), {"msgtype": "mpvideo", "mpvideo": {"media_id": "M"}}),
    (DraftArticle("M"), {"msgtype": "mpnews", "mpnews": {"media_id": "M"}, "send_ignore_reprint": 0}),
    (Coupon("C"), {"msgtype": "wxcard", "wxcard": {"card_id": "C"}}),
]


@pytest.mark.parametrize(("content", "said"), KINDS, ids=lambda value: type(value).__name__)
async def test_every_kind_goes_to_a_tag(
    wechat: WeChat, fake: FakeWeChat, content: MassContent, said: dict[str, object]
):
    fake.will_say(TO_TAG, TAKEN)

    job = await wechat.mass_send_to_tag(2, content, client_msg_id="job-1")

    assert job == MassJob("9007199254740993", "2247483647001", was_known=False)
    assert fake.heard_at(TO_TAG)[0].json == {
        "filter": {"is_to_all": False, "tag_id": 2},
        "clientmsgid": "job-1",
        **said,
    }


async def test_without_a_tag_it_goes_to_all(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TO_TAG, TAKEN)

    await wechat.mass_send_to_tag(None, DraftArticle("M"), client_msg_id="job-1", ignore_reprint=True)

    said = fake.heard_at(TO_TAG)[0].json
    assert said["filter"] == {"is_to_all": True}
    assert said["send_ignore_reprint"] == 1


async def test_it_goes_to_a_list(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TO_LIST, TAKEN)

    await wechat.mass_send_to(["oONE", "oTWO"], Text("hi"), client_msg_id="job-1")

    assert fake.heard_at(TO_LIST)[0].json["touser"] == ["oONE", "oTWO"]


@pytest.mark.parametrize("count", [0, 1, 10_001])
async def test_a_list_that_wechat_refuses_is_not_sent(wechat: WeChat, fake: FakeWeChat, count: int):
    with pytest.raises(Unsayable, match="from 2 to 10,000"):
        await wechat.mass_send_to(["oFAN"] * count, Text("hi"), client_msg_id="job-1")

    assert fake.heard == []


@pytest.mark.parametrize("key", ["", "k" * 33, "钥" * 11])
async def test_a_key_that_wechat_refuses_is_not_sent(wechat: WeChat, fake: FakeWeChat, key: str):
    with pytest.raises(Unsayable):
        await wechat.mass_send_to_tag(2, Text("hi"), client_msg_id=key)

    assert fake.heard == []


async def test_a_job_that_was_taken_before_is_done(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TO_TAG, {"errcode": 45065, "errmsg": "clientmsgid exist", "msg_id": 3147494552})

    job = await wechat.mass_send_to_tag(2, Text("hi"), client_msg_id="job-1")

    assert job == MassJob("3147494552", None, was_known=True)


async def test_a_job_repeated_too_soon_waits_a_minute(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TO_TAG, error(45066))

    with pytest.raises(TryLater) as raised:
        await wechat.mass_send_to_tag(2, Text("hi"), client_msg_id="job-1")

    assert raised.value.after == timedelta(minutes=1)


@pytest.mark.parametrize("says", [Fault.HANG_UP, OK])
async def test_a_job_without_an_answer_may_be_repeated_after_a_minute(wechat: WeChat, fake: FakeWeChat, says: Fault):
    fake.will_say(TO_TAG, says)

    with pytest.raises(Uncertain) as raised:
        await wechat.mass_send_to_tag(2, Text("hi"), client_msg_id="job-1")

    assert raised.value.repeat_after == timedelta(minutes=1)
    assert len(fake.heard_at(TO_TAG)) == 1


async def test_no_mass_sends_left_is_refused(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TO_TAG, error(45028))

    with pytest.raises(Refused, match="no mass sends left"):
        await wechat.mass_send_to_tag(2, Text("hi"), client_msg_id="job-1")


async def test_a_preview_goes_to_one_fan(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(PREVIEW, {"errcode": 0, "msg_id": 34182})

    await wechat.preview_mass("oFAN", Text("hi"))

    assert fake.heard_at(PREVIEW)[0].json == {"touser": "oFAN", "msgtype": "text", "text": {"content": "hi"}}


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("SEND_SUCCESS", MassState.SENT),
        ("SENDING", MassState.SENDING),
        ("SEND_FAIL", MassState.FAILED),
        ("DELETE", MassState.DELETED),
        ("SOMETHING", MassState.OTHER),
    ],
)
async def test_a_job_tells_how_far_it_came(wechat: WeChat, fake: FakeWeChat, says: str, state: MassState):
    fake.will_say(STATUS, {"msg_id": 9007199254740993, "msg_status": says})

    assert await wechat.mass_status("9007199254740993") is state
    assert fake.heard_at(STATUS)[0].json == {"msg_id": "9007199254740993"}


async def test_one_article_of_a_job_is_deleted(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(DELETE, OK)

    await wechat.delete_mass("9007199254740993", article=2)

    assert fake.heard_at(DELETE)[0].json == {"msg_id": 9007199254740993, "article_idx": 2}


async def test_a_video_is_made_ready(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(VIDEO, {"type": "video", "media_id": "READY", "created_at": 1398848981})

    assert await wechat.prepare_mass_video("M", "标题", "描述") == MassVideo("READY")
    assert fake.heard_at(VIDEO)[0].json == {"media_id": "M", "title": "标题", "description": "描述"}
