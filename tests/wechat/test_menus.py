import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wechat.fake_wechat import OK, FakeWeChat, Fault, Raw, error
from wechat import (
    Button,
    ButtonKind,
    Buttons,
    ClientPlatform,
    ConditionalMenu,
    MenuRule,
    Menus,
    Refused,
    Submenu,
    Uncertain,
    Unsayable,
    WeChat,
)
from wechat.speaking.buttons import buttons_in, spelled

CREATE = "/cgi-bin/menu/create"
ADD = "/cgi-bin/menu/addconditional"
MATCH = "/cgi-bin/menu/trymatch"
GET = "/cgi-bin/menu/get"
CURRENT = "/cgi-bin/get_current_selfmenu_info"
DELETE = "/cgi-bin/menu/delete"
DELETE_ONE = "/cgi-bin/menu/delconditional"

MENU: Buttons = (
    Button("今日歌曲", ButtonKind.CLICK, key="V1001"),
    Submenu(
        "更多",
        (
            Button("搜索", ButtonKind.LINK, url="https://a.example/?b&c"),
            Button("小程序", ButtonKind.MINI_PROGRAM, url="https://a.example", app_id="wxMINI", page_path="a/b"),
            Button("扫码", ButtonKind.SCAN_AND_WAIT, key="scan"),
            Button("文章", ButtonKind.ARTICLE_CARD, article_id="A"),
            Button("图片", ButtonKind.MATERIAL, media_id="M"),
        ),
    ),
)
SAID: list[dict[str, object]] = [
    {"type": "click", "name": "今日歌曲", "key": "V1001"},
    {
        "name": "更多",
        "sub_button": [
            {"type": "view", "name": "搜索", "url": "https://a.example/?b&c"},
            {
                "type": "miniprogram",
                "name": "小程序",
                "url": "https://a.example",
                "appid": "wxMINI",
                "pagepath": "a/b",
            },
            {"type": "scancode_waitmsg", "name": "扫码", "key": "scan"},
            {"type": "article_id", "name": "文章", "article_id": "A"},
            {"type": "media_id", "name": "图片", "media_id": "M"},
        ],
    },
]


async def test_a_menu_is_made(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CREATE, OK)

    await wechat.create_menu(MENU)

    [heard] = fake.heard_at(CREATE)
    assert heard.json == {"button": SAID}
    assert "今日歌曲".encode() in heard.body
    assert b"/?b&c" in heard.body


ONE = Button("a", ButtonKind.CLICK, key="a")


@pytest.mark.parametrize(
    "buttons",
    [
        (),
        (ONE,) * 4,
        (ONE,) * 11,
        (Submenu("a", ()),),
        (Submenu("a", (ONE,) * 6),),
        (Button("六个汉字太长", ButtonKind.CLICK, key="a"),),
        (Submenu("六个汉字太长", (ONE,)),),
        (Submenu("a", (Button("n" * 61, ButtonKind.CLICK),)),),
        (Button("a", ButtonKind.CLICK, key="k" * 129),),
        (Button("a", ButtonKind.LINK, url="https://a.example/" + "u" * 1024),),
    ],
)
async def test_a_menu_that_wechat_refuses_is_not_sent(wechat: WeChat, fake: FakeWeChat, buttons: Buttons):
    with pytest.raises(Unsayable):
        await wechat.create_menu(buttons)

    assert fake.heard == []


async def test_menus_come_back_as_they_went(wechat: WeChat, fake: FakeWeChat):
    said = [{**SAID[0], "sub_button": []}, SAID[1]]  # as WeChat writes them back
    conditional = {"button": said, "matchrule": {"tag_id": "2", "client_platform_type": "2"}, "menuid": 208396993}
    fake.will_say(GET, {"menu": {"button": said, "menuid": 208396938}, "conditionalmenu": [conditional]})

    assert await wechat.menus() == Menus(
        tuple(MENU), (ConditionalMenu("208396993", tuple(MENU), MenuRule(2, ClientPlatform.ANDROID)),)
    )
    assert fake.heard_at(GET)[0].method == "GET"


async def test_an_account_without_a_menu_has_none(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, error(46003))

    assert await wechat.menus() is None


