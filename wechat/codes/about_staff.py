"""Codes about WeChat's own customer-service agents and their sessions."""

from wechat.codes.acts import Rows

FIX_REQUEST: Rows = {
    "61450–61457": (
        "WeChat does not take this customer-service account: check its name and its state.",
        "客服账号有误，请检查账号名称和状态。",
    ),
    "61451 61452": (
        "WeChat does not know this customer-service account. Choose one of the account's own.",
        "客服账号不存在，请选择该公众号的客服账号。",
    ),
    "61453": (
        "There is a customer-service account of this name already. Choose another name.",
        "该客服账号已存在，请更换名称。",
    ),
    "61454 61455": (
        "The name of the customer-service account is wrong: at most ten letters and digits.",
        "客服账号名称有误，最多 10 个字母或数字。",
    ),
    "61456 65405": (
        "The account has as many customer-service accounts as WeChat allows. Delete one first.",
        "客服账号数量已达上限，请先删除一个。",
    ),
    "61457": (
        "WeChat does not take this picture for an agent. Choose another.",
        "客服头像的文件类型有误，请更换图片。",
    ),
    "65400–65417": (
        "WeChat does not take this customer-service agent or session: check its state.",
        "客服或会话的状态有误，请检查。",
    ),
    "65400": (
        "The account has not switched on WeChat's customer service. Switch it on in the WeChat console.",
        "公众号未开通新版客服功能，请在微信公众平台开通。",
    ),
    "65413": (
        "The fan has no session with an agent. Create one first.",
        "该粉丝没有进行中的会话，请先创建会话。",
    ),
    "65414": (
        "Another agent is talking to this fan. Wait until they have finished.",
        "该粉丝正由其他客服接待，请等待其结束。",
    ),
    "65415": (
        "The agent is not online. Choose another, or let them sign in.",
        "该客服不在线，请选择其他客服，或让其上线。",
    ),
}
