import pytest

from domain.errors import BadInput
from domain.paging import Page, PageRequest, cursor_of

pytestmark = pytest.mark.plain


def request(**given) -> PageRequest:
    return PageRequest.of("inbox", **given)


def test_without_arguments_it_is_the_first_twenty():
    assert request() == PageRequest(size=20, backwards=False, place=None)


def test_a_talk_begins_at_its_newest_end():
    assert request(newest=True) == PageRequest(size=20, backwards=True)
    assert request(newest=True, first=5) == PageRequest(size=5, backwards=False)
    assert not request(newest=True, after=cursor_of("inbox", 1)).backwards


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"first": 1, "last": 1}, "not for both"),
        ({"after": "x", "before": "x"}, "not both"),
        ({"first": 1, "before": "x"}, "goes with"),
        ({"last": 1, "after": "x"}, "goes with"),
        ({"first": 0}, "1 to 100"),
        ({"first": 101}, "1 to 100"),
        ({"last": -1}, "1 to 100"),
        ({"after": "garbage"}, "no cursor of this list"),
        ({"after": ""}, "no cursor of this list"),
        ({"after": "\0"}, "no cursor of this list"),
        ({"after": "字"}, "no cursor of this list"),
        ({"after": cursor_of("messages", 1)}, "no cursor of this list"),
    ],
)
def test_what_makes_no_page_is_explained(given, says):
    with pytest.raises(BadInput, match=says):
        request(**given)


def test_a_page_knows_whether_there_is_more():
    assert Page.of([1, 2, 3], request(first=2)) == Page([1, 2], has_next=True, has_previous=False)
    assert Page.of([1, 2], request(first=2)) == Page([1, 2], has_next=False, has_previous=False)


def test_a_page_read_backwards_stands_in_list_order():
    assert Page.of([9, 8, 7], request(last=2)) == Page([8, 9], has_next=False, has_previous=True)
