"""Which question of an FAQ a text asks, and why the bot says so."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bot.matching import MOST_SUGGESTED, FaqEntry, Matcher, Outcome, Thresholds

pytestmark = pytest.mark.plain

REFUND = FaqEntry(uuid4(), "怎么申请退款", ("我要退款怎么操作", "退款流程是什么"))
ARRIVAL = FaqEntry(uuid4(), "退款多久到账", ("退款几个工作日到",))
HOURS = FaqEntry(uuid4(), "你们的营业时间是几点到几点", ("几点开门", "晚上几点关门"), ("客服",))
WIFI = FaqEntry(uuid4(), "店里的WiFi密码是多少", ("有无线网吗",))
FAQ = Matcher.compile([REFUND, ARRIVAL, HOURS, WIFI])


@pytest.mark.parametrize(
    "text", ["退款流程是什么", "退款流程是什么？？", " 「退款流程是什么」。", "退款流程，是什么~😀"]
)
def test_the_same_words_answer_whatever_the_punctuation(text):
    decision = FAQ.decide(text)

    assert decision.outcome is Outcome.ANSWER
    assert (decision.entries[0].entry, decision.entries[0].score) == (REFUND, 1.0)


@pytest.mark.parametrize("text", ["ｗｉｆｉ密码", "WIFI密码多少", "wi-fi 密码是多少啊"])
def test_width_and_case_make_no_difference(text):
    decision = FAQ.decide(text)

    assert [one.entry for one in decision.entries] == [WIFI]
    assert decision.outcome is Outcome.ANSWER


@pytest.mark.parametrize(
    ("text", "meant"),
    [("请问几点开门呀", HOURS), ("咋申请退款", REFUND), ("退款多久到帐", ARRIVAL), ("晚上几点关们", HOURS)],
)
def test_courtesy_colloquial_words_and_typos_still_find_it(text, meant):
    decision = FAQ.decide(text)

    assert (decision.outcome, decision.entries[0].entry) == (Outcome.ANSWER, meant)


def test_a_decision_tells_which_question_matched_and_how():
    likeness = FAQ.decide("晚上几点关门啊").entries[0]

    assert likeness.matched == "晚上几点关门"
    assert 0.9 < likeness.score <= 1
    assert (likeness.likeness.shared, likeness.likeness.known, likeness.likeness.fuzzy) == pytest.approx((1, 1, 1))


def test_what_fits_two_entries_is_asked_back():
    decision = FAQ.decide("退款")

    assert decision.outcome is Outcome.SUGGEST
    assert {one.entry.id for one in decision.entries} == {REFUND.id, ARRIVAL.id}


def test_a_question_that_stands_in_two_entries_is_asked_back():
    twin = FaqEntry(uuid4(), "几点开门")

    decision = Matcher.compile([HOURS, twin]).decide("几点开门")

    assert decision.outcome is Outcome.SUGGEST
    assert [one.entry for one in decision.entries] == [HOURS, twin]


def test_the_same_words_answer_though_another_question_is_almost_the_same():
    others = [FaqEntry(uuid4(), f"会员卡{n}号怎么办理") for n in range(100)]

    decision = Matcher.compile(others).decide("会员卡57号怎么办理")

    assert (decision.outcome, decision.entries[0].entry) == (Outcome.ANSWER, others[57])


def test_at_most_five_are_suggested():
    branches = [FaqEntry(uuid4(), f"{city}门店在哪里") for city in "京沪津渝粤苏浙闽"]

    decision = Matcher.compile(branches).decide("门店在哪里")

    assert decision.outcome is Outcome.SUGGEST
    assert len(decision.entries) == MOST_SUGGESTED
    assert len(decision.others) == len(branches) - MOST_SUGGESTED


def test_a_negative_word_excludes_its_entry_and_is_named():
    decision = FAQ.decide("客服晚上几点关门")

    assert decision.outcome is Outcome.NOTHING
    assert [(one.entry, one.negative) for one in decision.excluded] == [(HOURS, "客服")]


def test_a_negative_word_excludes_even_the_same_words():
    entry = FaqEntry(uuid4(), "怎么退ＶＩＰ", (), ("vip",))

    decision = Matcher.compile([entry]).decide("怎么退vip")

    assert (decision.outcome, len(decision.excluded)) == (Outcome.NOTHING, 1)


@pytest.mark.parametrize("text", ["", " ", "？？？", "😀", "今天天气真好", "给我讲个笑话"])
def test_what_the_faq_does_not_know_is_left_alone(text):
    decision = FAQ.decide(text)

    assert (decision.outcome, decision.entries) == (Outcome.NOTHING, ())


def test_the_thresholds_decide_between_answering_asking_and_silence():
    text = "请问退款要几天"

    outcomes = [
        FAQ.decide(text, Thresholds(answer, suggest, lead=0)).outcome
        for answer, suggest in ((0.1, 0.1), (1.1, 0.1), (1.1, 1.1))
    ]

    assert outcomes == [Outcome.ANSWER, Outcome.SUGGEST, Outcome.NOTHING]


def test_an_empty_faq_and_empty_questions_say_nothing():
    empty = FaqEntry(uuid4(), "？", ("", " "), ("",))

    assert Matcher.compile([]).decide("几点开门").outcome is Outcome.NOTHING
    assert Matcher.compile([empty]).decide("？").outcome is Outcome.NOTHING


def test_a_page_of_text_is_looked_at_only_so_far():
    decision = FAQ.decide("几点开门" + "这件衣服的颜色很好看" * 5000)

    assert decision.outcome is Outcome.NOTHING


@given(text=st.text(max_size=80))
def test_whatever_is_said_the_decision_keeps_its_own_rules(text):
    limits = Thresholds()

    decision = FAQ.decide(text, limits)

    scores = [one.score for one in (*decision.entries, *decision.others)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1.000001 for score in scores)
    assert all(one.score >= limits.suggest for one in decision.entries)
    assert decision.outcome is not Outcome.ANSWER or decision.entries[0].score >= limits.answer
    assert (decision.outcome is Outcome.NOTHING) is (not decision.entries)
