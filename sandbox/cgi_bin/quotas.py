"""`/cgi-bin/openapi/quota/get`, `/clear_quota` and its kin: what is left of the day's calls, and beginning anew."""

from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.knock import Knock, asked, json_of, must_post
from sandbox.cgi_bin.refusals import Refusal
from sandbox.cgi_bin.tokens import check_secret, named
from sandbox.quotas import DAILY, FORCED, PER_MINUTE
from sandbox.world import World

Answer = dict[str, Any]
OK = {"errcode": 0, "errmsg": "ok"}
PREFIX = "/cgi-bin/"


def get_quota(world: World, knock: Knock) -> Answer:
    """One API's limit of a day, what is used of it, and its limit of a minute."""
    account, said = asked(world, knock)
    api, now = _api(said), world.now()
    limit, used = account.quotas.limit(api), account.quotas.used_today(api, now)
    quota = {"daily_limit": limit, "used": used, "remain": max(0, limit - used)}
    minute = {"call_count": PER_MINUTE.get(api, 0), "refresh_second": 60 if api in PER_MINUTE else 0}
    return {**OK, "quota": quota, "rate_limit": minute, "component_rate_limit": {"call_count": 0, "refresh_second": 0}}


def clear_quotas(world: World, knock: Knock) -> Answer:
    """Begin the day's counts of all APIs anew: ten times a month."""
    account, said = asked(world, knock)
    if said.get("appid") != account.app_id:
        raise Refusal(40013)
    return _clear(world, account)


def clear_quota(world: World, knock: Knock) -> Answer:
    """The same for one API."""
    account, said = asked(world, knock)
    return _clear(world, account, _api(said))


def clear_quotas_by_secret(world: World, knock: Knock) -> Answer:
    """The same for all APIs without a token, for when the quota of tokens is gone."""
    must_post(knock)
    said = knock.query if "appid" in knock.query else json_of(world, knock)
    account = named(world, said.get("appid"))
    check_secret(account, said.get("appsecret"))
    return _clear(world, account)


def _clear(world: World, account: Account, api: str | None = None) -> Answer:
    if not account.quotas.clear(world.now(), api):
        raise Refusal(48006)
    return OK


def _api(said: Answer) -> str:
    path = said.get("cgi_path")
    api = path.removeprefix(PREFIX) if isinstance(path, str) else ""
    if api == FORCED or api not in DAILY or path != PREFIX + api:
        raise Refusal(76021)
    return api
