import pytest

from tests.wechat.fake_wechat import TOKEN, FakeWeChat, Fault, Says, error, token
from tests.wechat.platforms import Kept
from wechat import Act, Gate, MiniProgram, MiniProgramSignIn, MiniProgramVersion, Platform, Refused, TryLater, Uncertain

SESSION = "/sns/jscode2session"
SEND = "/cgi-bin/message/subscribe/send"
BIG = 3717005636572528642  # more than a float holds


@pytest.fixture
def mini_program(gate: Gate, app_id: str) -> MiniProgram:
    return gate.mini_program(app_id, "SECRET")


async def test_a_code_becomes_a_person(mini_program: MiniProgram, fake: FakeWeChat, app_id: str):
    fake.will_say(SESSION, {"openid": "oFAN", "session_key": "SESSION", "unionid": "uFAN"})

    person = await mini_program.sign_in("CODE")

    assert person == MiniProgramSignIn("oFAN", "uFAN", "SESSION")
    [heard] = fake.heard
    assert (heard.method, heard.path) == ("GET", SESSION)
    assert heard.query == {"appid": app_id, "secret": "SECRET", "js_code": "CODE", "grant_type": "authorization_code"}


async def test_nobody_who_prints_a_sign_in_sees_its_session_key(mini_program: MiniProgram, fake: FakeWeChat):
    fake.will_say(SESSION, {"openid": "oFAN", "session_key": "SESSION"})

    assert "SESSION" not in repr(await mini_program.sign_in("CODE"))


async def test_a_platform_signs_a_mini_programs_person_in(
    platform: Platform, fake: FakeWeChat, refresh_tokens: Kept, app_id: str, platform_id: str
):
    fake.will_say("/sns/component/jscode2session", {"openid": "oFAN", "session_key": "SESSION"})
    fake.will_say(SEND, {"msgid": BIG})
    mini_program = platform.mini_program(app_id, refresh_tokens)

    assert (await mini_program.sign_in("CODE")).openid == "oFAN"
    await mini_program.send_subscribe_message("oFAN", "TEMPLATE", {})

    assert fake.heard_at("/sns/component/jscode2session")[0].query == {
        "appid": app_id,
        "js_code": "CODE",
        "grant_type": "authorization_code",
        "component_appid": platform_id,
        "component_access_token": "COMPONENT",
    }
    assert fake.heard_at(SEND)[0].access_token == "TOKEN"


@pytest.mark.parametrize(
    ("code", "act"),
    [(40029, Act.FIX_REQUEST), (40163, Act.FIX_REQUEST), (40125, Act.ASK_A_HUMAN), (40001, Act.ASK_A_HUMAN)],
)
async def test_a_code_that_is_worth_nothing_is_refused(
    mini_program: MiniProgram, fake: FakeWeChat, code: int, act: Act
):
    fake.will_say(SESSION, error(code))

    with pytest.raises(Refused) as raised:
        await mini_program.sign_in("CODE")

    assert (raised.value.code, raised.value.act) == (code, act)


async def test_a_person_whom_wechat_blocks_is_refused(mini_program: MiniProgram, fake: FakeWeChat):
    fake.will_say(SESSION, error(40226))

    with pytest.raises(Refused) as raised:
        await mini_program.sign_in("CODE")

    assert raised.value.code == 40226


SILENT: list[Says] = [error(-1), error(45011), Fault.RESET, {}, {"openid": "oFAN"}, {"openid": 5, "session_key": "x"}]


@pytest.mark.parametrize("says", SILENT, ids=str)
async def test_no_usable_answer_is_for_later(mini_program: MiniProgram, fake: FakeWeChat, says: Says):
    fake.will_say(SESSION, says)

    with pytest.raises(TryLater):
        await mini_program.sign_in("CODE")

    assert len(fake.heard_at(SESSION)) == 1


async def test_a_notification_is_sent(mini_program: MiniProgram, fake: FakeWeChat):
    fake.will_say(SEND, {"errcode": 0, "errmsg": "ok", "msgid": BIG})

    sent = await mini_program.send_subscribe_message("oFAN", "TEMPLATE", {"thing1": "客服回复"}, page="pages/a?b=1")

    assert sent == str(BIG)
    [heard] = fake.heard_at(SEND)
    assert heard.access_token == "TOKEN"
    assert heard.json == {
        "touser": "oFAN",
        "template_id": "TEMPLATE",
        "page": "pages/a?b=1",
        "data": {"thing1": {"value": "客服回复"}},
        "miniprogram_state": "formal",
        "lang": "zh_CN",
    }
    assert "客服回复".encode() in heard.body


async def test_a_trial_version_can_be_opened(mini_program: MiniProgram, fake: FakeWeChat):
    fake.will_say(SEND, {"msgid": 1})

    await mini_program.send_subscribe_message("oFAN", "TEMPLATE", {}, version=MiniProgramVersion.TRIAL)

    said = fake.heard_at(SEND)[0].json
    assert said["miniprogram_state"] == "trial"
    assert "page" not in said


async def test_a_stale_token_is_renewed(mini_program: MiniProgram, fake: FakeWeChat):
    fake.will_say(TOKEN, token("OLD"), token("NEW"))
    fake.will_say(SEND, error(40001), {"msgid": 1})

    await mini_program.send_subscribe_message("oFAN", "TEMPLATE", {})

    assert [heard.access_token for heard in fake.heard_at(SEND)] == ["OLD", "NEW"]


@pytest.mark.parametrize("code", [40003, 40037, 41030, 43101, 43107, 45168, 47003])
async def test_a_no_is_refused(mini_program: MiniProgram, fake: FakeWeChat, code: int):
    fake.will_say(SEND, error(code))

    with pytest.raises(Refused) as raised:
        await mini_program.send_subscribe_message("oFAN", "TEMPLATE", {})

    assert raised.value.code == code


@pytest.mark.parametrize("says", [Fault.RESET, {}, {"msgid": "soon"}, {"msgid": None}, {"msgid": 1.5}], ids=str)
async def test_a_notification_that_may_have_arrived_is_not_repeated(
    mini_program: MiniProgram, fake: FakeWeChat, says: Says
):
    fake.will_say(SEND, says)

    with pytest.raises(Uncertain):
        await mini_program.send_subscribe_message("oFAN", "TEMPLATE", {})

    assert len(fake.heard_at(SEND)) == 1
