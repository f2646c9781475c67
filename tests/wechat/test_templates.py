from datetime import timedelta

import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, Fault, Raw, error
from wechat import MiniProgramPage, Refused, Template, TryLater, Uncertain, WeChat

LIST = "/cgi-bin/template/get_all_private_template"
ADD = "/cgi-bin/template/api_add_template"
DELETE = "/cgi-bin/template/del_private_template"
SEND = "/cgi-bin/message/template/send"
TAKEN = Raw(b'{"errcode": 0, "errmsg": "ok", "msgid": 3717005636572528642}')


async def notify(wechat: WeChat, **more: object) -> str:
    return await wechat.send_template("oFAN", "T", {"thing1": "咖啡"}, client_msg_id="send-1", **more)  # type: ignore[arg-type]


async def test_templates_are_listed(wechat: WeChat, fake: FakeWeChat):
    row = {
        "template_id": "T",
        "title": "领取奖金提醒",
        "primary_industry": "IT科技",
        "deputy_industry": "互联网|电子商务",
        "content": "{{thing1.DATA}}",
        "example": "咖啡",
    }
    fake.will_say(LIST, {"template_list": [row]})

    assert await wechat.templates() == [
        Template("T", "领取奖金提醒", "{{thing1.DATA}}", "咖啡", "IT科技", "互联网|电子商务")
    ]
    assert fake.heard_at(LIST)[0].method == "GET"


async def test_a_list_that_is_none_is_for_later(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(LIST, {"template_list": "none"})

    with pytest.raises(TryLater):
        await wechat.templates()


async def test_a_category_template_is_added_with_its_keywords(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, {"errcode": 0, "errmsg": "ok", "template_id": "NEW"})

    assert await wechat.add_template("TM00015", ["消费类型", "消费金额"]) == "NEW"
    assert fake.heard_at(ADD)[0].json == {
        "template_id_short": "TM00015",
        "keyword_name_list": ["消费类型", "消费金额"],
    }


@pytest.mark.parametrize("says", [Fault.HANG_UP, OK])
async def test_a_template_that_may_be_added_is_not_added_again(wechat: WeChat, fake: FakeWeChat, says: Fault):
    fake.will_say(ADD, says)

    with pytest.raises(Uncertain):
        await wechat.add_template("TM00015")

    assert len(fake.heard_at(ADD)) == 1


async def test_a_template_is_deleted(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(DELETE, OK)

    await wechat.delete_template("T")

    assert fake.heard_at(DELETE)[0].json == {"template_id": "T"}


async def test_a_notice_is_sent_and_its_number_stays_whole(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, TAKEN)

    assert await notify(wechat) == "3717005636572528642"
    assert fake.heard_at(SEND)[0].json == {
        "touser": "oFAN",
        "template_id": "T",
        "client_msg_id": "send-1",
        "data": {"thing1": {"value": "咖啡"}},
    }


async def test_a_notice_leads_to_a_mini_program_or_a_page(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, TAKEN)

    await notify(wechat, url="https://a.example", mini_program=MiniProgramPage("wxMINI", "index?a=b"))

    said = fake.heard_at(SEND)[0].json
    assert said["url"] == "https://a.example"
    assert said["miniprogram"] == {"appid": "wxMINI", "pagepath": "index?a=b"}


async def test_a_lost_answer_is_asked_for_again_under_the_same_key(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, Fault.HANG_UP, error(-1), TAKEN)

    assert await notify(wechat) == "3717005636572528642"
    assert {heard.json["client_msg_id"] for heard in fake.heard_at(SEND)} == {"send-1"}


async def test_lasting_silence_leaves_it_uncertain_but_repeatable(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, Fault.HANG_UP)

    with pytest.raises(Uncertain) as raised:
        await notify(wechat)

    assert raised.value.repeat_after == timedelta(0)


async def test_what_was_sent_a_moment_ago_is_done(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, error(40241))

    assert await notify(wechat) == ""


@pytest.mark.parametrize(("code", "says"), [(43004, "does not follow"), (47003, "value of the template")])
async def test_a_refused_notice_says_why(wechat: WeChat, fake: FakeWeChat, code: int, says: str):
    fake.will_say(SEND, error(code))

    with pytest.raises(Refused, match=says):
        await notify(wechat)
