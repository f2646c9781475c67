"""Codes that only a person can do something about: settings, permissions and punishments."""

from wechat.codes.acts import Rows

_NOTICES = "Read the notices in the WeChat console."
_NOTICES_ZH = "请查看微信公众平台的站内通知。"

ACCOUNT: Rows = {
    "40013": (
        "WeChat does not know this AppID. Compare it with the WeChat console.",
        "AppID 无效，请与微信公众平台核对。",
    ),
    "40036 40037": (
        "WeChat does not know this template. Add it to the account again.",
        "模板编号无效，请重新添加该模板。",
    ),
    "40125": (
        "The AppSecret is wrong. Copy it from the WeChat console again.",
        "AppSecret 错误，请从微信公众平台重新复制。",
    ),
    "40164": (
        "This server is not on the account's IP whitelist. Add its address in the WeChat console.",
        "本服务器的 IP 不在公众号的白名单中，请在微信公众平台添加。",
    ),
    "40200": (
        "This kind of account may not use this. Send a plain text instead.",
        "该类型的公众号不能使用此功能，请改发文本消息。",
    ),
    "40243": (
        "The AppSecret is frozen. Unfreeze it in the WeChat console.",
        "AppSecret 已被冻结，请在微信公众平台解冻。",
    ),
    "43106": (
        f"WeChat has taken away the account's right to add templates. {_NOTICES}",
        f"公众号添加模板的权限已被封禁，{_NOTICES_ZH}",
    ),
    "43107": (
        f"WeChat has taken away the account's right to send notifications. {_NOTICES}",
        f"公众号的订阅通知能力已被封禁，{_NOTICES_ZH}",
    ),
    "43116": (
        "WeChat has banned this template. Use another one.",
        "该模板因滥用已被封禁，请更换模板。",
    ),
    "45026": (
        "The account has as many templates as WeChat allows. Delete one first.",
        "模板数量已达上限，请先删除一个。",
    ),
    "45027": (
        "The template is of another industry. Set the industry in the WeChat console.",
        "模板与公众号的行业不符，请在微信公众平台设置行业。",
    ),
    "45029": (
        "The account has used all its permanent QR codes. Use temporary ones.",
        "永久二维码数量已达上限，请使用临时二维码。",
    ),
    "45034": (
        "The account has as much material of this kind as WeChat allows. Delete some first.",
        "该类素材数量已达上限，请先删除一些。",
    ),
    "45064": (
        "The mini-program is not linked to this account. Link it in the WeChat console.",
        "小程序未与该公众号关联，请在微信公众平台关联。",
    ),
    "45087": (
        "WeChat has blocked the account's customer-service messages. Ask WeChat why first.",
        "公众号的客服消息已被微信拦截，请先向微信了解原因。",
    ),
    "48001": (
        "The account has no right to this: it may need verification, or be of another kind.",
        "公众号没有该接口的权限，可能需要微信认证，或账号类型不支持。",
    ),
    "48003": (
        "Agree to WeChat's terms for mass sends in the WeChat console first.",
        "请先在微信公众平台同意群发协议。",
    ),
    "48004": (
        "WeChat has banned this for the account. Stop sending, and read the notices in its console.",
        "该接口已被微信封禁，请停止发送，并查看微信公众平台的站内通知。",
    ),
    "48008": (
        "The account may not send this kind of message. Send a plain text instead.",
        "公众号没有该类型消息的发送权限，请改发文本消息。",
    ),
    "50001": (
        "The account is not authorised for this. Check its permissions in the WeChat console.",
        "未获得该接口的授权，请在微信公众平台检查权限。",
    ),
    "50002": (f"WeChat has limited the account. {_NOTICES}", f"公众号已被微信限制使用，{_NOTICES_ZH}"),
    "50003": (
        f"WeChat finds the account in a strange state. {_NOTICES}",
        f"公众号状态异常，{_NOTICES_ZH}",
    ),
    "50004": (
        f"The account may not fetch access tokens. {_NOTICES}",
        f"公众号被禁止获取接口凭证，{_NOTICES_ZH}",
    ),
    "50007": (f"WeChat has frozen the account. {_NOTICES}", f"公众号已被冻结，{_NOTICES_ZH}"),
    "53500": (
        f"WeChat has limited the account's publishing. {_NOTICES}",
        f"公众号的发布功能已被限制，{_NOTICES_ZH}",
    ),
    "89501–89505": (
        "The account's administrator has to confirm this server's address in WeChat.",
        "本服务器的 IP 需要公众号管理员在微信中确认。",
    ),
    "89506": (
        "The administrator refused this server's address twice. Ask them, and wait 24 hours.",
        "管理员两次拒绝了本服务器的 IP，请与其沟通，并在 24 小时后再试。",
    ),
    "89507": (
        "The administrator refused this server's address. Ask them, and wait an hour.",
        "管理员拒绝了本服务器的 IP，请与其沟通，并在 1 小时后再试。",
    ),
}

_AUTHORISE_AGAIN = (
    "The authorization is no longer valid. Let the account's administrator authorise it again.",
    "公众号的授权已失效，请让管理员重新扫码授权。",
)

PLATFORM: Rows = {
    "61000–61024 61028": (
        "The third-party platform is not set up as WeChat expects. Check its settings.",
        "第三方平台的设置有误，请检查。",
    ),
    "61001": (
        "The permission is of another kind of account. Compare the AppID with the WeChat console.",
        "权限类型与该 AppID 不匹配，请与微信公众平台核对。",
    ),
    "61002": (
        "The account has not switched on customer service. Switch it on in the WeChat console.",
        "公众号未开通客服功能，请在微信公众平台开通。",
    ),
    "61003": (
        "The account does not authorise the platform. Let its administrator authorise it again.",
        "公众号未授权给该第三方平台，请让管理员重新扫码授权。",
    ),
    "61004": (
        "This server is not on the platform's IP whitelist. Add its address there.",
        "本服务器的 IP 不在第三方平台的白名单中，请在开放平台添加。",
    ),
    "61005 61006": (
        "The platform's ticket is no longer valid. WeChat pushes a new one in ten minutes.",
        "第三方平台的 ticket 已失效，微信会在十分钟内推送新的。",
    ),
    "61007": (
        "The account did not grant this permission. Let its administrator authorise it again.",
        "公众号没有授予该权限，请让管理员重新授权并勾选该权限。",
    ),
    "61009 61010": (
        "The authorization code is no longer valid. Let the administrator authorise again.",
        "授权码已失效，请让管理员重新扫码授权。",
    ),
    "61011": (
        "WeChat does not know this third-party platform. Compare its AppID with the Open Platform.",
        "第三方平台的 AppID 无效，请与微信开放平台核对。",
    ),
    "61016 61017 61018 61019 61021 61022": (
        "A permission of the account waits for a confirmation. Look at its permissions in the WeChat console.",
        "公众号的权限需要确认，请在微信公众平台查看授权状态。",
    ),
    "61023": _AUTHORISE_AGAIN,
    "61024": (
        "This AppID is a third-party platform's. Enter the account's own.",
        "这是第三方平台的 AppID，请填写公众号自己的 AppID。",
    ),
    "61028": (
        "The third-party platform is not published yet. Publish it on the Open Platform first.",
        "第三方平台尚未全网发布，请先在微信开放平台发布。",
    ),
}
