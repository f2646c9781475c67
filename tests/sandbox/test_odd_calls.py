"""Whatever stands in a request, it is answered or refused as WeChat would, and never with a crash."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.accounts import Account
from sandbox.cgi_bin.apis import APIS
from sandbox.cgi_bin.knock import Knock
from sandbox.cgi_bin.refusals import Refusal
from sandbox.clock import Clock
from sandbox.drafts import Draft
from sandbox.media import Media, MediaKind
from sandbox.menus import Menu
from sandbox.quotas import DAILY
from sandbox.snapshot import restore, snapshot
from sandbox.templates import LIBRARY, from_library
from sandbox.timekeeper import catch_up
from sandbox.tokens import Token
from sandbox.windows import Combining, Trigger
from sandbox.world import World
from tests.sandbox.conftest import NOON
from tests.sandbox.driving import SECRET, Json
from tests.sandbox.shop import APP_ID

A_TOKEN = "10_" + "x" * 136
ABOUT_NOTHING = (40059, 65301)  # there is no such job, no such menu
ODD = [
    None,
    True,
    -1,
    0,
    1.5,
    2**70,
    "",
    "x" * 3000,
    "9" * 5000,
    "\ud800",
    "http://[x",
    "²",
    [],
    [None],
    [[]],
    {},
    {"a": 1},
    ["o"],
]
ARTICLE = {
    "title": "茶",
    "digest": "",
    "content": "<img src='x'>茶",
    "content_source_url": "",
    "thumb_media_id": "pimage",
}
PICTURES = {"image_info": {"image_list": [{"image_media_id": "pimage"}]}, "article_type": "newspic"}
PAGE = {"type": "miniprogram", "name": "点单", "url": "https://a.invalid", "appid": "wxlinked", "pagepath": "p"}
BUTTONS = [{"type": "click", "name": "茶", "key": "K"}, {"name": "更多", "sub_button": [PAGE]}]
RULE = {"tag_id": "2", "client_platform_type": "2", "sex": ""}
VALUES = {"thing1": {"value": "茶"}, "amount2": {"value": "1元"}}
TO = {"touser": "oFAN"}
BOTH = {"touser": ["oFAN", "oB"], "clientmsgid": "k"}
LIST = [{"id": "1", "content": "好"}]
CARD = {"title": "点单", "appid": "wxlinked", "pagepath": "p", "thumb_media_id": "tthumb"}
MUSIC = {"title": "雨", "musicurl": "m", "hqmusicurl": "h", "thumb_media_id": "tthumb"}
GOOD: list[tuple[str, Json]] = [
    (
        "message/custom/send",
        TO | {"msgtype": "text", "text": {"content": "茶"}, "customservice": {"kf_account": "a@b"}},
    ),
    ("message/custom/send", TO | {"msgtype": "image", "image": {"media_id": "timage"}}),
    ("message/custom/send", TO | {"msgtype": "video", "video": {"media_id": "tvideo", "thumb_media_id": "tthumb"}}),
    ("message/custom/send", TO | {"msgtype": "music", "music": MUSIC}),
    (
        "message/custom/send",
        TO | {"msgtype": "news", "news": {"articles": [{"title": "茶", "url": "u", "picurl": None}]}},
    ),
    ("message/custom/send", TO | {"msgtype": "msgmenu", "msgmenu": {"head_content": "?", "list": LIST}}),
    ("message/custom/send", TO | {"msgtype": "miniprogrampage", "miniprogrampage": CARD}),
    ("message/custom/typing", TO | {"command": "Typing"}),
    (
        "message/template/send",
        TO | {"template_id": "T" * 43, "client_msg_id": "c", "data": VALUES, "miniprogram": PAGE},
    ),
    ("message/subscribe/bizsend", TO | {"template_id": "T" * 43, "page": "u", "data": VALUES}),
    ("message/mass/sendall", {"filter": {"tag_id": 2}, "msgtype": "mpnews", "mpnews": {"media_id": "draft"}}),
    ("message/mass/send", BOTH | {"msgtype": "image", "images": {"media_ids": ["timage"]}}),
    ("message/mass/preview", TO | {"msgtype": "text", "text": {"content": "茶"}}),
    ("message/mass/get", {"msg_id": 1}),
    ("message/mass/delete", {"msg_id": "1", "article_idx": 1}),
    ("message/mass/speed/set", {"speed": 1}),
    ("media/uploadvideo", {"media_id": "tvideo", "title": "茶"}),
    ("template/api_add_template", {"template_id_short": "TM00015", "keyword_name_list": ["消费类型", "消费金额"]}),
    ("draft/add", {"articles": [ARTICLE, ARTICLE | PICTURES]}),
    ("draft/update", {"media_id": "draft", "index": 0, "articles": ARTICLE}),
    ("draft/batchget", {"offset": 0, "count": 1, "no_content": 1}),
    ("qrcode/create", {"action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 5}}, "expire_seconds": 60}),
    ("qrcode/create", {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "5"}}}),
    ("menu/create", {"button": BUTTONS}),
    ("menu/addconditional", {"button": BUTTONS, "matchrule": RULE}),
    ("menu/delconditional", {"menuid": "1"}),
    ("menu/trymatch", {"user_id": "oFAN"}),
    ("openapi/quota/get", {"cgi_path": "/cgi-bin/menu/get"}),
    ("clear_quota", {"appid": APP_ID}),
    ("clear_quota/v2", {"appid": APP_ID, "appsecret": SECRET}),
    ("stable_token", {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET, "force_refresh": True}),
]


def a_world() -> World:
    """An account that may say all of the above."""
    world = World(seed=1, clock=Clock(frozen_at=NOON))
    world.settings.strict_json = False
    account = world.add_account(Account(APP_ID, SECRET, "gh_000000000001", "花间茶社"))
    account.tokens.current = Token(A_TOKEN, NOON + 7200)
    account.linked_mini_programs = ["wxlinked"]
    account.quotas.limit_to(dict.fromkeys(DAILY, 1_000_000))
    account.drafts.kept["draft"] = Draft("draft", [ARTICLE | {"url": "u"}], NOON, NOON)
    account.templates.add(from_library(LIBRARY["TM00015"], ["消费类型", "消费金额"], "T" * 43))
    account.menus.default = Menu(1, [])
    for kind in MediaKind:
        account.media.keep(Media("t" + kind, kind, "", "", b"", NOON, NOON + 60))
        account.media.keep(Media("p" + kind, kind, "", "", b"", NOON))
    for openid in ("oFAN", "oB"):
        fan = world.add_fan(account, openid=openid, is_following=True)
        fan.tag_ids = [2]
        fan.window.grant(Trigger.PAYMENT, world.settings.quota_policy, Combining.MAX, NOON)
        account.subscriptions.accept(openid, "T" * 43, 1_000_000)
    return world


def places(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a request where something else could stand."""
    yield path
    keys = said if isinstance(said, dict) else range(len(said)) if isinstance(said, list) else ()
    for key in keys:
        yield from places(said[key], (*path, key))


