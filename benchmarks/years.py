"""Years of a busy company, written by PostgreSQL itself: conversations of five messages, and all that hangs on them."""

import re
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg

from domain.search.tokens import tokens_of

EACH = 5  # messages of a conversation
LIVE = 1_000  # conversations that are open; all older ones are closed
AGENTS, ACCOUNTS, TAGS = 20, 4, 20
COMMON, RARE, ABSENT = "退款", "琥珀", "麒麟"

_TEXTS, _RARE_EVERY = 5_000, 30_011
_WORDS = (
    *("请问", "今天", "明天", "几点", "关门", "可以", COMMON, "发票", "订单", "快递", "什么", "时候", "到货", "谢谢"),
    *("门店", "地址", "优惠", "活动", "会员", "积分", "兑换", "客服", "在吗", "怎么", "使用", "尺寸", "颜色", "现货"),
    *("价格", "多少", "便宜", "收到", "质量", "问题", "换货", "电话", "联系", "有没有", "能不能", "你们"),
)

# A message a second. {first}, {size} and {until} are of the years that are written, in conversations: in every round
# each of them gets its next message, so that a conversation lies scattered over the table, as it does in life.
_IDS = """
CREATE SCHEMA bench;
CREATE FUNCTION bench.id7(at timestamptz, kind int, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql RETURN
  (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8'
   || lpad(to_hex(n), 15, '0'))::uuid;
CREATE TABLE bench.text (n int PRIMARY KEY, text text, tokens tsvector);
CREATE TABLE bench.people (n int PRIMARY KEY, agent_id uuid);
CREATE TABLE bench.places (n int PRIMARY KEY, account_id uuid);
CREATE TABLE bench.tags (n int PRIMARY KEY, tag_id uuid);
"""
_TALKS = """
CREATE TEMP TABLE talk AS SELECT c, bench.id7(began, 1, c) AS fan_id, bench.id7(began, 2, c) AS id, began, moved,
  bench.id7(moved, 3, newest) AS newest_id, c >= {until} - {live} AS is_live, p.agent_id, a.account_id, g.tag_id,
  CASE WHEN c >= {until} - {live} THEN {now} - ({until} - c) * interval '1 minute' ELSE moved END AS seen
FROM (SELECT c, {start} + ({first} * {each} + c - {first}) * interval '1 second' AS began,
        {first} * {each} + ({each} - 1) * {size} + c - {first} AS newest,
        {start} + ({first} * {each} + ({each} - 1) * {size} + c - {first}) * interval '1 second' AS moved
      FROM generate_series({first}::bigint, {until} - 1) c) t
JOIN bench.people p ON p.n = c % {agents} JOIN bench.places a ON a.n = c % {accounts}
JOIN bench.tags g ON g.n = c % {tags};
"""
_ROWS = (
    # What was live is over.
    "UPDATE interaction_window w SET opened_at = c.last_message_at FROM conversation c"
    " WHERE c.fan_id = w.fan_id AND c.status = 'OPEN'",
    "UPDATE fan f SET last_seen_at = c.last_message_at FROM conversation c WHERE c.fan_id = f.id AND c.status = 'OPEN'",
    "UPDATE conversation SET status = 'CLOSED', closed_at = last_message_at, queued_at = NULL, waiting_since_at = NULL,"
    " unread_count = 0 WHERE status = 'OPEN'",
    "INSERT INTO fan (id, workspace_id, account_id, openid, unionid, remark, is_following, followed_at, follow_count,"
    " first_followed_at, scene, last_seen_at, created_at)"
    " SELECT fan_id, {workspace}, account_id, 'oYEARS' || lpad(c::text, 22, '0'), 'u' || c / 2,"
    " CASE WHEN c % 3 = 0 THEN '顾客 ' || c END, TRUE, began, 1, began, '', seen, began FROM talk",
    "INSERT INTO conversation (id, workspace_id, account_id, fan_id, status, message_seq, read_seq, unread_count,"
    " last_message_id, last_message_at, waiting_since_at, closed_at, assignee_id, assigned_at, queued_at, created_at)"
    " SELECT id, {workspace}, account_id, fan_id, CASE WHEN is_live THEN 'OPEN' ELSE 'CLOSED' END, {each}, {each} - 1,"
    " CASE WHEN is_live AND c % 2 = 0 THEN 1 ELSE 0 END, newest_id, moved, CASE WHEN is_live THEN moved END,"
    " CASE WHEN NOT is_live THEN moved END, CASE WHEN NOT is_live OR c % 7 > 0 THEN agent_id END, began,"
    " CASE WHEN is_live AND c % 7 = 0 THEN moved END, began FROM talk",
    "INSERT INTO interaction_window (id, fan_id, cause, opened_at, used)"
    " SELECT bench.id7(began, 4, c), fan_id, 'MESSAGE', seen, 2 FROM talk",
    "INSERT INTO timeline_entry (id, workspace_id, account_id, fan_id, kind, data, happened_at, created_at)"
    " SELECT bench.id7(began, 5 + k, c), {workspace}, account_id, fan_id, 'MENU_CLICKED', '{{\"key\": \"K\"}}', began,"
    " began FROM talk, generate_series(0, 1) k",
    "INSERT INTO fan_tag (id, fan_id, tag_id, place) SELECT bench.id7(began, 7, c), fan_id, tag_id, 0 FROM talk",
    "INSERT INTO assignment (id, workspace_id, account_id, conversation_id, agent_id, reason, created_at)"
    " SELECT bench.id7(began, 8, c), {workspace}, account_id, id, agent_id, 'TAKEN', began FROM talk",
    "INSERT INTO search_entry (id, workspace_id, account_id, kind, tokens)"
    " SELECT fan_id, {workspace}, account_id, 'FAN', ('''顾客'':1 ''客'':2 ''' || c || ''':3')::tsvector"
    " FROM talk WHERE c % 3 = 0",
    "CREATE TEMP TABLE said AS SELECT bench.id7(at, 3, m) AS id, m, round, at, talk.id AS talk_id, account_id, agent_id"
    " FROM (SELECT m, (m - {first} * {each}) / {size} AS round, {first} + (m - {first} * {each}) % {size} AS c,"
    " {start} + m * interval '1 second' AS at FROM generate_series({first}::bigint * {each}, {until} * {each} - 1) m) s"
    " JOIN talk USING (c)",
    "INSERT INTO message (id, workspace_id, conversation_id, seq, direction, kind, wechat_kind, text, status, agent_id,"
    " said_at, created_at) SELECT id, {workspace}, talk_id, round + 1,"
    " CASE WHEN round % 2 = 0 THEN 'IN' ELSE 'OUT' END, 'TEXT', 'text', t.text || {rarely_text},"
    " CASE WHEN round % 2 = 0 THEN 'RECEIVED' ELSE 'SENT' END,"
    " CASE WHEN round % 2 = 1 THEN agent_id END, at, at FROM said JOIN bench.text t ON t.n = m * 7919 % {texts}"
    " ORDER BY m",
    "INSERT INTO search_entry (id, workspace_id, account_id, conversation_id, kind, tokens)"
    " SELECT id, {workspace}, account_id, talk_id, 'MESSAGE', t.tokens || {rarely_tokens}"
    " FROM said JOIN bench.text t ON t.n = m * 7919 % {texts} ORDER BY m",
    "DROP TABLE talk, said",
)
_RARELY = f"CASE WHEN m % {_RARE_EVERY} = 1 THEN"