async def test_a_rule_of_before_is_kept(wechat: WeChat, fake: FakeWeChat):
    rule = {"group_id": "101", "sex": "1", "country": "", "client_platform_type": ""}
    row = {"button": [SAID[0]], "matchrule": rule, "menuid": "9007199254740993"}
    fake.will_say(GET, {"menu": {"button": [SAID[0]]}, "conditionalmenu": [row]})

    menus = await wechat.menus()

    assert menus is not None
    [found] = menus.conditional
    assert found.menu_id == "9007199254740993"
    assert found.rule == MenuRule(101, None, {"sex": "1"})


async def test_a_menu_for_some_is_added(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, Raw(b'{"menuid": 9007199254740993}'))

    assert await wechat.add_conditional_menu([ONE], MenuRule(2, ClientPlatform.IOS)) == "9007199254740993"
    assert fake.heard_at(ADD)[0].json["matchrule"] == {"tag_id": "2", "client_platform_type": "1"}


async def test_a_menu_for_nobody_in_particular_is_not_sent(wechat: WeChat, fake: FakeWeChat):
    with pytest.raises(Unsayable):
        await wechat.add_conditional_menu([ONE], MenuRule())

    assert fake.heard == []


async def test_a_menu_for_some_is_not_added_twice(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, Fault.HANG_UP, {"menuid": "1"})

    with pytest.raises(Uncertain):
        await wechat.add_conditional_menu([ONE], MenuRule(2))

    assert len(fake.heard_at(ADD)) == 1


async def test_without_a_default_menu_there_is_none_for_some(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, error(65303))

    with pytest.raises(Refused, match="needs a default menu"):
        await wechat.add_conditional_menu([ONE], MenuRule(2))


@pytest.mark.parametrize("answer", [{"button": SAID}, {"menu": {"button": SAID}}])
async def test_a_fans_own_menu_is_found(wechat: WeChat, fake: FakeWeChat, answer: dict[str, object]):
    fake.will_say(MATCH, answer)

    assert await wechat.matching_menu("oFAN") == tuple(MENU)
    assert fake.heard_at(MATCH)[0].json == {"user_id": "oFAN"}


async def test_the_menu_of_the_console_comes_word_for_word(wechat: WeChat, fake: FakeWeChat):
    says = {"is_menu_open": 1, "selfmenu_info": {"button": [{"name": "a", "sub_button": {"list": [SAID[0]]}}]}}
    fake.will_say(CURRENT, says)

    current = await wechat.current_menu()

    assert current == says
    assert buttons_in(current["selfmenu_info"]) == (Submenu("a", (MENU[0],)),)  # type: ignore[arg-type]


async def test_all_menus_are_deleted(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(DELETE, OK)

    await wechat.delete_menus()

    assert fake.heard_at(DELETE)[0].method == "GET"


@pytest.mark.parametrize("says", [OK, error(65301)])
async def test_one_menu_is_deleted_or_gone_already(wechat: WeChat, fake: FakeWeChat, says: dict[str, object]):
    fake.will_say(DELETE_ONE, says)

    await wechat.delete_conditional_menu("208379533")

    assert fake.heard_at(DELETE_ONE)[0].json == {"menuid": "208379533"}


# Whatever WeChat invents


NAMES = st.text(max_size=5, alphabet="ab菜单")
KINDS = st.sampled_from([*ButtonKind, "finder", "a kind of tomorrow"])
MORE = st.dictionaries(st.sampled_from(["finder_id", "value", "news_info"]), st.integers() | NAMES, max_size=2)
BUTTONS = st.builds(Button, NAMES, KINDS, key=NAMES, url=NAMES, media_id=NAMES, more=MORE)
SUBMENUS = st.builds(Submenu, NAMES, st.lists(BUTTONS, min_size=1, max_size=5).map(tuple))


@given(st.lists(BUTTONS | SUBMENUS, min_size=1, max_size=3))
def test_every_menu_survives_the_way_there_and_back(buttons: list[Button | Submenu]):
    assert buttons_in({"button": spelled(buttons)}) == tuple(buttons)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | NAMES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["button", "name", "type", "sub_button", "list", "x"]), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["button", "x"]), JSON))
def test_no_menu_is_too_odd_to_be_read(fields: dict[str, object]):
    buttons_in(fields)