def with_odd(said: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    changed = said.copy()
    changed[path[0]] = with_odd(said[path[0]], path[1:], odd)
    return changed


def answer(world: World, api: str, said: Any) -> Any:
    knock = Knock(api, "POST", {"access_token": A_TOKEN}, json.dumps(said).encode(), "127.0.0.1")
    try:
        return APIS[api](world, knock)
    except Refusal as refusal:
        return {"errcode": refusal.errcode, "errmsg": refusal.message, **refusal.more}


@pytest.mark.parametrize(("api", "said"), GOOD)
def test_the_good_requests_are_good(api: str, said: Json) -> None:
    code = answer(a_world(), api, said).get("errcode", 0)

    assert code in (0, *ABOUT_NOTHING)


@pytest.mark.parametrize(("api", "said"), GOOD)
def test_one_odd_thing_in_a_good_request_makes_nothing_stumble(api: str, said: Json) -> None:
    world = a_world()

    for path in places(said):
        for odd in ODD:
            assert json.dumps(answer(world, api, with_odd(said, path, odd)), ensure_ascii=False).encode()

    world.clock.advance(86_400)
    catch_up(world)
    kept = json.loads(json.dumps(snapshot(world), ensure_ascii=False).encode())
    assert snapshot(restore(kept)) == kept
