"""Codes that pass by themselves: sooner, later, or at once because it was done before."""

from wechat.codes.acts import Rows

RETRY: Rows = {
    "-1": (
        "WeChat is busy. Nothing was done; try again in a moment.",
        "微信系统繁忙，未做任何操作，请稍后重试。",
    ),
    "43108": (
        "WeChat is still busy with another message to this fan. Try again in a moment.",
        "微信正在向该粉丝发送另一条消息，请稍后重试。",
    ),
    "45011": (
        "Too many calls to WeChat in one minute. It goes on in the next minute.",
        "一分钟内调用微信接口过于频繁，下一分钟会继续。",
    ),
    "45066": (
        "This mass send was repeated too soon. Try again after a minute.",
        "该群发任务重试过快，请一分钟后再试。",
    ),
    "61503": (
        "WeChat has not finished these numbers yet. Try again later today.",
        "微信尚未统计完这些数据，请今天稍后再试。",
    ),
    "9500002": (
        "Too many mass sends are running. Try again later.",
        "正在进行的群发任务过多，请稍后再试。",
    ),
}

REFRESH_TOKEN: Rows = {
    "40001": (
        "WeChat no longer accepts the access token. A new one is fetched; try again in a moment.",
        "接口凭证已失效，正在重新获取，请稍后重试。",
    ),
    "40014": (
        "WeChat does not take this for an access token. A new one is fetched; try again in a moment.",
        "接口凭证不合法，正在重新获取，请稍后重试。",
    ),
    "42001": (
        "The access token has expired. A new one is fetched; try again in a moment.",
        "接口凭证已过期，正在重新获取，请稍后重试。",
    ),
    "42006": (
        "The third-party platform's access token has expired. A new one is fetched; try again in a moment.",
        "第三方平台的接口凭证已过期，正在重新获取，请稍后重试。",
    ),
}

WAIT: Rows = {
    "43100": (
        "The templates or the industry were changed too often. Try again next month.",
        "模板或行业修改过于频繁，请下个月再试。",
    ),
    "43117": (
        "Too many messages to this fan in a short time. Wait before sending another.",
        "短时间内向该粉丝发送的消息过多，请过一段时间再发。",
    ),
    "45009": (
        "Today's quota for this WeChat API is used up. It starts again at midnight, Beijing time.",
        "该接口今天的调用次数已用完，北京时间零点后恢复。",
    ),
    "45028": (
        "The account has no mass sends left for now. Wait for the next day or month.",
        "公众号的群发次数已用完，请等到下一天或下个月。",
    ),
    "45047": (
        "All replies that WeChat allows for now are used. Wait until the fan writes again.",
        "可下发的客服消息条数已用完，请等粉丝再次发来消息。",
    ),
    "48006": (
        "The account may not reset its quota again this month. Wait for the next month.",
        "本月清零接口调用次数的机会已用完，请等到下个月。",
    ),
    "53501": (
        "The account has published too much. Try again tomorrow.",
        "公众号的发布次数已达上限，请明天再试。",
    ),
}

ALREADY_DONE: Rows = {
    "40241": (
        "The same message was sent to this fan less than a minute ago, so there is nothing to do.",
        "一分钟内已向该粉丝发送过相同的消息，无需重发。",
    ),
    "45065": (
        "This mass send was accepted before, so there is nothing to do.",
        "该群发任务此前已提交成功，无需重复提交。",
    ),
    # The two of the typing sign are for nobody to act on: a sign that does not show is no failure.
    "45080": (
        "The fan has been silent for 30 seconds, so the typing sign is not shown.",
        "粉丝已有 30 秒没有互动，因此不显示“正在输入”。",
    ),
    "45081": (
        "The typing sign is shown already.",
        "“正在输入”已经在显示。",
    ),
}
