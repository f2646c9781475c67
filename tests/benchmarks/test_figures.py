import json

import pytest

from benchmarks.figures import Figure, percentile

pytestmark = pytest.mark.plain


def test_a_figure_is_one_line_of_json_with_its_ratio():
    figure = Figure("callback in", 812.34, "requests/s", "WeRoBot", 640.1, ">= 1.2", {"p99_ms": 12.0})

    assert json.loads(figure.line("sqlite")) == {
        "what": "callback in",
        "database": "sqlite",
        "value": 812.3,
        "unit": "requests/s",
        "peer": "WeRoBot",
        "peer_value": 640.1,
        "ratio": 1.269,
        "bar": ">= 1.2",
        "is_met": True,
        "p99_ms": 12.0,
    }


@pytest.mark.parametrize(("value", "bar", "is_met"), [(250.0, "<= 250", True), (251.0, "<= 250", False)])
def test_without_a_peer_the_bar_binds_the_value(value, bar, is_met):
    assert Figure("p99", value, "ms", bar=bar).is_met is is_met


def test_without_a_bar_nothing_is_met_or_missed():
    assert "is_met" not in json.loads(Figure("page", 1.0, "ms").line("sqlite"))


def test_percentiles_of_a_hundred():
    hundred = [float(n) for n in range(100, 0, -1)]

    assert (percentile(hundred, 50), percentile(hundred, 99), percentile([7.0], 99)) == (51.0, 100.0, 7.0)
