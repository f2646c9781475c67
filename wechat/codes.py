"""WeChat's return codes: what each asks us to do, and a sentence for the person who has to know.

WeChat docs, 开发前必读: 全局返回码说明, and the error tables of the single APIs.
"""

from collections.abc import Iterator
from enum import StrEnum


class Act(StrEnum):
    """What a return code asks of the one who called."""

    RETRY = "retry"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105  the name of an act, not a token
    WAIT = "wait"  # for a quota, a window or a day to pass
    FAN_STATE = "fan_state"  # the fan cannot be reached: note it down, do not repeat
    FIX_REQUEST = "fix_request"  # what was sent can never be accepted
    ASK_A_HUMAN = "ask_a_human"  # a setting or a permission in WeChat's console
    ALREADY_DONE = "already_done"


Verdict = tuple[Act, str]


def verdict_on(code: int) -> Verdict:
    """What this code asks for, and its sentence; a code nobody knows is for a human."""
    unknown = Act.ASK_A_HUMAN, f"WeChat refused with code {code}, which is not in its documentation."
    return _VERDICTS.get(code, unknown)


def known_codes() -> frozenset[int]:
    """Every code that has a verdict of its own."""
    return frozenset(_VERDICTS)


# "a–b" is every code from a to b; a code that also stands alone has the sentence written there.
_TABLE: dict[Act, dict[str, str]] = {
    Act.RETRY: {
        "-1": "WeChat is busy. Nothing was done; try again in a moment.",
        "43108": "WeChat is still busy with another message to this fan. Try again in a moment.",
        "45011": "Too many calls to WeChat in one minute. It goes on in the next minute.",
        "45066": "This mass send was repeated too soon. Try again after a minute.",
        "61503": "WeChat has not finished these numbers yet. Try again later today.",
        "9500002": "Too many mass sends are running. Try again later.",
    },
    Act.REFRESH_TOKEN: {
        "40001": "WeChat no longer accepts the access token.",
        "40014": "WeChat does not take this for an access token.",
        "42001": "The access token has expired.",
        "42006": "The third-party platform's access token has expired.",
    },
    Act.WAIT: {
        "43100": "The templates or the industry were changed too often. Try again next month.",
        "43117": "Too many messages to this fan in a short time. Wait before sending another.",
        "45009": "Today's quota for this WeChat API is used up. It starts again at midnight, Beijing time.",
        "45028": "The account has no mass sends left for now.",
        "45047": "All replies that WeChat allows for now are used. Wait until the fan writes again.",
        "48006": "The account may not reset its quota again this month.",
        "53501": "The account has published too much. Try again tomorrow.",
    },
    Act.FAN_STATE: {
        "40003": "WeChat does not know this fan: the OpenID is another account's, or they left WeChat.",
        "43004 50005": "The fan does not follow the account.",
        "43005": "The fan and the account must be friends first.",
        "43019": "The fan is on the account's blacklist. Take them off it first.",
        "43101": "The fan refused these notifications or has none left to receive.",
        "45015": "The reply window is closed or the fan unfollowed. Wait until the fan writes again.",
        "48002": "The fan has chosen not to receive this account's messages.",
    },
    Act.ALREADY_DONE: {
        "40241": "The same message was sent to this fan less than a minute ago.",
        "45065": "This mass send was accepted before.",
        # The two of the typing sign are for nobody to act on: a sign that does not show is no failure.
        "45080": "The fan has been silent for 30 seconds, so the typing sign is not shown.",
        "45081": "The typing sign is shown already.",
    },
    Act.FIX_REQUEST: {
        "40002": "The kind of access token asked for is wrong.",
        "40004–40012": "WeChat does not take this file: check its kind and size.",
        "40007": "WeChat no longer has this file. Upload it again.",
        "40008": "WeChat does not know this kind of message.",
        "40015–40028": "WeChat does not take this menu: check its buttons.",
        "40029 40030 40163 42002 42003 42007": "The fan's sign-in has ended. Let them sign in again.",
        "40031 40032 40130": "The list of fans is wrong: it needs from two to 10,000 of this account.",
        "40033": "The text holds characters that WeChat does not take.",
        "40035 40038 40097 40101": "WeChat does not understand this request: a value is missing or wrong.",
        "40039 40048": "WeChat does not take this web address: check its length and its spelling.",
        "40050 40051 45159": "WeChat does not know this tag, or does not take its name.",
        "40052 40053": "WeChat does not take this QR code: check its kind and its scene.",
        "40059": "WeChat does not know this mass send.",
        "40066": "WeChat has blocked this web address. Use another one.",
        "40165": "The mini-program has no such page.",
        "41001–41009 41018": "WeChat does not understand this request: a value is missing.",
        "43001 43002 43003": "WeChat does not take the request this way.",
        "44001–44005": "There is nothing in it to send.",
        "45001–45008": "It is too large or too long for WeChat.",
        "45002": "The text is too long for WeChat. Split it.",
        "45008": "There are too many articles in the message.",
        "45010": "The account has as many menus as WeChat allows.",
        "45056–45059 45157 45158": "WeChat does not take this tag: check its name, and how many there are.",
        "45067": "The mass send's own id is too long.",
        "45072": "WeChat does not know this typing command.",
        "45082": "The web address has no ICP licence in China. Use another one.",
        "45083 45084": "The speed of the mass send is wrong.",
        "45086": "The text links to a mini-program with a wrong AppID.",
        "45166 45168": "WeChat does not take this text: it holds something forbidden.",
        "46001–46004": "WeChat does not have what was asked for.",
        "47001": "WeChat could not read the request.",
        "47003": "A value of the template is too long or of the wrong kind.",
        "48005": "This material is in use, so it cannot be deleted.",
        "49003": "The fan is another account's.",
        "53404–53406 53503–53505": "WeChat does not take this draft: check what is in it.",
        "53502": "WeChat does not know this publication.",
        "53600": "WeChat does not know this article.",
        "61450–61457": "WeChat does not take this customer-service account: check its name and its state.",
        "61500 61501": "The dates are wrong, or too far apart.",
        "65301–65320": "WeChat does not take this conditional menu: check its buttons and its condition.",
        "65400–65417": "WeChat does not take this customer-service agent or session: check its state.",
        "76003 76021 76022": "WeChat does not know the quota or the request asked about.",
        "87009": "The signature is wrong.",
        "87014": "WeChat finds this content risky. Change it.",
        "200011–200021": "WeChat does not take this notification template: check what is in it.",
    },
    Act.ASK_A_HUMAN: {
        "40013": "WeChat does not know this AppID. Compare it with the WeChat console.",
        "40036 40037": "WeChat does not know this template. Add it to the account again.",
        "40125": "The AppSecret is wrong. Copy it from the WeChat console again.",
        "40164": "This server is not on the account's IP whitelist. Add its address in the WeChat console.",
        "40200": "This kind of account may not use this. Send a plain text instead.",
        "40243": "The AppSecret is frozen. Unfreeze it in the WeChat console.",
        "43106": "WeChat has taken away the account's right to add templates.",
        "43107": "WeChat has taken away the account's right to send notifications.",
        "43116": "WeChat has banned this template. Use another one.",
        "45026": "The account has as many templates as WeChat allows. Delete one first.",
        "45027": "The template is of another industry. Set the industry in the WeChat console.",
        "45029": "The account has used all its permanent QR codes. Use temporary ones.",
        "45064": "The mini-program is not linked to this account. Link it in the WeChat console.",
        "45087": "WeChat has blocked the account's customer-service messages. Ask WeChat why first.",
        "48001": "The account has no right to this: it may need verification, or be of another kind.",
        "48003": "Agree to WeChat's terms for mass sends in the WeChat console first.",
        "48004": "WeChat has banned this for the account. Stop sending, and read the notices in its console.",
        "48008": "The account may not send this kind of message. Send a plain text instead.",
        "50001": "The account is not authorised for this. Check its permissions in the WeChat console.",
        "50002": "WeChat has limited the account. Read the notices in the WeChat console.",
        "50003": "WeChat finds the account in a strange state. Read the notices in the WeChat console.",
        "50004": "The account may not fetch access tokens. Read the notices in the WeChat console.",
        "50007": "WeChat has frozen the account. Read the notices in the WeChat console.",
        "53500": "WeChat has limited the account's publishing. Read the notices in the WeChat console.",
        "89501–89505": "The account's administrator has to confirm this server's address in WeChat.",
        "89506": "The administrator refused this server's address twice. Ask them, and wait 24 hours.",
        "89507": "The administrator refused this server's address. Ask them, and wait an hour.",
        "61000–61024 61028": "The third-party platform is not set up as WeChat expects. Check its settings.",
        "61003": "The account does not authorise the platform. Let its administrator authorise it again.",
        "61004": "This server is not on the platform's IP whitelist. Add its address there.",
        "61005 61006": "The platform's ticket is no longer valid. WeChat pushes a new one in ten minutes.",
        "61007": "The account did not grant this permission. Let its administrator authorise it again.",
        "61009 61010": "The authorization code is no longer valid. Let the administrator authorise again.",
        "61023": "The authorization is no longer valid. Let the account's administrator authorise it again.",
        "61024": "This AppID is a third-party platform's. Enter the account's own.",
    },
}


def _verdicts() -> dict[int, Verdict]:
    rows = [(word, (act, text)) for act, row in _TABLE.items() for codes, text in row.items() for word in codes.split()]
    spans_first = sorted(rows, key=lambda row: "–" not in row[0])
    return {code: verdict for word, verdict in spans_first for code in _codes(word)}


def _codes(word: str) -> Iterator[int]:
    first, _, last = word.partition("–")
    yield from range(int(first), int(last or first) + 1)


_VERDICTS = _verdicts()
