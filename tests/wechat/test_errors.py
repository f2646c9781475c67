import re
from datetime import UTC, datetime, timedelta

import pytest

from wechat.codes import Act, known_codes, verdict_on
from wechat.errors import Refused, TryLater, error_for

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)  # 20:00 in Beijing


def codes(*spans: int | tuple[int, int]) -> list[int]:
    return [code for span in spans for code in (range(span[0], span[1] + 1) if isinstance(span, tuple) else [span])]


# The table of the platform's documentation, as it stands there.
CLASSES = {
    Act.RETRY: codes(-1, 43108, 45011, 45066, 61503, 9500002),
    Act.REFRESH_TOKEN: codes(40001, 40014, 42001, 42006),
    Act.WAIT: codes(43100, 43117, 45009, 45028, 45047, 48006, 53501),
    Act.FAN_STATE: codes(40003, 40226, 43004, 43005, 43019, 43101, 45015, 48002, 50005),
    Act.ALREADY_DONE: codes(40241, 45065, 45080, 45081),
    Act.FIX_REQUEST: codes(
        *(
            40002,
            (40004, 40012),
            (40015, 40028),
            40029,
            40030,
            40031,
            40032,
            40033,
            40035,
            40038,
            40039,
            40048,
            40054,
            40055,
            40119,
            40120,
            40137,
        ),
        *(40201, 40202, 40203, 41030, 45110),
        *(40050, 40051, 40052, 40053, 40059, 40066, 40097, 40101, 40130, 40163, 40165, (41001, 41009), 41018),
        *(
            42002,
            42003,
            42007,
            43001,
            43002,
            43003,
            (44001, 44005),
            (45001, 45008),
            45010,
            (45056, 45059),
            45067,
        ),
        *(45072, 45082, 45083, 45084, 45086, 45157, 45158, 45159, 45166, 45168, (46001, 46004), 47001, 47003),
        *(48005, 49003, (53404, 53406), 53502, (53503, 53505), 53600, (61450, 61457), 61500, 61501),
        *((65301, 65320), (65400, 65417), 76003, 76021, 76022, 87009, 87014, (200011, 200021)),
    ),
    Act.ASK_A_HUMAN: codes(
        *(40013, 40036, 40037, 40125, 40164, 40200, 40243, 43106, 43107, 43116, 45026, 45027, 45029, 45034, 45064),
        *(45087, 48001, 48003, 48004, 48008, (50001, 50004), 50007, 53500, (61000, 61024), 61028),
        *((89501, 89507),),
    ),
}
ALL = [(code, act) for act, codes in CLASSES.items() for code in codes]


def test_the_table_holds_these_codes_and_no_others():
    assert known_codes() == {code for code, _ in ALL}


@pytest.mark.parametrize("act", Act)
def test_every_code_has_its_act_and_two_sentences(act: Act):
    for code in CLASSES[act]:
        found, sentence, sentence_zh = verdict_on(code)

        assert found is act, code
        assert sentence[0].isupper(), code
        assert sentence.endswith("."), code
        assert len(sentence) < 120, code
        assert sentence_zh.endswith("。"), code
        assert len(sentence_zh) < 60, code
        assert not re.search("[,;!?]", sentence_zh), f"{code}: Chinese sentences have Chinese stops"


@pytest.mark.parametrize("code", [0, *CLASSES[Act.ALREADY_DONE]])
def test_what_is_done_is_no_error(code: int):
    assert error_for(code, "ok", now=NOON) is None


@pytest.mark.parametrize("code", [*CLASSES[Act.RETRY], *CLASSES[Act.REFRESH_TOKEN], 45009])
def test_what_may_work_later_says_so(code: int):
    error = error_for(code, now=NOON)

    assert isinstance(error, TryLater)
    assert error.code == code


@pytest.mark.parametrize("act", [Act.FAN_STATE, Act.FIX_REQUEST, Act.ASK_A_HUMAN])
def test_what_will_not_work_is_refused(act: Act):
    for code in CLASSES[act]:
        error = error_for(code, now=NOON)

        assert isinstance(error, Refused)
        assert (error.code, error.act, str(error)) == (code, act, verdict_on(code)[1])


def test_a_spent_window_is_refused_and_not_for_the_clock_to_heal():
    error = error_for(45047, now=NOON)

    assert isinstance(error, Refused)
    assert error.act is Act.WAIT


@pytest.mark.parametrize(
    ("now", "after"),
    [
        (NOON, timedelta(hours=4)),
        (datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC), timedelta(seconds=1)),
        (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), timedelta(hours=24)),
    ],
)
def test_a_daily_quota_lasts_until_midnight_in_beijing(now: datetime, after: timedelta):
    error = error_for(45009, now=now)

    assert isinstance(error, TryLater)
    assert error.after == after


def test_a_minutes_quota_lasts_a_minute():
    error = error_for(45011, now=NOON)

    assert isinstance(error, TryLater)
    assert error.after == timedelta(minutes=1)


def test_an_unknown_code_is_refused_by_its_name():
    error = error_for(9001001, "shaken", now=NOON)

    assert isinstance(error, Refused)
    assert error.act is Act.ASK_A_HUMAN
    assert "9001001" in error.sentence


def test_wechats_own_words_stay_inside_but_for_the_number_of_the_request():
    error = error_for(48001, "api unauthorized SECRET hint: [x] rid: 65d56251-31349bbf-5f45a190", now=NOON)

    assert error is not None
    assert error.rid == "65d56251-31349bbf-5f45a190"
    assert "SECRET" not in repr(error)


@pytest.mark.parametrize(
    ("errmsg", "named"),
    [
        ("invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: a-b", "Add its address, 1.2.3.4, in"),
        ("invalid ip 2001:db8::1, not in whitelist", "Add its address, 2001:db8::1, in"),
        ("invalid ip 999.999.999.999", "Add its address in"),
        ("something else", "Add its address in"),
    ],
)
def test_a_missing_whitelist_entry_names_the_address_to_enter(errmsg: str, named: str):
    error = error_for(40164, errmsg, now=NOON)

    assert error is not None
    assert named in error.sentence
