"""`/cgi-bin/tags/…`: groups of fans (用户标签管理)."""

from collections import Counter
from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.knock import Knock, asked, caller, fan_of, must_be_verified, must_get, within_quota
from sandbox.cgi_bin.openids import followers_named, followers_page
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Fan
from sandbox.tags import LONGEST_NAME, MOST_ON_A_FAN, RESERVED, STARRED, put_on, take_off
from sandbox.world import World

Answer = dict[str, Any]

MOST_FANS_AT_ONCE = 50
DONE = {"errcode": 0, "errmsg": "ok"}


def create_tag(world: World, knock: Knock) -> Answer:
    """A new tag (创建标签)."""
    account, said = asked(world, knock)
    name = _name(account, said)
    if account.tags.is_full():
        raise Refusal(45056)
    return {"tag": {"id": account.tags.create(name), "name": name}}


def tags(world: World, knock: Knock) -> Answer:
    """All tags, with the number of followers who have each (获取公众号已创建的标签)."""
    account = caller(world, knock)
    must_be_verified(account)
    must_get(knock)
    counts = _counts(account)
    return {"tags": [{"id": tag, "name": name, "count": counts[tag]} for tag, name in account.tags.names.items()]}


def rename_tag(world: World, knock: Knock) -> Answer:
    """Another name for a tag (编辑标签)."""
    account, said = asked(world, knock)
    tag = _own_tag(account, _inside(said).get("id"))
    account.tags.names[tag] = _name(account, said, tag)
    return DONE


def delete_tag(world: World, knock: Knock) -> Answer:
    """Remove a tag, also from its fans (删除标签)."""
    account, said = asked(world, knock)
    tag = _own_tag(account, _inside(said).get("id"))
    if _counts(account)[tag] > account.tags.too_many_to_delete:
        raise Refusal(45057)
    take_off(account.fans.values(), tag)
    del account.tags.names[tag]
    return DONE


def fans_with_tag(world: World, knock: Knock) -> Answer:
    """The followers who have a tag, ten thousand at a time (获取标签下粉丝列表)."""
    account, said = asked(world, knock)
    tag = _known(account, said.get("tagid"))
    answer = followers_page(account, said.get("next_openid"), lambda fan: tag in fan.tag_ids)
    del answer["total"]
    return answer


def tag_fans(world: World, knock: Knock) -> Answer:
    """Tag up to 50 followers: all of them, or nobody (批量为用户打标签)."""
    account, said = asked(world, knock)
    fans, tag = _fans_and_tag(world, account, said)
    within_quota(world, account, knock.api)
    if any(tag not in fan.tag_ids and len(fan.tag_ids) >= MOST_ON_A_FAN for fan in fans):
        raise Refusal(45059)
    put_on(fans, tag)
    return DONE


def untag_fans(world: World, knock: Knock) -> Answer:
    """Take a tag off up to 50 followers (批量为用户取消标签)."""
    account, said = asked(world, knock)
    fans, tag = _fans_and_tag(world, account, said)
    take_off(fans, tag)
    return DONE


def tags_of_fan(world: World, knock: Knock) -> Answer:
    """The tags of a fan, in the order in which they were put on (获取用户身上的标签列表)."""
    account, said = asked(world, knock)
    return {"tagid_list": list(fan_of(account, said.get("openid")).tag_ids)}


def _fans_and_tag(world: World, account: Account, said: Answer) -> tuple[list[Fan], int]:
    fans = followers_named(world, account, said, MOST_FANS_AT_ONCE)
    return fans, _known(account, said.get("tagid"))


def _counts(account: Account) -> Counter[int]:
    return Counter(tag for fan in account.fans.values() if fan.is_following for tag in fan.tag_ids)


def _inside(said: Answer) -> Answer:
    tag = said.get("tag")
    return tag if isinstance(tag, dict) else {}


def _name(account: Account, said: Answer, tag: int | None = None) -> str:
    name = _inside(said).get("name")
    if not isinstance(name, str) or not name.strip():
        raise Refusal(45157)
    if len(name) > LONGEST_NAME:
        raise Refusal(45158)
    if any(other == name and number != tag for number, other in account.tags.names.items()):
        raise Refusal(45157)
    return name


def _own_tag(account: Account, tag: Any) -> int:
    if tag in RESERVED and not isinstance(tag, bool):
        raise Refusal(45058)
    return _known(account, tag)


def _known(account: Account, tag: Any) -> int:
    if not isinstance(tag, int) or isinstance(tag, bool):
        raise Refusal(45159)
    if tag in RESERVED and tag != STARRED:
        raise Refusal(45058)
    if tag not in account.tags.names:
        raise Refusal(45159)
    return tag
