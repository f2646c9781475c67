"""WeChat's return codes: what each asks us to do, and a sentence for the person who has to know.

WeChat docs, 开发前必读: 全局返回码说明, and the error tables of the single APIs.
"""

from collections.abc import Iterator

from wechat.codes import about_content, about_menus, about_requests, about_staff, passing, people, reaching
from wechat.codes.acts import Act, Rows, Verdict

__all__ = ["Act", "Verdict", "known_codes", "verdict_on"]


def verdict_on(code: int) -> Verdict:
    """What this code asks for, and its sentences; a code nobody knows is for a human."""
    return _VERDICTS.get(code) or Verdict(
        Act.ASK_A_HUMAN,
        f"WeChat refused with code {code}, which is not in its documentation. Ask WeChat's support what it means.",
        f"微信返回了文档中没有的错误码 {code}，请向微信客服咨询其含义。",
    )


def known_codes() -> frozenset[int]:
    """Every code that has a verdict of its own."""
    return frozenset(_VERDICTS)


_TABLE: list[tuple[Act, Rows]] = [
    (Act.RETRY, passing.RETRY),
    (Act.REFRESH_TOKEN, passing.REFRESH_TOKEN),
    (Act.WAIT, passing.WAIT),
    (Act.ALREADY_DONE, passing.ALREADY_DONE),
    (Act.FAN_STATE, reaching.FAN_STATE),
    (Act.FIX_REQUEST, about_content.FIX_REQUEST),
    (Act.FIX_REQUEST, about_menus.FIX_REQUEST),
    (Act.FIX_REQUEST, about_requests.FIX_REQUEST),
    (Act.FIX_REQUEST, about_staff.FIX_REQUEST),
    (Act.ASK_A_HUMAN, people.ACCOUNT),
    (Act.ASK_A_HUMAN, people.PLATFORM),
]


def _verdicts() -> dict[int, Verdict]:
    rows = [
        (word, Verdict(act, *sentences))
        for act, table in _TABLE
        for codes, sentences in table.items()
        for word in codes.split()
    ]
    spans_first = sorted(rows, key=lambda row: "–" not in row[0])
    return {code: verdict for word, verdict in spans_first for code in _codes(word)}


def _codes(word: str) -> Iterator[int]:
    first, _, last = word.partition("–")
    yield from range(int(first), int(last or first) + 1)


_VERDICTS = _verdicts()
