"""How people speak and write to a shop, told as its FAQ writes it; and what they say in any question."""

# Politeness: it says nothing of what is asked.
COURTESIES = (
    "你好", "您好", "请问", "麻烦", "帮忙", "谢谢", "谢了", "拜托", "亲亲", "亲爱的", "在吗", "在不在", "那个", "就是",
    "想问一下", "想问下", "问一下", "问下", "一下", "告诉我",
)  # fmt: skip

# Grammar: these characters are left out.
PARTICLES = frozenset("吗呢啊呀吧哦噢嘛么啦哈哟呗的了是我你您们咱")

# What asks, and not what for: what consists of these characters alone says little.
ASKING = frozenset("怎什多少哪里几可以能有要会时候久为还在到不没这样办给点个上下去来好得都就和把被从也很说想需只")

# Colloquial and mistyped forms, and the trade's other words for a thing.
SAID_FOR = {
    "啥时候": "什么时候", "几时": "什么时候", "啥": "什么", "咋": "怎么", "如何": "怎么", "怎样": "怎么",
    "为何": "为什么", "为啥": "为什么", "木有": "没有", "哪儿": "哪里", "哪边": "哪里", "是不是": "是",
    "能不能": "可以", "可不可以": "可以", "能否": "可以", "有没有": "有", "要不要": "要",
    "星期天": "周末", "星期日": "周末", "礼拜天": "周末",
    "无线网络": "wifi", "无线网": "wifi", "无线": "wifi", "劵": "券", "优惠卷": "优惠券", "帐": "账",
    "邮费": "运费", "快递费": "运费", "邮资": "运费", "价钱": "价格", "断货": "缺货", "没货": "缺货", "质保": "保修",
    "付钱": "付款", "退钱": "退款", "开票": "开发票", "专票": "专用发票", "真假": "真伪", "折扣": "打折",
    "联系方式": "联系电话", "码数": "尺码", "调换": "换", "位置": "地址",
}  # fmt: skip
