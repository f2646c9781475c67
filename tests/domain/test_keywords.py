"""Keyword rules: who answers, who is shadowed, and which words never will."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.auto_replies.conflicts import ConflictKind
from domain.auto_replies.keywords import Keywords
from domain.auto_replies.words import KeywordRule, Word, WordMatch, in_order
from domain.folding import fold, fold_with_places

pytestmark = pytest.mark.plain
EXACT, CONTAINS = WordMatch.EXACT, WordMatch.CONTAINS


def a_rule(number: int, *words: tuple[str, WordMatch], priority: int = 0, days: int | None = None) -> KeywordRule:
    made_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number if days is None else days)
    return KeywordRule(UUID(int=number), tuple(Word(*word) for word in words), priority, made_at)


def who_matches(rules: list[KeywordRule], text: str) -> list[int]:
    return [candidate.rule.id.int for candidate in Keywords.compile(rules).match(text)]


def told(rules: list[KeywordRule]) -> list[tuple[ConflictKind, str, int | None, str | None]]:
    return [
        (one.kind, one.word.text, one.by and one.by.id.int, one.by_word and one.by_word.text)
        for one in Keywords.compile(rules).conflicts
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [("退款", [1, 2]), (" 退款\n", [1, 2]), ("我要退款！", [2]), ("退 款", []), ("", []), (" ", [])],
)
def test_an_exact_word_is_all_of_a_message_and_a_contained_one_stands_anywhere(text, who):
    rules = [a_rule(1, ("退款", EXACT)), a_rule(2, ("退款", CONTAINS))]

    assert who_matches(rules, text) == who


@pytest.mark.parametrize("text", ["VIP１２", "ｖｉｐ12", "Vip12", "V\u200bip12"])
def test_width_case_and_what_nobody_sees_make_no_difference(text):
    assert who_matches([a_rule(1, ("ｖＩp12", EXACT))], text) == [1]


def test_a_higher_priority_is_ahead_and_among_equals_the_older_rule():
    rules = [
        a_rule(1, ("退", CONTAINS), days=3),
        a_rule(2, ("款", CONTAINS), days=1),
        a_rule(3, ("退款", CONTAINS), priority=5, days=9),
        a_rule(4, ("要", CONTAINS), days=1),
    ]

    candidates = Keywords.compile(rules).match("我要退款")

    assert [one.rule.id.int for one in candidates] == [3, 2, 4, 1]
    assert [one.shadowed_by for one in candidates] == [None, rules[2], rules[2], rules[2]]


def test_a_candidate_tells_which_of_its_words_matched_and_where():
    rule = a_rule(1, ("运费", CONTAINS), ("包邮", CONTAINS), ("kg", CONTAINS))

    (candidate,) = Keywords.compile([rule]).match("👨‍👩‍👧 5㎏ 包邮吗？运费多少，包邮？")

    text = "👨‍👩‍👧 5㎏ 包邮吗？运费多少，包邮？"
    assert [(hit.word.text, text[hit.start : hit.end]) for hit in candidate.hits] == [
        ("运费", "运费"),
        ("包邮", "包邮"),
        ("kg", "㎏"),
    ]
    assert candidate.hits[1].start == text.index("包邮")


def test_a_letter_with_its_marks_is_one():
    rule = a_rule(1, ("café", CONTAINS))

    (candidate,) = Keywords.compile([rule]).match("the CAFE\u0301!")

    assert (candidate.hits[0].start, candidate.hits[0].end) == (4, 9)
    assert who_matches([a_rule(1, ("cafe", CONTAINS))], "the CAFE\u0301!") == []


def test_the_same_word_twice_at_one_priority_is_a_duplicate():
    rules = [
        a_rule(1, ("退款", EXACT), ("换货", CONTAINS)),
        a_rule(2, ("退款 ", EXACT), ("发票", EXACT), ("发票", EXACT)),
        a_rule(3, ("退款", CONTAINS)),
    ]

    assert told(rules) == [
        (ConflictKind.DUPLICATE, "退款 ", 1, "退款"),
        (ConflictKind.DUPLICATE, "发票", 2, "发票"),
    ]


def test_a_word_that_others_always_win_over_is_shadowed():
    rules = [
        a_rule(1, ("退款", CONTAINS), ("你好", EXACT), priority=9),
        a_rule(2, ("怎么退款", CONTAINS), ("退款", EXACT), ("你好", CONTAINS), ("你好", EXACT)),
    ]

    assert told(rules) == [
        (ConflictKind.SHADOWED, "怎么退款", 1, "退款"),
        (ConflictKind.SHADOWED, "退款", 1, "退款"),
        (ConflictKind.SHADOWED, "你好", 1, "你好"),
    ]


def test_a_rule_does_not_shadow_itself_nor_what_is_ahead():
    rules = [a_rule(1, ("退款多久", CONTAINS), ("退款", CONTAINS)), a_rule(2, ("退", CONTAINS))]

    assert told(rules) == []


def test_a_word_of_which_nothing_is_left_is_told_and_matches_nothing():
    rules = [a_rule(1, (" \u200b", CONTAINS), ("", EXACT), ("好", EXACT))]

    assert [kind for kind, *_ in told(rules)] == [ConflictKind.EMPTY, ConflictKind.EMPTY]
    assert (who_matches(rules, ""), who_matches(rules, "好")) == ([], [1])


def test_no_rules_match_nothing():
    assert Keywords.compile([]).match("你好") == ()


letters = st.text(alphabet="\ud800aAａ退款 é\u0301\u200bｶﾞ㎏", max_size=4)
words = st.tuples(letters, st.sampled_from(WordMatch))
some_rules = st.lists(st.tuples(st.lists(words, max_size=3), st.integers(0, 1), st.integers(0, 2)), max_size=6).map(
    lambda drawn: [a_rule(n, *own, priority=priority, days=days) for n, (own, priority, days) in enumerate(drawn)]
)
texts = st.text(alphabet="\ud800aAａ退款 é\u0301\u200bｶﾞ㎏x", max_size=12)


@given(some_rules, texts)
def test_the_automaton_agrees_with_trying_every_word(rules, text):
    said = fold_with_places(text).text

    def stands(word: Word) -> bool:
        wanted = fold(word.text)
        return wanted != "" and (said.strip() == wanted if word.match is EXACT else wanted in said)

    tried = [(rule, [word for word in rule.words if stands(word)]) for rule in in_order(rules)]
    found = Keywords.compile(rules).match(text)

    assert [(one.rule, [hit.word for hit in one.hits]) for one in found] == [pair for pair in tried if pair[1]]
    assert [one.shadowed_by for one in found] == [None, *[one.rule for one in found[:1]] * (len(found) - 1)][
        : len(found)
    ]


@given(some_rules, texts)
def test_a_hit_folds_to_its_word(rules, text):
    for candidate in Keywords.compile(rules).match(text):
        for hit in candidate.hits:
            assert fold(hit.word.text) in fold(text[hit.start : hit.end])


@given(some_rules, texts)
def test_a_word_that_is_said_to_be_shadowed_never_answers(rules, text):
    keywords = Keywords.compile(rules)
    silent = {(one.rule.id, one.word) for one in keywords.conflicts if one.kind is ConflictKind.SHADOWED}

    for winner in keywords.match(text)[:1]:
        assert not {(winner.rule.id, hit.word) for hit in winner.hits} & silent
