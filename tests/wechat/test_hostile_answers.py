"""Whatever stands where in an answer, only our own errors come of it."""

from collections.abc import Awaitable, Callable, Iterator
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest

from tests.wechat.fake_wechat import FakeWeChat
from tests.wechat.platforms import AUTHORIZER_TOKEN, COMPONENT, COMPONENT_TOKEN, Kept, authorizer_token, component_token
from wechat import (
    AccountOption,
    Gate,
    MaterialKind,
    MediaKind,
    MiniProgram,
    OAuthScope,
    Platform,
    Refused,
    TryLater,
    Uncertain,
    WebSignIn,
    WeChat,
)

ODD: list[Any] = [None, [], "-7", True, 2**70, float("nan"), [{}, 5, None]]
JPEG = b"\xff\xd8\xff a picture"
FAN = WebSignIn("oFAN", "", "T", "R", OAuthScope.USERINFO, is_snapshot=False)
A_PAGE = {"total": 1, "count": 1, "data": {"openid": ["o1"]}, "next_openid": "o1"}
A_USER = {"subscribe": 1, "openid": "o1", "subscribe_time": 1700000000, "tagid_list": [1], "qr_scene": 1, "remark": "x"}
AUTHORIZED = {
    "authorizer_appid": "wxAPP",
    "authorizer_access_token": "T",
    "expires_in": 7200,
    "authorizer_refresh_token": "R",
    "func_info": [{"funcscope_category": {"id": 1}}],
}
DESCRIBED = {
    "user_name": "gh_1",
    "service_type_info": {"id": 2},
    "verify_type_info": {"id": 0},
    "account_status": 1,
    "nick_name": "x",
}
AN_ITEM = {"media_id": "M", "name": "x", "content": {"news_item": [{"title": "x"}]}, "update_time": 1700000000}

Call = Callable[[WeChat], Awaitable[object]]
OF_AN_ACCOUNT: dict[str, tuple[Any, Call]] = {
    "/cgi-bin/user/get": (A_PAGE, lambda wechat: wechat.followers()),
    "/cgi-bin/user/info": (A_USER, lambda wechat: wechat.user("o1")),
    "/cgi-bin/user/info/batchget": ({"user_info_list": [A_USER]}, lambda wechat: wechat.users(["o1"])),
    "/cgi-bin/tags/get": ({"tags": [{"id": 1, "name": "x", "count": 1}]}, lambda wechat: wechat.tags()),
    "/cgi-bin/tags/create": ({"tag": {"id": 1, "name": "x"}}, lambda wechat: wechat.create_tag("x")),
    "/cgi-bin/user/tag/get": (A_PAGE, lambda wechat: wechat.fans_with_tag(1)),
    "/cgi-bin/tags/getidlist": ({"tagid_list": [1]}, lambda wechat: wechat.tags_of("o1")),
    "/cgi-bin/tags/members/getblacklist": (A_PAGE, lambda wechat: wechat.blacklist()),
    "/cgi-bin/media/upload": (
        {"media_id": "M", "created_at": 1700000000},
        lambda wechat: wechat.upload_media(MediaKind.IMAGE, "a", "image/jpeg", JPEG),
    ),
    "/cgi-bin/media/get": ({"video_url": "/a"}, lambda wechat: wechat.download_media("M", most_bytes=9)),
    "/cgi-bin/material/add_material": (
        {"media_id": "M", "url": "u"},
        lambda wechat: wechat.add_material(MediaKind.IMAGE, "a", "image/jpeg", JPEG),
    ),
    "/cgi-bin/material/get_material": (
        {"title": "x", "down_url": "u", "news_item": [{"title": "x"}]},
        lambda wechat: wechat.material("M", most_bytes=9),
    ),
    "/cgi-bin/material/get_materialcount": (
        {"voice_count": 1, "video_count": 1, "image_count": 1, "news_count": 1},
        lambda wechat: wechat.material_counts(),
    ),
    "/cgi-bin/material/batchget_material": (
        {"total_count": 1, "item": [AN_ITEM]},
        lambda wechat: wechat.materials(MaterialKind.NEWS),
    ),
    "/cgi-bin/media/uploadimg": ({"url": "u"}, lambda wechat: wechat.upload_article_image("a", JPEG)),
    "/sns/oauth2/access_token": (
        {"access_token": "T", "refresh_token": "R", "openid": "o1", "scope": "snsapi_base", "is_snapshotuser": 1},
        lambda wechat: wechat.sign_in("CODE"),
    ),
    "/sns/userinfo": (
        {"openid": "o1", "nickname": "x", "headimgurl": "u", "unionid": "u1"},
        lambda wechat: wechat.profile_of(FAN),
    ),
    "/cgi-bin/stable_token": ({"access_token": "T", "expires_in": 7200}, lambda wechat: wechat.ready()),
}
OF_A_PLATFORM: dict[str, tuple[Any, Callable[[Platform], Awaitable[object]]]] = {
    "api_component_token": (component_token("T"), lambda platform: platform.pre_auth_code()),
    "api_authorizer_token": (authorizer_token("T"), lambda platform: platform.account(unknown(), Kept()).ready()),
    "api_create_preauthcode": (
        {"pre_auth_code": "C", "expires_in": 600},
        lambda platform: platform.pre_auth_code(),
    ),
    "api_query_auth": ({"authorization_info": AUTHORIZED}, lambda platform: platform.exchange("CODE")),
    "api_get_authorizer_info": (
        {"authorizer_info": DESCRIBED, "authorization_info": AUTHORIZED},
        lambda platform: platform.account_info("wxAPP"),
    ),
    "api_get_authorizer_list": (
        {"total_count": 1, "list": [{"authorizer_appid": "wxAPP", "refresh_token": "R", "auth_time": 1700000000}]},
        lambda platform: platform.authorizers(),
    ),
    "get_authorizer_option": (
        {"option_value": "1"},
        lambda platform: platform.option("wxAPP", AccountOption.VOICE_RECOGNIZE),
    ),
    "api_start_push_ticket": ({"errcode": 0}, lambda platform: platform.start_ticket_pushes()),
}
OF_A_MINI_PROGRAM: dict[str, tuple[Any, Callable[[MiniProgram], Awaitable[object]]]] = {
    "/sns/jscode2session": (
        {"openid": "o1", "session_key": "K", "unionid": "u1"},
        lambda mini_program: mini_program.sign_in("CODE"),
    ),
    "/cgi-bin/message/subscribe/send": (
        {"errcode": 0, "msgid": 2**62},
        lambda mini_program: mini_program.send_subscribe_message("o1", "T", {}),
    ),
}


