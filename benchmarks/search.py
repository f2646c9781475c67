"""Looking for words that are common, rare and nowhere, in an inbox of many messages."""

from collections.abc import AsyncIterator
from random import Random
from time import perf_counter
from uuid import UUID

from benchmarks.figures import Figure, percentile
from benchmarks.ground import Ground
from benchmarks.rows import AT_ONCE, a_workspace
from domain import database
from domain.ids import new_id
from domain.paging import PageRequest
from domain.search.asking import Sought
from domain.search.entries import Entry, SearchKind, keep
from domain.search.reading import SearchFilter, search
from domain.sight import Sight
from domain.transaction import transaction

_WORDS = (
    *("请问", "今天", "明天", "几点", "关门", "可以", "退款", "发票", "订单", "快递", "什么", "时候", "到货", "谢谢"),
    *("门店", "地址", "优惠", "活动", "会员", "积分", "兑换", "客服", "在吗", "怎么", "使用", "尺寸", "颜色", "现货"),
    *("价格", "多少", "便宜", "收到", "质量", "问题", "换货", "电话", "联系", "有没有", "能不能", "你们"),
)
_RARE_EVERY = 30_000
_QUERIES = {
    "common": "退款",
    "a phrase": "门店地址",
    "rare": "琥珀",
    "absent": "麒麟",
    "common and rare": "订单 琥珀",
    "one character": "请",
}
_BAR = "<= 1000"


async def measure(ground: Ground, scale: float, rows: int) -> AsyncIterator[Figure]:
    """How long a first page takes, for words of every kind; and what it costs to write an entry."""
    async with ground.opened():
        workspace_id = (await a_workspace()).id
        seconds = await _write(workspace_id, rows)
        await database.rows("ANALYZE search_entry")  # PostgreSQL does so by itself, minutes later
        yield Figure(f"search entries written, {rows:,}", rows / seconds, "entries/s")
        for name, query in _QUERIES.items():
            waits = [await _wait(workspace_id, query) for _ in range(max(5, int(40 * scale)))]
            more = {"p50_ms": percentile(waits, 50), "found": float(await _found(workspace_id, query))}
            yield Figure(f"search, {name}, {rows:,} messages, p95", percentile(waits, 95), "ms", bar=_BAR, more=more)


async def _write(workspace_id: UUID, rows: int) -> float:
    random, account_id, talks = Random(7), new_id(), [new_id() for _ in range(1000)]
    began = perf_counter()
    for first in range(0, rows, AT_ONCE):
        texts = [_text(random, n) for n in range(first, min(first + AT_ONCE, rows))]
        async with transaction():
            await keep(
                [
                    Entry(new_id(), workspace_id, account_id, random.choice(talks), SearchKind.MESSAGE, text)
                    for text in texts
                ]
            )
    return perf_counter() - began


def _text(random: Random, number: int) -> str:
    words = "".join(random.choices(_WORDS, k=5)) + "，" + "".join(random.choices(_WORDS, k=3))
    # Only among the older ones: what is far away has to be found, too.
    return f"{words} {number}" + ("琥珀" if number % _RARE_EVERY == 1 else "")


async def _wait(workspace_id: UUID, query: str) -> float:
    began = perf_counter()
    await _found(workspace_id, query)
    return (perf_counter() - began) * 1000


async def _found(workspace_id: UUID, query: str) -> int:
    return len((await search(Sight(workspace_id), Sought.of(query), SearchFilter(), PageRequest())).items)
