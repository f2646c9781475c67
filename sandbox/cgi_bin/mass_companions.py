"""`/cgi-bin/message/mass/…`: preview, the state of a job, its deletion, and the speed."""

from dataclasses import replace
from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin import contents
from sandbox.cgi_bin.knock import Knock, asked, entitled, fan_of, must_post, within_quota
from sandbox.cgi_bin.masses import read_mass, within_the_minute
from sandbox.cgi_bin.numbers import number_in
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Author, Fan, Via
from sandbox.masses import MassJob, MassState
from sandbox.media import MediaKind
from sandbox.world import World

Answer = dict[str, Any]
REAL_SPEEDS = (80, 60, 45, 30, 10)  # ten thousands a minute


def preview(world: World, knock: Knock) -> Answer:
    """Show a mass message to one fan, named by OpenID or (which wins) by WeChat name."""
    account, said = asked(world, knock)
    fan = _viewer(account, said)
    content = read_mass(account, said, world.now())
    within_the_minute(world, account)
    within_quota(world, account, knock.api)
    if not fan.is_following:
        raise Refusal(43004)
    world.show(fan, Author.ACCOUNT, content.shown, content.text, Via.PREVIEW, details=content.details)
    return {"errcode": 0, "errmsg": "preview success", "msg_id": 3_147_483_000 + world.count("mass")}


def mass_state(world: World, knock: Knock) -> Answer:
    """How far a job is."""
    account, said = asked(world, knock)
    job = _job(account, said)
    return {"msg_id": job.msg_id, "msg_status": job.state}


def delete_mass(world: World, knock: Knock) -> Answer:
    """Blank the pages of a job that is done: all, or the one with this number. Cards stay on the phones."""
    account, said = asked(world, knock)
    job, index = _job(account, said), said.get("article_idx") or 0
    if not job.has_pages:
        raise Refusal(40008)
    if job.state is not MassState.SEND_SUCCESS:
        raise Refusal(40059)
    count = len(job.details.get("articles", [None]))
    if not isinstance(index, int) or not 0 <= index <= count:
        raise Refusal(40035)
    job.deleted_articles = sorted({*job.deleted_articles, *(range(1, count + 1) if index == 0 else [index])})
    if len(job.deleted_articles) == count:
        job.state = MassState.DELETE
    return {"errcode": 0, "errmsg": "ok"}


def prepare_video(world: World, knock: Knock) -> Answer:
    """Make a video ready for mass sends, under a media id of its own."""
    account, said = asked(world, knock)
    video = contents.Reading(account, world.now(), said)
    original, words = video.file(MediaKind.VIDEO), video.words("title", "description")
    made = world.keep_media(account, MediaKind.VIDEO, original.data, original.content_type, original.filename)
    account.media.keep(replace(made, title=words["title"], introduction=words["description"]))
    account.masses.videos.append(made.media_id)
    return {"type": "video", "media_id": made.media_id, "created_at": int(world.now())}


def get_speed(world: World, knock: Knock) -> Answer:
    """How fast jobs are sent: a step, and ten thousands of fans a minute."""
    account = entitled(world, knock)
    must_post(knock)
    return {"speed": account.masses.speed, "realspeed": REAL_SPEEDS[account.masses.speed]}


def set_speed(world: World, knock: Knock) -> Answer:
    """Another step, 0 (fastest) to 4."""
    account, said = asked(world, knock)
    if "speed" not in said:
        raise Refusal(45084)
    speed = said["speed"]
    if not isinstance(speed, int) or isinstance(speed, bool) or not 0 <= speed < len(REAL_SPEEDS):
        raise Refusal(45083)
    account.masses.speed = speed
    return {"errcode": 0, "errmsg": "ok"}


def _viewer(account: Account, said: Answer) -> Fan:
    if name := said.get("towxname"):
        found = next((fan for fan in account.fans.values() if fan.nickname == name), None)
        return fan_of(account, found and found.openid)
    return fan_of(account, said.get("touser"))


def _job(account: Account, said: Answer) -> MassJob:
    msg_id = number_in(str(said.get("msg_id", "")))
    if msg_id is None or msg_id not in account.masses.jobs:
        raise Refusal(40059)
    return account.masses.jobs[msg_id]
