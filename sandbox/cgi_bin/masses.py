"""`/cgi-bin/message/mass/sendall` and `/send`: one message to many, as a job that ends later."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from sandbox.accounts import Account, Kind
from sandbox.cgi_bin import contents
from sandbox.cgi_bin.contents import Content, Kinds, Reading, read_content
from sandbox.cgi_bin.knock import Knock, asked, within_quota
from sandbox.cgi_bin.numbers import number_in
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Shown
from sandbox.masses import MOST_A_MONTH, TOO_FAST, MassJob
from sandbox.media import MediaKind
from sandbox.quotas import MASSES
from sandbox.world import World

Answer = dict[str, Any]
FEWEST, MOST = 2, 10_000  # OpenIDs in a list
LONGEST_KEY = 32  # bytes: 64 are documented, yet a UUID of 36 was refused


def send_to_all(world: World, knock: Knock) -> Answer:
    """To all fans, or to those with a tag."""
    account, said = asked(world, knock)
    tag_id = _tag(account, said)
    chosen = [fan.openid for fan in account.fans.values() if fan.is_following and tag_id in (None, *fan.tag_ids)]
    return _submit(world, knock, account, said, chosen, is_to_all=tag_id is None)


def send_to_list(world: World, knock: Knock) -> Answer:
    """To these fans."""
    account, said = asked(world, knock)
    return _submit(world, knock, account, said, _chosen(account, said), is_to_all=False)


def picture(reading: Reading) -> Content:
    """Pictures, in the newer form `images` and the older form `image`."""
    wanted = reading.said.get("media_ids", [reading.said.get("media_id")])
    if not isinstance(wanted, list) or not wanted:
        raise Refusal(40007)
    each = [replace(reading, said={"media_id": one}).media(MediaKind.IMAGE) for one in wanted]
    return Content(Shown.IMAGE, contents.address_of(reading.account, each[0]), {"mediaId": each[0], "mediaIds": each})


def video(reading: Reading) -> Content:
    """A video that was made ready by media/uploadvideo."""
    if reading.said.get("media_id") not in reading.account.masses.videos:
        raise Refusal(40007)
    return contents.video(reading)


MASS: Kinds = {
    "text": contents.text,
    "image": picture,
    "images": picture,
    "voice": contents.voice,
    "mpvideo": video,
    "mpnews": contents.mpnews,
    "wxcard": contents.wxcard,
}


def read_mass(account: Account, said: Answer, now: float) -> Content:
    """The content of a mass send or its preview. `msgtype` image may come with the object `images`."""
    if said.get("msgtype") == "image" and "images" in said:
        said = said | {"msgtype": "images"}
    return read_content(MASS, account, said, now)


def within_the_minute(world: World, account: Account) -> None:
    """All mass calls together: 60 a minute."""
    if not account.quotas.take_minute(MASSES, world.now()):
        raise Refusal(45011)


def _submit(
    world: World, knock: Knock, account: Account, said: Answer, chosen: list[str], *, is_to_all: bool
) -> Answer:
    content, key = read_mass(account, said, world.now()), _key(said)
    within_the_minute(world, account)
    within_quota(world, account, knock.api)
    _refuse_repeat(world, account, key)
    _within_mass_quota(world, account, is_to_all=is_to_all)
    job = _job(world, said, content, chosen, key, is_to_all=is_to_all)
    job.passed = [openid for openid in chosen if _passes(world, account, openid)]
    account.masses.jobs[job.msg_id] = job
    account.masses.asked[key] = world.now()
    world.agenda.plan(world.now() + world.settings.mass_delay, "mass settled", account.app_id, str(job.msg_id))
    answer = {"errcode": 0, "errmsg": "send job submission success", "msg_id": job.msg_id}
    return answer | {"msg_data_id": job.msg_data_id} if job.msgtype == "mpnews" else answer


def _tag(account: Account, said: Answer) -> int | None:
    wanted = said.get("filter")
    if not isinstance(wanted, dict):
        raise Refusal(40035)
    if wanted.get("is_to_all") is True:
        return None
    tag_id = wanted.get("tag_id", wanted.get("group_id"))  # what tags were called before
    if isinstance(tag_id, str):
        tag_id = number_in(tag_id)
    if not isinstance(tag_id, int) or tag_id not in account.tags.names:
        raise Refusal(45159)
    return tag_id


def _chosen(account: Account, said: Answer) -> list[str]:
    listed = said.get("touser")
    if isinstance(listed, str):
        listed = [listed]
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise Refusal(40031)
    if len(listed) > MOST:
        raise Refusal(40032)
    known = [openid for openid in dict.fromkeys(listed) if openid in account.fans]
    if len(known) < FEWEST:
        raise Refusal(40130)
    return known


def _key(said: Answer) -> str:
    key = said.get("clientmsgid")
    if key is None or key == "":
        # WeChat makes one of audience and content: the same again within a day is refused.
        same = json.dumps(said, sort_keys=True, ensure_ascii=True).encode()
        return hashlib.sha256(same).hexdigest()[:LONGEST_KEY]
    if not isinstance(key, str) or len(key.encode()) > LONGEST_KEY:
        raise Refusal(45067)
    return key


def _refuse_repeat(world: World, account: Account, key: str) -> None:
    now, book = world.now(), account.masses
    if (job := book.known(key, now)) is None:
        return
    last_asked, book.asked[key] = book.asked.get(key, job.created_at), now
    if now - last_asked < TOO_FAST:
        raise Refusal(45066)
    raise Refusal(45065, msg_id=job.msg_id)


def _within_mass_quota(world: World, account: Account, *, is_to_all: bool) -> None:
    today = account.masses.today(world.now())
    if account.kind is Kind.SUBSCRIPTION and today:
        raise Refusal(45028)
    if account.kind is Kind.SERVICE and is_to_all:
        spent = any(job.is_to_all for job in today)
        if spent or account.masses.to_all_this_month(world.now()) >= MOST_A_MONTH:
            raise Refusal(45028)


def _passes(world: World, account: Account, openid: str) -> bool:
    fan = account.fans[openid]
    is_full = account.kind is Kind.SERVICE and account.masses.got(openid, world.now()) >= MOST_A_MONTH
    return fan.is_following and not (fan.refuses_messages or fan.is_blacklisted or is_full)


def _job(world: World, said: Answer, content: Content, chosen: list[str], key: str, *, is_to_all: bool) -> MassJob:
    number = world.count("mass")
    return MassJob(
        msg_id=3_147_483_000 + number,
        msg_data_id=2_247_483_000 + number,
        client_msg_id=key,
        msgtype=str(said["msgtype"]),
        shown=content.shown,
        text=content.text,
        details=content.details,
        chosen=chosen,
        is_to_all=is_to_all,
        ignores_reprint=said.get("send_ignore_reprint") == 1,
        created_at=world.now(),
        draft=content.details.get("mediaId") if said["msgtype"] == "mpnews" else None,
    )
