"""Does the connection work? The manual's test, step by step, from what was seen with our own eyes."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import wechat
from domain import database
from domain.accounts import evidence
from domain.accounts.capabilities import Feature, capability
from domain.accounts.models import AccountEvidence, ConnectedBy, OfficialAccount
from domain.connections.sentences import MISFITS, Sentence
from wechat import Misfit

PATIENCE = 8.0  # seconds for a live question


class StepName(StrEnum):
    """What has to be right, in the order in which to put it right."""

    CREDENTIALS = "CREDENTIALS"
    CALLBACK_ADDRESS = "CALLBACK_ADDRESS"
    PUSH = "PUSH"
    SIGNATURE = "SIGNATURE"
    TEST_MESSAGE = "TEST_MESSAGE"
    CUSTOMER_MESSAGES = "CUSTOMER_MESSAGES"


class StepStatus(StrEnum):
    """OK, FAILED, WAITING for something to happen, or SKIPPED because it does not apply."""

    OK = "OK"
    WAITING = "WAITING"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"


@dataclass(frozen=True)
class Step:
    """One step: how it stands, since when, and what to do."""

    name: StepName
    status: StepStatus
    sentence: Sentence
    at: datetime | None = None


async def connection_test(account_id: UUID, now: datetime) -> list[Step]:
    """Every step as it stands. Asks WeChat for a token at most once a minute."""
    account = await OfficialAccount.get(id=account_id)
    if not account.is_connected:
        gone = Sentence("The account is disconnected. Connect it again first.", "公众号已断开,请先重新接入。")
        return [Step(name, StepStatus.SKIPPED, gone) for name in StepName]
    await _ask_for_token(account, now)
    seen = await evidence.of(account.id)
    since = account.connected_at or account.created_at
    return [
        await _credentials(account.id),
        _address(account, seen),
        _push(seen),
        _signature(seen),
        await _test_message(account.id, since),
        _customer_messages(account),
    ]


async def _ask_for_token(account: OfficialAccount, now: datetime) -> None:
    if not await evidence.may_ask_for_token(account.id, now):
        return
    refusal: wechat.WeChatError | None = None
    try:
        async with asyncio.timeout(PATIENCE):
            await account.wechat().ready()
    except wechat.WeChatError as error:
        refusal = error
    except TimeoutError:
        refusal = wechat.TryLater("WeChat gave no access token in time.", "微信未在规定时间内返回 access_token。")
    await evidence.note_token(account.id, refusal, now)


async def _credentials(account_id: UUID) -> Step:
    answer = await evidence.token_answer(account_id)
    if answer.sentence:
        # Without a code WeChat said nothing: it may be fine.
        status = StepStatus.FAILED if answer.code is not None else StepStatus.WAITING
        return Step(StepName.CREDENTIALS, status, Sentence(answer.sentence, answer.sentence_zh), answer.at)
    fine = Sentence("WeChat gives access tokens for this account.", "微信已接受凭证,可正常获取 access_token。")
    return Step(StepName.CREDENTIALS, StepStatus.OK, fine, answer.at)


def _address(account: OfficialAccount, seen: AccountEvidence) -> Step:
    name = StepName.CALLBACK_ADDRESS
    if account.connected_by is ConnectedBy.SCAN:
        ours = Sentence("The platform's address serves: there is none to enter.", "使用第三方平台的地址,无需单独配置。")
        return Step(name, StepStatus.SKIPPED, ours)
    if seen.url_checked_at or seen.pushed_at:
        fine = Sentence("WeChat has reached the callback address.", "微信已成功访问服务器地址。")
        return Step(name, StepStatus.OK, fine, seen.url_checked_at or seen.pushed_at)
    missing = Sentence(
        "WeChat has not checked the address yet: enter `callbackUrl`, Token and EncodingAESKey under 服务器配置.",
        "微信尚未校验服务器地址:请在「服务器配置」中填写 URL、Token 和 EncodingAESKey 并提交。",
    )
    return Step(name, StepStatus.WAITING, missing)


def _push(seen: AccountEvidence) -> Step:
    at = _latest(seen.pushed_at, seen.push_refused_at)
    if at:
        return Step(StepName.PUSH, StepStatus.OK, Sentence("WeChat pushes to this server.", "已收到微信推送。"), at)
    missing = Sentence(
        "Nothing was pushed yet: enable 服务器配置 in the console, follow the account and write to it.",
        "尚未收到推送:请确认「服务器配置」已启用,然后关注公众号并发送一条消息。",
    )
    return Step(StepName.PUSH, StepStatus.WAITING, missing)


def _signature(seen: AccountEvidence) -> Step:
    refused, good = seen.push_refused_at, seen.pushed_at
    if refused and (good is None or refused > good):
        sentence = MISFITS[Misfit(seen.push_refusal)]
        return Step(StepName.SIGNATURE, StepStatus.FAILED, sentence, refused)
    if good:
        fine = Sentence("Token, EncodingAESKey and mode fit.", "Token、EncodingAESKey 与加解密方式均匹配。")
        return Step(StepName.SIGNATURE, StepStatus.OK, fine, good)
    return Step(
        StepName.SIGNATURE, StepStatus.WAITING, Sentence("It shows with the first push.", "收到首条推送后即可判断。")
    )


async def _test_message(account_id: UUID, since: datetime) -> Step:
    sql = (
        "SELECT m.created_at FROM conversation c JOIN message m ON m.conversation_id = c.id WHERE c.account_id = $1"
        " AND c.last_message_at >= $2 AND m.created_at >= $2 AND m.direction = 'IN' AND m.kind <> 'EVENT' LIMIT 1"
    )
    found = await database.rows(sql, account_id, since)
    if found:
        heard = Sentence("A fan's message has arrived.", "已收到粉丝消息,对接成功。")
        return Step(StepName.TEST_MESSAGE, StepStatus.OK, heard, found[0]["created_at"])
    missing = Sentence(
        "Follow the account with any WeChat and send it a test message: it should arrive here.",
        "请用任意微信关注该公众号并发送一条测试消息,工作台收到即代表对接成功。",
    )
    return Step(StepName.TEST_MESSAGE, StepStatus.WAITING, missing)


def _customer_messages(account: OfficialAccount) -> Step:
    able = capability(Feature.CUSTOMER_MESSAGES, account.kind, account.is_verified, account.granted)
    if able.is_available:
        fine = Sentence("WeChat lets agents answer fans.", "可以正常回复粉丝消息。")
        return Step(StepName.CUSTOMER_MESSAGES, StepStatus.OK, fine)
    return Step(StepName.CUSTOMER_MESSAGES, StepStatus.FAILED, Sentence(able.reason, able.reason_zh))


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)
