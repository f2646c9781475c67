"""Coming and going: follow, unfollow, follow after a payment, flap, and leave WeChat for good."""

from dataclasses import replace

from sandbox.acting.actor import Actor
from sandbox.fans import Author, Shown
from sandbox.mistakes import Mistake
from sandbox.pushes import Push
from sandbox.windows import Trigger

PLATFORM = "o" + "WeChatPlatform".ljust(27, "0")  # what account events come from; it is nobody's OpenID


def follow(actor: Actor) -> Push:
    """关注. The account may greet for a minute."""
    become_follower(actor)
    return actor.causes("subscribe", EventKey="")


def unfollow(actor: Actor) -> Push:
    """取消关注. Nothing reaches the fan from here on."""
    actor.must_follow()
    fan, world = actor.fan, actor.world
    fan.is_following, fan.followed_at = False, None
    fan.window.close()
    world.show(fan, Author.SYSTEM, Shown.UNFOLLOWED, actor.account.name)
    world.directory_changed()
    return actor.causes("unsubscribe", EventKey="")


def pay(actor: Actor, trade: str = "") -> list[Push]:
    """支付成功: two days without a limit. Whoever did not follow does now, and the EventKey tells of the payment."""
    trade = trade or "42000" + actor.world.dice.digits(f"trade/{actor.world.count('trade')}", 23)
    came = not actor.fan.is_following
    if came:
        become_follower(actor)
        actor.fan.subscribe_scene = "ADD_SCENE_PAID"
    actor.grant(Trigger.PAYMENT)
    actor.world.phone_changed(actor.fan)
    return [actor.causes("subscribe", EventKey=f"last_trade_no_{trade}")] if came else []


def flap(actor: Actor, times: int) -> list[Push]:
    """Follow and unfollow, or the other way round, so many times; with a frozen clock all within one second."""
    return [(unfollow if actor.fan.is_following else follow)(actor) for _ in range(times)]


def cancel(actor: Actor) -> list[Push]:
    """注销微信: the person is gone from every account, 40003 from now on, and the accounts have to forget them."""
    told = []
    for one in _same_person(actor):
        told.append(of_the_user(one, "user_authorization_cancellation"))
        one.fan.is_cancelled, one.fan.is_following, one.fan.followed_at = True, False, None
        one.fan.window.close()
    actor.world.directory_changed()
    return told


def change_profile(actor: Actor) -> Push:
    """WeChat has sanitised the fan's nickname or picture."""
    return of_the_user(actor, "user_info_modified")


def revoke(actor: Actor, codes: list[str]) -> Push:
    """撤回授权: the account has to delete what these codes stand for (205 nickname and avatar, 206 location …)."""
    if not codes:
        raise Mistake("Say which permissions are taken back, such as 205.")
    return of_the_user(actor, "user_authorization_revoke", RevokeInfo=",".join(codes))


def become_follower(actor: Actor) -> None:
    """Follow, by whatever way it came about."""
    fan, world = actor.fan, actor.world
    if fan.is_cancelled:
        raise Mistake(f"{fan.nickname} has closed their WeChat account.")
    if fan.is_following:
        raise Mistake(f"{fan.nickname} already follows {actor.account.name}.")
    fan.is_following, fan.followed_at = True, world.now()
    fan.subscribe_scene, fan.qr_scene, fan.qr_scene_str = "ADD_SCENE_SEARCH", 0, ""
    actor.grant(Trigger.FOLLOW)
    world.show(fan, Author.SYSTEM, Shown.FOLLOWED, actor.account.name)
    world.directory_changed()


def of_the_user(actor: Actor, event: str, **fields: str) -> Push:
    """An event that names the fan in OpenID, while FromUserName is the platform's."""
    world, account = actor.world, actor.account
    unionid = world.unionid(account, actor.fan)
    said = {
        "ToUserName": account.original_id,
        "FromUserName": PLATFORM,
        "CreateTime": int(world.now()),
        "MsgType": "event",
        "Event": event,
        "OpenID": actor.fan.openid,
        "AppID": account.app_id,
        **({"UnionID": unionid} if unionid else {}),
        **fields,
    }
    return world.send_out(account.app_id, PLATFORM, said, deliver=actor.deliver)


def _same_person(actor: Actor) -> list[Actor]:
    found = [(account, fan) for account in actor.world.accounts.values() for fan in account.fans.values()]
    person = actor.fan.person
    mine = [(account, fan) for account, fan in found if fan is actor.fan or (person and fan.person == person)]
    return [replace(actor, account=account, fan=fan) for account, fan in mine]
