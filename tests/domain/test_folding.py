"""Text made comparable, and where its letters came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.folding import fold, fold_with_places

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ　１２３！", "abc 123!"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("Straße", "strasse"),
        ("CAFE\u0301", "café"),
        ("a\u200b\u0301 ㄱㅏ", "á 가"),
        (" \u200b退\u200d款\ufeff\n", "退款"),
        ("❤\ufe0f", "❤"),
        ("", ""),
    ],
)
def test_width_case_and_what_nobody_sees_are_folded_away(text, folded):
    assert fold(text) == folded


def test_every_letter_knows_where_it_came_from():
    text = "x e\u0301 ㎏ ｶﾞ!"

    folded = fold_with_places(text)

    assert folded.text == "x é kg ガ!"
    assert [text[slice(*folded.place(n, n + 1))] for n in range(len(folded.text))] == [
        *("x", " ", "e\u0301", " "),
        *("㎏", "㎏", " ", "ｶﾞ", "!"),
    ]


@given(text=st.text(max_size=20))
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)


@given(text=st.text(min_size=1, max_size=20))
def test_places_are_in_the_text_and_in_order(text):
    folded = fold_with_places(text)

    places = [folded.place(n, n + 1) for n in range(len(folded.text))]

    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
