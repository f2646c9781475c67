"""The same for people, files and platforms: whatever stands in a request or a form, nothing stumbles."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.responses import Response

from sandbox.cgi_bin.apis import APIS
from sandbox.cgi_bin.knock import Knock
from sandbox.cgi_bin.multipart import parts_of
from sandbox.cgi_bin.refusals import Refusal
from sandbox.components import Component
from sandbox.platforms import agree, give_code, push_ticket
from sandbox.snapshot import restore, snapshot
from sandbox.tokens import Token
from sandbox.voices import seconds_of_amr
from sandbox.world import World
from tests.sandbox.conftest import NOON
from tests.sandbox.driving import Json
from tests.sandbox.shop import AES_KEY, APP_ID
from tests.sandbox.test_odd_calls import A_TOKEN, ODD, places, with_odd
from tests.sandbox.test_odd_calls import a_world as a_world_with_an_account

COMPONENT, ITS_TOKEN, ITS_SECRET = "wxc0mponent00000001", "20_" + "y" * 136, "f" * 32
FANS = {"openid_list": ["oFAN", "oB"]}
ITS = {"component_appid": COMPONENT}
AN_ACCOUNT = ITS | {"authorizer_appid": APP_ID}
OPTION = AN_ACCOUNT | {"option_name": "voice_recognize"}
GOOD: list[tuple[str, Json]] = [
    ("user/info/batchget", {"user_list": [{"openid": "oFAN", "lang": "zh_CN"}]}),
    ("user/info/updateremark", {"openid": "oFAN", "remark": "老主顾"}),
    ("user/tag/get", {"tagid": 2, "next_openid": "oFAN"}),
    ("tags/create", {"tag": {"name": "广东"}}),
    ("tags/update", {"tag": {"id": 100, "name": "岭南"}}),
    ("tags/delete", {"tag": {"id": 100}}),
    ("tags/getidlist", {"openid": "oFAN"}),
    ("tags/members/batchtagging", FANS | {"tagid": 2}),
    ("tags/members/batchuntagging", FANS | {"tagid": 2}),
    ("tags/members/getblacklist", {"begin_openid": "oFAN"}),
    ("tags/members/batchblacklist", FANS),
    ("tags/members/batchunblacklist", FANS),
    ("material/get_material", {"media_id": "pvideo"}),
    ("material/del_material", {"media_id": "pimage"}),
    ("material/batchget_material", {"type": "image", "offset": 0, "count": 20}),
    ("component/api_start_push_ticket", ITS | {"component_secret": ITS_SECRET}),
    ("component/api_create_preauthcode", ITS),
    ("component/api_query_auth", ITS | {"authorization_code": "CODE"}),
    ("component/api_authorizer_token", AN_ACCOUNT | {"authorizer_refresh_token": "REFRESH"}),
    ("component/api_get_authorizer_list", ITS | {"offset": 0, "count": 500}),
    ("component/api_get_authorizer_info", AN_ACCOUNT),
    ("component/get_authorizer_option", OPTION),
    ("component/set_authorizer_option", OPTION | {"option_value": "1"}),
    ("component/clear_quota", ITS),
]


def a_world() -> World:
    """An account with a tag, that has authorised a platform."""
    world = a_world_with_an_account()
    account = world.account(APP_ID)
    assert account.tags.create("华南") == 100
    component = Component(COMPONENT, ITS_SECRET, "茶客通", "token1", AES_KEY)
    world.components[COMPONENT] = component
    component.tokens.current = Token(ITS_TOKEN, NOON + 7200)
    agree(world, component, account, [1, 2])
    component.authorizations[APP_ID].refresh_token = "REFRESH"
    code = give_code(world, component, account)
    component.codes["CODE"] = code
    return world


def answer(world: World, api: str, said: Any) -> Json | Response:
    token = ITS_TOKEN if api.startswith("component/") else A_TOKEN
    knock = Knock(api, "POST", {"access_token": token}, json.dumps(said).encode(), "127.0.0.1", base="http://box/")
    try:
        return APIS[api](world, knock)
    except Refusal as refusal:
        return {"errcode": refusal.errcode, "errmsg": refusal.message}


@pytest.mark.parametrize(("api", "said"), GOOD)
def test_the_good_requests_are_good(api: str, said: Json) -> None:
    told = answer(a_world(), api, said)

    assert isinstance(told, Response) or told.get("errcode", 0) == 0


@pytest.mark.parametrize(("api", "said"), GOOD)
def test_one_odd_thing_in_a_good_request_makes_nothing_stumble(api: str, said: Json) -> None:
    world = a_world()

    for path in places(said):
        for odd in ODD:
            told = answer(world, api, with_odd(said, path, odd))
            assert isinstance(told, Response) or json.dumps(told, ensure_ascii=False).encode()

    kept = json.loads(json.dumps(snapshot(world), ensure_ascii=False).encode())
    assert snapshot(restore(kept)) == kept


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("what", ["component_appid", "component_appsecret", "component_verify_ticket"])
def test_a_platform_that_says_odd_things_gets_no_token(what: str, odd: Any) -> None:
    world = a_world()
    push_ticket(world, world.components[COMPONENT])
    ticket = world.components[COMPONENT].tickets[-1].value
    said = ITS | {"component_appsecret": ITS_SECRET, "component_verify_ticket": ticket} | {what: odd}

    told = answer(world, "component/api_component_token", said)

    assert isinstance(told, dict)
    assert told["errcode"] in (41018, 40013, 41004, 40001, 40125, 61006, 40033, 47001)


@settings(max_examples=200, deadline=None)
@given(body=some.binary(), boundary=some.text(max_size=20))
def test_no_form_makes_the_reader_stumble(body: bytes, boundary: str) -> None:
    parts_of(body, f"multipart/form-data; boundary={boundary}")
    parts_of(b"--x\r\n" + body + b"\r\n--x--", "multipart/form-data; boundary=x")


@settings(max_examples=200, deadline=None)
@given(data=some.binary(min_size=1), name=some.text("ab 茶.png", min_size=1))
def test_a_file_comes_out_of_a_form_as_it_went_in(data: bytes, name: str) -> None:
    head = f'Content-Disposition: form-data; name="media"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
    body = b"--b0undary\r\n" + head.encode() + data + b"\r\n--b0undary--\r\n"

    [part] = parts_of(body, 'multipart/form-data; boundary="b0undary"')

    assert (part.name, part.filename, part.content_type, part.data) == ("media", name, "image/png", data)


@given(data=some.binary())
def test_no_voice_makes_the_clock_stumble(data: bytes) -> None:
    assert seconds_of_amr(b"#!AMR\n" + data) >= 0
    assert seconds_of_amr(data) >= 0
