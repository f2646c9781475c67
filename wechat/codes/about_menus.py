"""Codes about menus, default and conditional."""

from wechat.codes.acts import Rows

FIX_REQUEST: Rows = {
    "40015–40028": (
        "WeChat does not take this menu: check its buttons.",
        "菜单有误，请检查菜单按钮。",
    ),
    "40016 40023": (
        "The menu has too many buttons or none: from one to three, with one to five below each.",
        "菜单按钮数量有误：一级 1 到 3 个，每个下面 1 到 5 个二级按钮。",
    ),
    "40017 40024 40119 40120": (
        "WeChat does not know the kind of a menu button. Choose another.",
        "菜单按钮类型有误，请更换类型。",
    ),
    "40018 40025": (
        "The name of a menu button is too long or missing: 16 bytes at the top, 60 bytes below.",
        "菜单名称过长或为空：一级不超过 16 字节，二级不超过 60 字节。",
    ),
    "40019 40026": (
        "The key of a menu button is too long or missing: it has at most 128 bytes.",
        "菜单按钮的 key 过长或为空，不能超过 128 字节。",
    ),
    "40020 40027 40054 40055": (
        "WeChat does not take the web address of a menu button: check its length and its domain.",
        "菜单按钮的网址有误，请检查长度和域名。",
    ),
    "45010": (
        "The account has as many menus as WeChat allows. Delete one first.",
        "菜单数量已达上限，请先删除一个。",
    ),
    "45082": (
        "The web address has no ICP licence in China. Use another one.",
        "网址的域名未备案，请更换。",
    ),
    "46002 46003": (
        "The account has no menu yet. Create one first.",
        "公众号还没有菜单，请先创建。",
    ),
    "65301–65320": (
        "WeChat does not take this conditional menu: check its buttons and its condition.",
        "个性化菜单有误，请检查按钮和匹配条件。",
    ),
    "65301": (
        "WeChat does not know this conditional menu. It may have been deleted: load the menus again.",
        "该个性化菜单不存在，可能已被删除，请重新读取菜单。",
    ),
    "65302": (
        "WeChat does not know the user to try the menu for. Choose a fan of this account.",
        "用于测试匹配的用户不存在，请选择该公众号的粉丝。",
    ),
    "65303": (
        "A conditional menu needs a default menu. Create that first.",
        "请先创建默认菜单，再创建个性化菜单。",
    ),
    "65304": (
        "The condition of the menu is empty. Choose a tag or a system.",
        "个性化菜单的匹配条件为空，请选择标签或手机系统。",
    ),
    "65305": (
        "The account has as many conditional menus as WeChat allows. Delete one first.",
        "个性化菜单数量已达上限，请先删除一个。",
    ),
    "65306 65309": (
        "The account may not use conditional menus. Look at the menu settings in the WeChat console.",
        "该公众号不能使用个性化菜单，请查看微信公众平台的菜单设置。",
    ),
    "65307 65308": (
        "The conditional menu has no buttons, or a button that does nothing. Complete it.",
        "个性化菜单内容为空，或有按钮没有动作，请补全。",
    ),
    "65316": (
        "The conditional menus link to more than three domains. Use fewer.",
        "全部个性化菜单的外链域名超过 3 个，请减少。",
    ),
    "65317": (
        "WeChat does not take the web address of a menu button. Check its spelling.",
        "个性化菜单中的网址不合法，请检查。",
    ),
    "65320": (
        "WeChat no longer matches by sex, place or language. Use a tag or a system.",
        "微信不再支持按性别、地区或语言匹配，请改用标签或手机系统。",
    ),
}