def spoiled(answer: Any) -> Iterator[Any]:
    """The answer without one of its parts, and with each odd thing in that place; for every part, however deep."""
    yield from ODD
    parts = answer.items() if isinstance(answer, dict) else enumerate(answer) if isinstance(answer, list) else ()
    for name, part in parts:
        for odd in spoiled(part):
            copy = deepcopy(answer)
            copy[name] = odd
            yield copy
        if isinstance(answer, dict):
            yield {other: value for other, value in answer.items() if other != name}


async def survives(fake: FakeWeChat, path: str, answers: list[Any], ask: Callable[[], Awaitable[object]]) -> None:
    """Every answer, said as JSON, ends well or in one of our errors."""
    for answer in answers:
        fake.will_say(path, answer)
        try:
            await ask()
        except (TryLater, Refused, Uncertain):
            continue
    assert len(fake.heard_at(path)) >= len(answers)


def unknown() -> str:
    """An AppID of nobody: no token is kept for it, no breaker is open, no bucket is empty."""
    return f"wxhostile{uuid4().hex[:12]}"


@pytest.mark.parametrize("path", OF_AN_ACCOUNT)
async def test_no_answer_to_an_account_breaks_the_gate(gate: Gate, fake: FakeWeChat, path: str):
    answer, say = OF_AN_ACCOUNT[path]

    await survives(fake, path, list(spoiled(answer)), lambda: say(gate.account(unknown(), "SECRET")))


@pytest.mark.parametrize("sentence", OF_A_PLATFORM)
async def test_no_answer_to_a_platform_breaks_the_gate(gate: Gate, fake: FakeWeChat, sentence: str):
    fake.will_say(COMPONENT_TOKEN, component_token("T"))
    fake.will_say(AUTHORIZER_TOKEN, authorizer_token("T"))
    fake.will_say(COMPONENT + "api_create_preauthcode", {"pre_auth_code": "C", "expires_in": 600})
    answer, say = OF_A_PLATFORM[sentence]

    async def ticket() -> str:
        return "ticket"

    await survives(
        fake, COMPONENT + sentence, list(spoiled(answer)), lambda: say(gate.platform(unknown(), "SECRET", ticket))
    )


@pytest.mark.parametrize("path", OF_A_MINI_PROGRAM)
async def test_no_answer_to_a_mini_program_breaks_the_gate(gate: Gate, fake: FakeWeChat, path: str):
    answer, say = OF_A_MINI_PROGRAM[path]

    await survives(fake, path, list(spoiled(answer)), lambda: say(gate.mini_program(unknown(), "SECRET")))
