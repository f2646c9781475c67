"""How mass jobs and template messages end, some time after they were sent: what phones get, what the account hears."""

import json
import re
from typing import Any

from sandbox.accounts import Account, Kind
from sandbox.agenda import Due
from sandbox.fans import Author, Shown, Via
from sandbox.masses import MassJob, MassState
from sandbox.world import World

MAGIC = re.compile(r"err\((?:10001|20001|20002|20004|20006|20008|20013|21000|22000|3000[123]|4000[12])\)|send fail")
REPRINT = "err(30003)"


def end_template_message(world: World, due: Due) -> None:
    """Tell the account what became of a template message."""
    account = world.accounts.get(due.app_id)
    openid, msgid, status = json.loads(due.about)
    if account:
        fields = {"Event": "TEMPLATESENDJOBFINISH", "MsgID": msgid, "Status": status}
        world.push_event(account, openid, fields, at=due.at)


def end_mass_job(world: World, due: Due) -> None:
    """Show a mass message on the phones of those who still follow, or on none, and tell the account."""
    account = world.accounts.get(due.app_id)
    job = account.masses.jobs.get(int(due.about)) if account else None
    if account is None or job is None:
        return
    job.status = _verdict(account, job)
    is_good = job.status == "send success"
    job.state = MassState.SEND_SUCCESS if is_good else MassState.SEND_FAIL
    sent = _show(world, account, job) if is_good else 0
    passed = len(job.passed) if is_good else 0
    job.counts = {
        "TotalCount": len(job.chosen),
        "FilterCount": passed,
        "SentCount": sent,
        "ErrorCount": passed - sent,
    }
    _tell(world, account, job, due.at)
    if is_good and job.draft:
        account.drafts.kept.pop(job.draft, None)


def _verdict(account: Account, job: MassJob) -> str:
    draft = account.drafts.kept.get(job.draft or "")
    said = f"{job.text} {draft.said}" if draft else job.text
    found = MAGIC.search(said)
    job.is_reprint = found is not None and found[0] == REPRINT
    if found is None or (job.is_reprint and job.ignores_reprint):
        return "send success"
    return found[0]


def _show(world: World, account: Account, job: MassJob) -> int:
    reached = [fan for openid in job.passed if (fan := account.fans.get(openid)) and fan.is_following]
    for fan in reached:
        world.show(fan, Author.ACCOUNT, Shown(job.shown), job.text, Via.MASS, details=dict(job.details))
        if account.kind is Kind.SERVICE:
            account.masses.count_for(fan.openid, world.now())
    return len(reached)


def _tell(world: World, account: Account, job: MassJob, at: float) -> None:
    # The event comes from a system account, not from a fan.
    sender = "o" + world.dice.text(f"mass sender/{account.app_id}", 27)
    fields = {"Event": "MASSSENDJOBFINISH", "MsgID": job.msg_id, "Status": job.status, **job.counts}
    world.push_event(account, sender, fields | (_articles(job) if job.msgtype == "mpnews" else {}), at=at)


def _articles(job: MassJob) -> dict[str, Any]:
    state = 1 if not job.is_reprint else 2 if job.ignores_reprint else 3
    numbered = list(enumerate(job.details["articles"], 1))
    checks = [_copyright(number, is_reprint=job.is_reprint) for number, _ in numbered]
    urls = [{"ArticleIdx": number, "ArticleUrl": article["url"]} for number, article in numbered]
    return {
        "CopyrightCheckResult": {"Count": len(checks), "ResultList": {"item": checks}, "CheckState": state},
        "ArticleUrlResult": {"Count": len(urls), "ResultList": {"item": urls}},
    }


def _copyright(number: int, *, is_reprint: bool) -> dict[str, Any]:
    return {
        "ArticleIdx": number,
        "UserDeclareState": 0,
        "AuditState": 2 if is_reprint else 1,
        "OriginalArticleUrl": "http://mp.weixin.qq.com/s/original" if is_reprint else "",
        "OriginalArticleType": 1,
        "CanReprint": 1 if is_reprint else 0,
        "NeedReplaceContent": 1 if is_reprint else 0,
        "NeedShowReprintSource": 1 if is_reprint else 0,
    }
