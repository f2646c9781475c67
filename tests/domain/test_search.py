"""What is said can be found: Chinese in pairs, Latin in words, phrases as they stand, on both databases alike."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import database
from domain.clock import now
from domain.errors import BadInput
from domain.fans.naming import name, set_remark
from domain.ids import new_id
from domain.notes import actions as notes
from domain.notes.reading import note_to_change
from domain.paging import PageRequest
from domain.search import entries, filling, reading
from domain.search.asking import Sought
from domain.search.entries import Entry, SearchKind
from domain.search.reading import SearchFilter, search
from domain.search.tokens import tokens_of
from domain.sight import Sight
from domain.transaction import transaction
from tests.factories import a_fan, a_message, a_talk, a_viewer

CHINESE = "天气今明好不的一二二天\U00020000々あカ한"


def words(text: str) -> list[str]:
    return [token.text for token in tokens_of(text)]


async def found(workspace_id: UUID, query: str, **wanted: object) -> list[UUID]:
    page = await search(Sight(workspace_id), Sought.of(query), SearchFilter(**wanted), PageRequest())  # type: ignore[arg-type]
    return [row["id"] for row in page.items]


@pytest.mark.plain
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("今天天气", ["今天", "天天", "天气", "气"]),
        ("你好，世界", ["你好", "好", "世界", "界"]),
        ("iPhone 15手机", ["iphone", "15", "手机", "机"]),
        ("ＡＢＣ ｶﾞｲﾄﾞ", ["abc", "ガイ", "イド", "ド"]),
        ("好👍🏽 ❤️", ["好"]),
        ("👨‍👩‍👧 1️⃣", ["1"]),
        ("Straße Café Cafe\u0301", ["strasse", "café", "café"]),
        ("a" * 100, ["a" * 64]),
        ("葛\U000e0100城", ["葛城", "城"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_pairs_and_words(text: str, tokens: list[str]):
    assert words(text) == tokens


@pytest.mark.plain
@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("天气", "👍今天天气好", [(4, 2)]),
        ("天气 HELLO", "Hello 天气", [(0, 5), (6, 2)]),
        ("今天天气", "今天天气今天天气", [(0, 8)]),
        ("气", "天气，气温", [(1, 1), (3, 1)]),
        ("天天", "天天天", [(0, 3)]),
        ('"big sale"', "big, big sale", [(5, 8)]),
        ("\U00020000好", "\U00020000好", [(0, 3)]),
        ("天气", "天 气", []),
    ],
)
def test_highlights_are_counted_as_javascript_counts(query: str, text: str, places: list[tuple[int, int]]):
    assert Sought.of(query).highlights(text) == places


@pytest.mark.plain
@pytest.mark.parametrize("query", ["", "  ", "👍", "“”", "?!", "\0", "x" * 101, " ".join("abcdefghijklmnopqrstu")])
def test_a_query_without_words_or_with_too_many_is_refused(query: str):
    with pytest.raises(BadInput):
        Sought.of(query)


@pytest.mark.plain
@given(st.text(max_size=100))
def test_any_text_can_be_cut_and_asked_for(text: str):
    for token in tokens_of(text):
        assert 0 <= token.start < token.first_end <= token.end <= len(text)
    try:
        sought = Sought.of(text)
    except BadInput:
        return
    assert all(length > 0 for _, length in sought.highlights(text))


@pytest.mark.plain
@given(st.text(alphabet=CHINESE + "，a ", max_size=30), st.text(alphabet=CHINESE, min_size=1, max_size=4))
def test_highlights_are_where_the_characters_are(text: str, query: str):
    assert bool(Sought.of(query).highlights(text)) == (query in text)


async def test_whatever_stands_in_a_text_is_found_and_nothing_else():
    """Every run of one to four characters of every text, on the real database."""
    workspace_id, account_id = new_id(), new_id()
    texts = [
        "今天天气好",
        "明天天气不好，今天好",
        "天 气",
        "二二天々",
        "\U00020000天気",
        "カあカ한한",
        "天a气",
        "好👍天",
    ]
    texts += ["今天" * 5, "不今明" * 4]
    entry = lambda text: Entry(new_id(), workspace_id, account_id, None, SearchKind.FAN, text)  # noqa: E731
    written = [entry(text) for text in texts]
    async with transaction():
        await entries.keep(written)
    queries = {text[n : n + size] for text in texts for n in range(len(text)) for size in (1, 2, 3, 4)}
    queries |= {"天二", "气天", "今天气", "好今", "한カ", "天天天", "气好明"}

    for query in sorted(query for query in queries if all(letter in CHINESE for letter in query)):
        expected = {one.id for one in written if query in one.text}
        assert set(await found(workspace_id, query)) == expected, query


async def test_several_words_must_all_be_there_and_quoted_ones_together():
    talk = await a_talk(text="Big SALE on Monday, 订单 A1234")
    other = await a_message(talk, "sale, big one: 订单号")
    (first,) = await found(talk.workspace_id, "monday")

    assert await found(talk.workspace_id, "big sale") == [other.id, first]
    assert await found(talk.workspace_id, '"big sale"') == [first]
    assert await found(talk.workspace_id, "订单 a1234") == [first]
    assert await found(talk.workspace_id, "a123") == []


async def test_only_the_own_workspace_the_asked_accounts_kinds_and_talk_are_searched():
    talk, foreign = await a_talk(text="共同的话"), await a_talk(text="共同的话")
    (own,) = await found(talk.workspace_id, "共同")

    assert await found(foreign.workspace_id, "共同") != [own]
    assert await found(talk.workspace_id, "共同", account_ids=[talk.account_id]) == [own]
    assert await found(talk.workspace_id, "共同", account_ids=[]) == []
    assert await found(talk.workspace_id, "共同", kinds=[SearchKind.NOTE]) == []
    assert await found(talk.workspace_id, "共同", conversation_ids=[talk.id]) == [own]
    assert await found(talk.workspace_id, "共同", conversation_ids=[None]) == []
    assert await found(talk.workspace_id, "共同", conversation_ids=[foreign.id]) == []


async def test_a_fan_is_found_by_the_names_they_have_now():
    fan = await a_fan()
    home = (fan.workspace_id, fan.account_id)

    await set_remark(*home, fan.id, "王小明", now())
    await name(*home, fan.openid, "Sunny", "", now())
    assert await found(fan.workspace_id, "小明 sunny") == [fan.id]

    await set_remark(*home, fan.id, "", now())
    assert await found(fan.workspace_id, "小明") == []
    assert await found(fan.workspace_id, "sunny") == [fan.id]


async def test_a_note_is_found_by_its_words_until_it_is_deleted():
    viewer, talk = await a_viewer(), await a_talk()
    id = await notes.create_note(talk, viewer.agent_id, "要发票", [], now())
    note = await note_to_change(Sight(talk.workspace_id), id)
    assert note is not None
    assert await found(talk.workspace_id, "发票") == [id]

    author = viewer.actor
    await notes.edit_note(note, author, "要收据", None, now())
    assert await found(talk.workspace_id, "发票") == []
    assert await found(talk.workspace_id, "收据") == [id]

    await notes.delete_note(note, author, now())
    assert await found(talk.workspace_id, "收据") == []


async def test_a_message_that_is_not_kept_is_not_found():
    talk = await a_talk()
    entry = Entry(new_id(), talk.workspace_id, talk.account_id, talk.id, SearchKind.NOTE, "幻影")

    async def rolled_back() -> None:
        async with transaction():
            await entries.keep([entry])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await rolled_back()

    assert await found(talk.workspace_id, "幻影") == []


@pytest.mark.parametrize("near", [0, 3, 20_000])
async def test_pages_join_without_gaps_both_ways_however_far_the_walk_goes(near: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "NEAR", near)
    talk = await a_talk(text="第一句话")
    ids = [(await a_message(talk, f"每句话 {n}" if n % 2 else "别的")).id for n in range(10)]
    newest_first = [*[id for n, id in enumerate(ids) if n % 2][::-1], *await found(talk.workspace_id, "第一")]

    for backwards in (False, True):
        expected = newest_first[::-1] if backwards else newest_first
        seen: list[UUID] = []
        more = True
        while more:
            place = (seen[-1].hex,) if seen else None
            request = PageRequest(2, backwards, place)
            page = await search(Sight(talk.workspace_id), Sought.of("句话"), SearchFilter(), request)
            seen += [row["id"] for row in (page.items[::-1] if backwards else page.items)]
            more = page.has_previous if backwards else page.has_next
        assert seen == expected


async def test_a_cursor_of_something_else_is_refused():
    talk = await a_talk()

    with pytest.raises(BadInput):
        await search(Sight(talk.workspace_id), Sought.of("a"), SearchFilter(), PageRequest(2, False, ("x",)))


async def test_an_entry_is_written_again_only_where_its_words_changed():
    entry = Entry(new_id(), new_id(), new_id(), None, SearchKind.FAN, "王小明")
    async with transaction():
        await entries.keep([entry])
        await entries.keep([entry])

    counted = await database.rows("SELECT COUNT(*) AS n FROM search_entry WHERE workspace_id = $1", entry.workspace_id)
    assert counted[0]["n"] == 1


async def test_rows_from_before_are_made_to_be_found_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(filling, "AT_ONCE", 2)
    viewer, fan = await a_viewer(), await a_fan(remark="旧客户")
    talk = await a_talk(fan=fan, text="旧消息")
    for n in range(3):
        await a_message(talk, f"旧话 {n}")
    note = await notes.create_note(talk, viewer.agent_id, "旧备注", [], now())
    await database.rows("DELETE FROM search_entry WHERE workspace_id = $1", talk.workspace_id)

    assert sum([rows async for rows in filling.fill()]) == 6
    assert [rows async for rows in filling.fill()] == []
    assert len(await found(talk.workspace_id, "旧")) == 6
    assert await found(talk.workspace_id, "备注") == [note]
    assert await found(talk.workspace_id, "客户") == [fan.id]
