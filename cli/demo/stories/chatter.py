"""Small talk, thanks and other languages, which both accounts hear; and two answers that did not simply arrive."""

STORIES = """
粉 在吗
宁 在的在的，请说～
粉 没事，就是想说今天的{drink}特别好喝
宁 啊啊啊谢谢！转告给{shop}的小伙伴啦，他们一定开心一整天🥰

粉 你是机器人吗
禾 不是，我是小禾，工作时间八点到二十二点。
粉 哈哈 那你吃晚饭了吗
禾 还没有，下班去吃面。
粉 辛苦了

粉 下雨天和你们家的热茶最配了
岚 您说得对。窗边的位子雨天最好坐，欢迎来。

粉 🌹🌹🌹
宁 谢谢您的花花！有什么可以帮到您的吗～
粉 没有，就是路过

粉 Hi, do you have an English menu?
宁 Hi! Yes – tap the menu button and choose “EN”. Every shop also has a printed one at the counter 😊
粉 Great. Is the {drink_en} very sweet?
宁 The standard is quite sweet for most visitors. Try 30% sugar first, you can always add more!
粉 Perfect, thank you so much
宁 Enjoy!

粉 Hello, I left my laptop bag in your shop near the lake this morning. Black, with a yellow tag.
岚 Hello, I have just called the shop. They found a black bag with a yellow tag under the window table.
粉 Oh thank goodness. Can I pick it up tonight?
岚 Of course. They are open until 10 pm; please tell them the last four digits of your phone number.
粉 {no}
岚 Noted. It is locked in the manager's office until you come.

粉 Do you deliver to the international school on Book Lane? We'd like {count} {drink_en} for a parents' evening.
禾 Yes. Minimum ten cups, two hours in advance, free delivery.
粉 Thursday 6 pm please, half of them without milk
禾 Booked: {count} cups, Thursday 18:00, half without milk. Payment link is in your service messages.
粉 Paid. Thanks for the quick help!

粉 我失恋了，今天想喝最甜的
宁 抱抱🫂 那就黑糖珍珠全糖加奶盖，今天不算热量
粉 谢谢你
宁 备注里写“宁宁说的”，店员会给您多加一勺珍珠～
粉 呜呜呜好

粉 你们招人吗
岚 您好，{shop}正在招早班店员，有经验优先，没有也可以培训。
粉 我是学生，只有周末有空
岚 周末兼职也需要，请把姓名和可以上班的时间发给我，店长会联系您。
粉 周六日全天，姓名我面试的时候说可以吗
岚 可以，周六上午十点来{shop}找店长就好。

粉 祝你们生意兴隆🎉
禾 谢谢。

粉 上次活动送的杯子好可爱，还会有吗
宁 下个月出秋天款哦，画的是小松鼠🐿️
粉 一定要通知我
宁 好哒，打个标签记下您啦～

粉 谢谢你们昨天帮我找到钥匙
岚 不用客气，能帮上忙就好。

粉 加一下你们的粉丝群
宁 扫小票上的码就能进啦，每天十点发口令红包～
粉 进来了

粉 [video]
粉 你看我家猫，闻到你们家袋子就钻进去
宁 看不到视频但是已经被萌到了哈哈哈🐱
粉 它叫拿铁
宁 跟我们家也太有缘了吧！
"""

TROUBLED = """
粉 咨询一下，你们能不能在茶杯上印我们公司的标志，年会要用，大概三百个，想知道价格和周期，另外杯套是不是也能印
岚 您好，可以印。三百个杯子加杯套，单色印刷每套加一元二角，打样三天，生产七天。
粉 需要什么文件
岚 矢量图最好，发到 hello@demo.example，注明年会日期。
粉 好，等我跟行政确认
停 52
岚× 您好，请问年会用杯的事行政确认了吗？这周下单可以赶上月底。

粉 {shop}的{cake}明天能留一个吗，下午五点来拿
禾 可以，留到明天19:00。
粉 能写“考试加油”四个字吗
禾？ 可以，已备注店员：考试加油。取货码{no}。
"""
