import io
import logging
import sys

import pytest
import structlog

from domain import logs

pytestmark = pytest.mark.plain


@pytest.fixture(params=[True, False], ids=["production", "development"])
def written(request, monkeypatch):
    """What stands in the log, either way of writing it."""
    page = io.StringIO()
    monkeypatch.setattr(sys, "stderr", page)
    logs.configure(json=request.param)
    yield page.getvalue
    monkeypatch.undo()
    logs.configure(json=True)


def break_down(words: str) -> None:
    raise ValueError(words)


def test_an_exception_is_told_by_kind_and_place_and_not_by_its_words(written):
    try:
        break_down("canary of a fan's words")
    except ValueError:
        structlog.get_logger("domain.anything").exception("something broke")

    told = written()
    assert "ValueError" in told
    assert "break_down" in told
    assert "canary" not in told


def test_a_library_that_quotes_the_exception_is_not_quoted(written):
    try:
        break_down("canary")
    except ValueError as error:
        logging.getLogger("arq.worker").exception("job failed, %s: %s", type(error).__name__, error)

    told = written()
    assert "arq.worker reports an exception" in told
    assert "canary" not in told


def test_what_is_named_like_a_secret_is_not_written(written):
    structlog.get_logger("domain.anything").info("asked", access_token="canary", app_secret="canary", password="canary")
    logging.getLogger("anything").warning("GET /cgi-bin/x?access_token=canary&y=1")

    assert "canary" not in written()
