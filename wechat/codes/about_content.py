"""Codes about what a message, a file, an article or a template holds."""

from wechat.codes.acts import Rows

_WRONG_FILE = (
    "WeChat does not take this file: check its kind and size.",
    "微信不接受该文件，请检查文件类型和大小。",
)

FIX_REQUEST: Rows = {
    "40004–40012 40137": _WRONG_FILE,
    "40007": (
        "WeChat no longer has this file. Upload it again.",
        "该素材无效或已过期，请重新上传。",
    ),
    "40008": (
        "WeChat does not know this kind of message. Send another kind.",
        "微信不支持该消息类型，请换一种类型发送。",
    ),
    "40033": (
        "The text holds characters that WeChat does not take. Take them out.",
        "内容包含微信不接受的字符，请删除后重试。",
    ),
    "40039 40048": (
        "WeChat does not take this web address: check its length and its spelling.",
        "网址不合法，请检查其长度和拼写。",
    ),
    "40059": (
        "WeChat does not know this mass send. Check its id.",
        "微信找不到该群发任务，请检查任务编号。",
    ),
    "40066": (
        "WeChat has blocked this web address. Use another one.",
        "该网址已被微信屏蔽，请更换。",
    ),
    "40165 41030": (
        "The mini-program has no such page. Check the page's path.",
        "小程序没有该页面，请检查页面路径。",
    ),
    "44001": (
        "The file is empty. Choose another.",
        "文件为空，请换一个文件。",
    ),
    "44002": (
        "The request is empty, which is a fault of this program. Report it.",
        "请求内容为空，这是程序错误，请反馈给管理员。",
    ),
    "44003": (
        "The message has no article. Add one.",
        "图文消息内容为空，请添加文章。",
    ),
    "44004": (
        "The text is empty. Write something.",
        "文本内容为空，请填写内容。",
    ),
    "44005": (
        "The list is empty. Add something to it.",
        "列表为空，请添加内容。",
    ),
    "45001": (
        "The file is too large for WeChat. Make it smaller.",
        "文件超过微信允许的大小，请压缩后重试。",
    ),
    "45002": (
        "The text is too long for WeChat. Split it.",
        "内容超过微信允许的长度，请拆分后发送。",
    ),
    "45003": (
        "The title is too long for WeChat. Shorten it.",
        "标题过长，请缩短。",
    ),
    "45004": (
        "The description is too long for WeChat. Shorten it.",
        "描述或摘要过长，请缩短。",
    ),
    "45005": (
        "The web address is too long for WeChat. Shorten it.",
        "链接过长，请缩短。",
    ),
    "45006": (
        "The picture's address is too long for WeChat. Shorten it.",
        "图片链接过长，请缩短。",
    ),
    "45007": (
        "The voice recording is too long: WeChat takes 60 seconds.",
        "语音过长，微信最多支持 60 秒。",
    ),
    "45008": (
        "There are too many articles in the message. Send fewer.",
        "图文消息的文章数超过限制，请减少文章。",
    ),
    "45067": (
        "The mass send's own id is too long. Use at most 32 characters.",
        "群发任务的去重编号过长，请控制在 32 个字符以内。",
    ),
    "45083 45084": (
        "The speed of the mass send is wrong. Choose one from 0 to 4.",
        "群发速度设置有误，请在 0 到 4 之间选择。",
    ),
    "45086": (
        "The text links to a mini-program with a wrong AppID. Correct it.",
        "文本中的小程序 AppID 有误，请更正。",
    ),
    "45110": (
        "The author's name is too long. Use at most 16 characters.",
        "作者名过长，请控制在 16 个字以内。",
    ),
    "45166 45168": (
        "WeChat does not take this text: it holds something forbidden. Change it.",
        "内容含有微信禁止的信息，请修改。",
    ),
    "46001": (
        "WeChat has no such file. Upload it again.",
        "微信没有该素材，请重新上传。",
    ),
    "47003": (
        "A value of the template is empty, too long or of the wrong kind. Correct it.",
        "模板参数为空、过长或类型不符，请更正。",
    ),
    "48005": (
        "This material is in use, so it cannot be deleted. Take it out of the menu and the replies first.",
        "该素材正被自动回复或菜单使用，请先解除引用再删除。",
    ),
    "53404–53406 53503": (
        "WeChat does not take this draft: check what is in it.",
        "草稿未通过检查，请检查草稿内容。",
    ),
    "53502": (
        "WeChat does not know this publication. Check its id.",
        "微信找不到该发布任务，请检查任务编号。",
    ),
    "53504": (
        "This draft needs a step in the WeChat console first. Publish it there.",
        "该草稿需要在微信公众平台操作，请到后台发布。",
    ),
    "53505": (
        "Save this draft in the WeChat console first, then try again.",
        "请先在微信公众平台手动保存该草稿，再重试。",
    ),
    "53600": (
        "WeChat does not know this article. Check its id.",
        "微信找不到该文章，请检查文章编号。",
    ),
    "87014": (
        "WeChat finds this content risky. Change it.",
        "微信认为内容含有违规信息，请修改。",
    ),
    "200011–200021": (
        "WeChat does not take this notification template: check what is in it.",
        "订阅通知模板有误，请检查模板内容。",
    ),
    "200012": (
        "The account has as many notification templates as WeChat allows. Delete one first.",
        "订阅通知模板数量已达上限，请先删除一个。",
    ),
    "200014": (
        "WeChat does not know this notification template. Choose another.",
        "微信没有该订阅通知模板，请重新选择。",
    ),
    "200020": (
        "The keywords of the notification template are wrong. Choose from two to five of its own.",
        "订阅通知模板的关键词有误，请从该模板中选择 2 到 5 个。",
    ),
    "200021": (
        "The scene of the notification template is wrong. Use at most 15 characters.",
        "订阅通知模板的场景说明有误，请控制在 15 个字以内。",
    ),
}
