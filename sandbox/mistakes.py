"""The one way the box says no to whoever drives it (WeChat's own refusals are in `cgi_bin/refusals.py`)."""


class Mistake(ValueError):
    """What was asked for cannot be done. The text says what was wrong and what would be right."""

    status = 400


class Missing(Mistake):
    """What was named is not there."""

    status = 404


class TooLong(Mistake):
    """What was waited for did not happen in time."""

    status = 408
