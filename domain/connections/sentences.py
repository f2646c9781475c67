"""What to do about a push that does not fit, in two languages."""

from typing import NamedTuple

from wechat import Misfit


class Sentence(NamedTuple):
    """The same in English and in Chinese."""

    en: str
    zh: str


MISFITS = {
    Misfit.TOKEN: Sentence(
        "A push came whose signature does not fit: the Token here is not the one in WeChat's console.",
        "收到的推送签名不匹配:此处的 Token 与公众平台中的不一致。",
    ),
    Misfit.AES_KEY: Sentence(
        "A push came that does not open: the EncodingAESKey here is not the one in WeChat's console.",
        "收到的推送无法解密:此处的 EncodingAESKey 与公众平台中的不一致。",
    ),
    Misfit.MODE: Sentence(
        "A push came in another mode: choose the same 消息加解密方式 here as in WeChat's console.",
        "收到的推送加解密方式不符:此处的「消息加解密方式」须与公众平台一致。",
    ),
    Misfit.APP_ID: Sentence(
        "A push came for another AppID: this address stands in another account's console.",
        "收到的推送属于另一个 AppID:该地址被填写在了其他公众号的后台。",
    ),
    Misfit.UNKNOWN: Sentence(
        "Something came that is no push of WeChat's: does a proxy change the query or the body?",
        "收到的内容不是有效的微信推送:请检查代理是否改动了参数或内容。",
    ),
}
