"""Codes about how something was asked: values, lists, tags, QR codes, sign-ins and dates."""

from wechat.codes.acts import Rows

_SIGN_IN_AGAIN = (
    "The fan's sign-in has ended. Let them sign in again.",
    "粉丝的授权已失效，请让对方重新授权登录。",
)
_OUR_FAULT = (
    "WeChat does not understand this request: a value is missing or wrong. Report it if it comes back.",
    "微信无法理解该请求：参数缺失或有误。如反复出现请反馈给管理员。",
)

FIX_REQUEST: Rows = {
    "40002": (
        "The kind of access token asked for is wrong, which is a fault of this program. Report it.",
        "获取凭证的类型有误，这是程序错误，请反馈给管理员。",
    ),
    "40029 40030 40163 42002 42003 42007": _SIGN_IN_AGAIN,
    "40031 40032 40130": (
        "The list of fans is wrong: check how many there are, and that all are this account's.",
        "粉丝列表有误，请检查数量，并确认都是该公众号的粉丝。",
    ),
    "40035 40038 40097 40101": _OUR_FAULT,
    "40050 40051 45159": (
        "WeChat does not know this tag, or does not take its name. Load the tags again.",
        "标签不存在或名称不合法，请重新读取标签。",
    ),
    "40052 40053": (
        "WeChat does not take this QR code: check its kind and its scene.",
        "二维码参数有误，请检查类型和场景值。",
    ),
    "40201": (
        "The account has no callback address. Enter it in the WeChat console first.",
        "公众号没有配置服务器地址，请先在微信公众平台填写。",
    ),
    "40202 40203": (
        "The check of the callback address was asked for in a wrong way. Choose another action or operator.",
        "网络检测的参数有误，请更换检测动作或运营商。",
    ),
    "41001–41009 41018": _OUR_FAULT,
    "43001 43002 43003": (
        "WeChat does not take the request this way, which is a fault of this program. Report it.",
        "请求方式有误，这是程序错误，请反馈给管理员。",
    ),
    "45056": (
        "The account has 100 tags, and WeChat allows no more. Delete one first.",
        "公众号已有 100 个标签，达到上限，请先删除一个。",
    ),
    "45057": (
        "More than 100,000 fans have this tag, so it cannot be deleted. Take it off some of them first.",
        "该标签下的粉丝超过 10 万，不能直接删除，请先取消部分粉丝的标签。",
    ),
    "45058": (
        "This tag is WeChat's own and cannot be changed. Use another one.",
        "这是微信的系统标签，不能修改，请使用其他标签。",
    ),
    "45059": (
        "A fan has 20 tags already. Take one off first.",
        "有粉丝已有 20 个标签，请先取消一个。",
    ),
    "45072": (
        "WeChat does not know this typing command, which is a fault of this program. Report it.",
        "输入状态指令有误，这是程序错误，请反馈给管理员。",
    ),
    "45157": (
        "WeChat does not take this name for a tag, or another tag has it. Choose another name.",
        "标签名称不合法或与其他标签重名，请更换名称。",
    ),
    "45158": (
        "The name of the tag is longer than 30 bytes. Shorten it.",
        "标签名称超过 30 个字节，请缩短。",
    ),
    "46004": (
        "WeChat does not know this user. Choose a fan of this account.",
        "微信没有该用户，请选择该公众号的粉丝。",
    ),
    "47001": (
        "WeChat could not read the request, which is a fault of this program. Report it.",
        "微信无法解析请求内容，这是程序错误，请反馈给管理员。",
    ),
    "49003": (
        "The fan is another account's. Use the account that they follow.",
        "该 OpenID 不属于此公众号，请使用粉丝所关注的公众号。",
    ),
    "61500 61501": (
        "The dates are wrong, or too far apart. Choose fewer days.",
        "日期有误或跨度过大，请减少天数。",
    ),
    "76003 76021 76022": (
        "WeChat does not know the quota or the request asked about. Check its path or its number.",
        "查询的接口或请求编号有误，请检查。",
    ),
    "87009": (
        "The signature is wrong, which is a fault of this program. Report it.",
        "签名有误，这是程序错误，请反馈给管理员。",
    ),
}
