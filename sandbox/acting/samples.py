"""One of every push that the box can send, for tests that read them all."""

import json

from sandbox.accounts import Account
from sandbox.acting import account_news, answering, files, following, scanning, tapping, writing
from sandbox.acting.actor import Actor
from sandbox.agenda import Due
from sandbox.components import Component
from sandbox.endings import end_mass_job, end_template_message
from sandbox.fans import Author, Shown, Via
from sandbox.masses import MassJob
from sandbox.menus import Button, ConditionalMenu, Menu
from sandbox.platforms import authorize, push_ticket, tell_authorized, unauthorize
from sandbox.pushes import Push
from sandbox.qr_codes import QrCode
from sandbox.world import World

SCENES: tuple[int | str, ...] = (12, "shop_12")
TEMPLATE_ID = "T" * 43


def everything(world: World, account: Account) -> list[Push]:
    """Let new fans of the account do everything there is to do, and WeChat tell everything it can tell.

    Nothing sets out but the endings of jobs. The account's menus are replaced.
    """
    return [
        *_comings(world, account),
        *_messages(world, account),
        *_taps(world, account),
        *_news(world, account),
        *_endings(world, account),
    ]


def platform_pushes(world: World, component: Component, account: Account) -> list[Push]:
    """Everything that a third-party platform is told of an account. These set out at once, where there is a URL."""
    authorize(world, component, account, component.permissions)
    told = [tell_authorized(world, component, account, event, "") for event in ("authorized", "updateauthorized")]
    return [*push_ticket(world, component), *told, unauthorize(world, component, account)]


def _actor(world: World, account: Account, *, is_following: bool = True) -> Actor:
    return Actor(world, account, world.add_fan(account, is_following=is_following), deliver=False)


def _comings(world: World, account: Account) -> list[Push]:
    stranger, payer = (_actor(world, account, is_following=False) for _ in range(2))
    told = [following.follow(stranger), following.unfollow(stranger), *following.pay(payer), *following.flap(payer, 2)]
    for number, scene in enumerate(SCENES):
        ticket = f"gQ{world.dice.text(f'sample/{number}', 40)}=="
        code = QrCode(ticket, f"http://weixin.qq.com/q/sample{number}", scene, world.now())
        comer = _actor(world, account, is_following=False)
        told += [*scanning.scan(comer, code), *scanning.scan(comer, code)]
    told += [following.change_profile(stranger), following.revoke(stranger, ["205", "206"])]
    return [*told, *following.cancel(stranger)]


def _messages(world: World, account: Account) -> list[Push]:
    fan = _actor(world, account)
    details = {"items": [{"id": "101", "content": "满意"}]}
    asked = world.show(fan.fan, Author.ACCOUNT, Shown.MSGMENU, "满意吗？", Via.CUSTOMER, details=details)
    return [
        writing.write(fan, "你好 ]]> <b> & 🌿"),
        writing.send_picture(fan),
        writing.speak(fan, "春茶到了吗"),
        writing.speak(fan, None),
        writing.film(fan),
        writing.film(fan, is_short=True),
        writing.send_location(fan, 23.134521, 113.358803, "中山六路"),
        writing.send_link(fan, "茶经", "一之源", "https://example.com/?a=1&b=2"),
        writing.send_card(fan, "拼团买茶", "wx00000000000000aa", "pages/index"),
        writing.send_file(fan, files.uploaded("aGVsbG8=", "text/plain", "合同.txt")),
        writing.report_location(fan, 23.137466, 113.352425, 119.38504),
        answering.choose(fan, asked.id, "101"),
        answering.answer_popup(fan, [TEMPLATE_ID, TEMPLATE_ID[::-1]], accepts=True, scene=2),
        answering.answer_popup(fan, [TEMPLATE_ID], accepts=False),
        answering.stop_notifications(fan, [TEMPLATE_ID]),
    ]


def _taps(world: World, account: Account) -> list[Push]:
    fan = _actor(world, account)
    kinds = ("click", "scancode_push", "scancode_waitmsg", "pic_sysphoto", "pic_photo_or_album", "pic_weixin")
    buttons: list[Button] = [{"type": kind, "name": kind, "key": f"key {kind}"} for kind in (*kinds, "location_select")]
    buttons.append({"type": "view", "name": "view", "url": "https://example.com/a?b=1"})
    buttons.append(
        {"type": "miniprogram", "name": "mini", "url": "https://example.com/", "appid": "wx1", "pagepath": "pages/a"}
    )
    told = [push for button in buttons for push in tapping.tap(fan, tapping.Tapped(button))]
    account.menus.default = Menu(1, buttons[:1])
    account.menus.conditional = [ConditionalMenu(404122341, buttons[-2:], client_platform_type=2)]
    for name in ("view", "mini"):
        button, menu_id = tapping.find_button(fan, name=name)
        told += tapping.tap(fan, tapping.Tapped(button, menu_id))
    return told


def _news(world: World, account: Account) -> list[Push]:
    fan = world.add_fan(account, is_following=True)
    about = account_news.Circumstances(fan.openid)
    was_verified = account.is_verified
    told = [account_news.tell(world, account, news, about, deliver=False) for news in account_news.News]
    account.is_verified = was_verified
    return told


def _endings(world: World, account: Account) -> list[Push]:
    before = set(world.pushes)
    fan = world.add_fan(account, is_following=True)
    for status in ("success", "failed:user block", "failed: system failed"):
        about = json.dumps([fan.openid, 2**61 + 5, status])
        end_template_message(world, Due(world.now(), 0, "", account.app_id, about))
    for number, text in enumerate(("茶会", "err(30003)", "send fail"), 1_000_001):
        account.masses.jobs[number] = _job(world, number, text, fan.openid)
        end_mass_job(world, Due(world.now(), 0, "", account.app_id, str(number)))
    sent = {"TemplateId": TEMPLATE_ID, "MsgID": 2**61 + 7, "ErrorCode": 0, "ErrorStatus": "success"}
    notified = {"Event": "subscribe_msg_sent_event", "SubscribeMsgSentEvent": {"List": sent}}
    world.push_event(account, fan.openid, notified)
    return [push for push in world.pushes.values() if push.id not in before]


def _job(world: World, number: int, text: str, openid: str) -> MassJob:
    articles = {"articles": [{"title": text, "description": "", "url": "http://mp.weixin.qq.com/s/a", "picurl": ""}]}
    return MassJob(
        msg_id=number,
        msg_data_id=number + 1,
        client_msg_id="",
        msgtype="mpnews",
        shown=Shown.NEWS,
        text=text,
        details=articles,
        chosen=[openid],
        is_to_all=False,
        ignores_reprint=False,
        created_at=world.now(),
        passed=[openid],
    )