@dataclass(frozen=True)
class Company:
    """Whose years they are: the workspace, its agents, accounts and tags, each in one order."""

    workspace_id: UUID
    agent_ids: list[UUID]
    account_ids: list[UUID]
    tag_ids: list[UUID]


class Years:
    """Conversations from the past until now, more of them each time. `most` says when the past begins."""

    def __init__(self, connection: asyncpg.Connection, company: Company, now: datetime, most: int) -> None:
        self._connection, self._company, self._written = connection, company, 0
        self._now, self._most = now, most

    @classmethod
    async def of(cls, url: str, company: Company, now: datetime, most: int) -> "Years":
        """Of this company in this database, nothing written yet."""
        parts = urlsplit(url.replace("asyncpg://", "postgres://", 1))
        connection = await asyncpg.connect(parts.geturl())
        await connection.execute("SET jit = off; SET synchronous_commit = off; SET work_mem = '256MB'")
        await connection.execute("SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2")
        years = cls(connection, company, now, most)
        await years._prepare()
        return years

    async def grow(self, until: int) -> None:
        """So many conversations in all. Those before stay, and are over."""
        words = self._words(until)
        index = await self._connection.fetchval(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'search_entry_tokens'"
        )
        # What is right by its making need not be checked, and an index is made faster than it grows.
        await self._connection.execute("SET session_replication_role = replica; DROP INDEX search_entry_tokens")
        for statement in (_TALKS, *_ROWS):
            await self._connection.execute(_filled(statement, words))
        await self._connection.execute(f"SET session_replication_role = DEFAULT; {index}")
        # PostgreSQL does so by itself, minutes later.
        await self._connection.execute("VACUUM ANALYZE")
        await self._connection.execute("CHECKPOINT")
        self._written = until

    async def some_talks(self, how_many: int) -> list[tuple[UUID, UUID]]:
        """Conversations from all years, each with its fan."""
        step = max(1, self._written // how_many)
        numbers = [f"oYEARS{c:022d}" for c in range(step // 2, self._written, step)]
        sql = "SELECT c.id, f.id AS fan FROM fan f JOIN conversation c ON c.fan_id = f.id WHERE f.openid = ANY($1)"
        return [(row["id"], row["fan"]) for row in await self._connection.fetch(sql, numbers)]

    async def size(self) -> int:
        """How large the database is, in bytes."""
        return int(await self._connection.fetchval("SELECT pg_database_size(current_database())"))

    async def close(self) -> None:
        """Let the database go."""
        await self._connection.close()

    async def _prepare(self) -> None:
        await self._connection.execute(_IDS)
        random = Random(7)
        texts = [(n, text, _tokens(text)) for n in range(_TEXTS) if (text := _text(random))]
        await self._connection.executemany("INSERT INTO bench.text VALUES ($1, $2, $3::text::tsvector)", texts)
        lists = {
            "people": self._company.agent_ids,
            "places": self._company.account_ids,
            "tags": self._company.tag_ids,
        }
        for name, ids in lists.items():
            await self._connection.executemany(f"INSERT INTO bench.{name} VALUES ($1, $2)", list(enumerate(ids)))
        await self._connection.execute("ANALYZE bench.text")

    def _words(self, until: int) -> dict[str, Any]:
        now = f"timestamptz '{self._now.isoformat()}'"
        return {
            "first": self._written,
            "until": until,
            "size": until - self._written,
            "each": EACH,
            "live": LIVE,
            "agents": AGENTS,
            "accounts": ACCOUNTS,
            "tags": TAGS,
            "texts": _TEXTS,
            "now": now,
            "start": f"({now} - {self._most * EACH + 1} * interval '1 second')",
            "workspace": f"uuid '{self._company.workspace_id}'",
            "rarely_text": f"{_RARELY} '{RARE}' ELSE '' END",
            "rarely_tokens": f"{_RARELY} '''{RARE}'':90 ''{RARE[1]}'':91' ELSE '' END::tsvector",
        }


def _filled(statement: str, words: dict[str, Any]) -> str:
    named = re.sub(r"\{(\w+)\}", lambda found: str(words[found[1]]), statement)
    return named.replace("{{", "{").replace("}}", "}")


def _text(random: Random) -> str:
    return "".join(random.choices(_WORDS, k=5)) + "，" + "".join(random.choices(_WORDS, k=3))


def _tokens(text: str) -> str:
    return " ".join(f"'{token.text}':{place}" for place, token in enumerate(tokens_of(text), start=1))
