"""What became of what was sent, and what a fan allows, in our words."""

import pytest

from tests.wechat.pushes import WHO, with_parts
from tests.wechat.vectors import an_event
from wechat.arrived import (
    FanCancelled,
    FanInfoChanged,
    FanRevoked,
    SubscriptionAnswer,
    SubscriptionResult,
    SubscriptionsAnswered,
    SubscriptionsChanged,
    SubscriptionsSent,
    TemplateOutcome,
    TemplateSettled,
    Unknown,
    read,
)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("success", TemplateOutcome.DELIVERED),
        ("failed:user block", TemplateOutcome.BLOCKED_BY_FAN),
        ("Failed: User  Block", TemplateOutcome.BLOCKED_BY_FAN),
        ("failed: system failed", TemplateOutcome.FAILED),
        ("failed:something new", TemplateOutcome.FAILED),
    ],
)
def test_what_became_of_a_template_message(status: str, outcome: TemplateOutcome):
    said = read(an_event("TEMPLATESENDJOBFINISH", MsgID="3987654321098765432", Status=status))

    assert said == TemplateSettled(*WHO, "3987654321098765432", outcome)


def answered(wrapper: str, *lists: str) -> str:
    return f"<{wrapper}>{''.join(lists)}</{wrapper}>"


YES = "<TemplateId>T1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene>"
NO = "<TemplateId>T2</TemplateId><SubscribeStatusString>reject</SubscribeStatusString>"
BOTH = (SubscriptionAnswer("T1", True, "2"), SubscriptionAnswer("T2", False, ""))


@pytest.mark.parametrize(
    "parts",
    [
        answered("SubscribeMsgPopupEvent", f"<List>{YES}</List>", f"<List>{NO}</List>"),
        answered("SubscribeMsgPopupEvent", f"<List><item>{YES}</item><item>{NO}</item></List>"),
        answered("SubscribeMsgPopupEvent", f"<List>{YES}</List>")
        + answered("SubscribeMsgPopupEvent", f"<List>{NO}</List>"),
    ],
)
def test_several_answers_however_they_are_listed(parts: str):
    said = read(with_parts(an_event("subscribe_msg_popup_event"), parts))

    assert said == SubscriptionsAnswered(*WHO, BOTH)


@pytest.mark.parametrize("wrapper", ["SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent"])
def test_a_change_of_mind_under_either_wrapper(wrapper: str):
    said = read(with_parts(an_event("subscribe_msg_change_event"), answered(wrapper, f"<List>{NO}</List>")))

    assert said == SubscriptionsChanged(*WHO, BOTH[1:])


def test_what_became_of_a_notice():
    one = (
        "<List><TemplateId>T</TemplateId><MsgID>1864323726461255680</MsgID><ErrorCode>0</ErrorCode>"
        "<ErrorStatus>success</ErrorStatus></List>"
    )

    said = read(with_parts(an_event("subscribe_msg_sent_event"), answered("SubscribeMsgSentEvent", one)))

    assert said == SubscriptionsSent(*WHO, (SubscriptionResult("T", "1864323726461255680", 0, "success"),))


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("user_info_modified", FanInfoChanged(*WHO)),
        ("user_authorization_revoke", FanRevoked(*WHO, (205, 206))),
        ("user_authorization_cancellation", FanCancelled(*WHO)),
    ],
)
def test_authorization_events_are_about_the_fan_they_name(event: str, said: object):
    named = read(an_event(event, FromUserName="system", OpenID="oFAN", RevokeInfo="205,206"))
    nameless = read(an_event(event, FromUserName="system"))

    assert named == said
    assert isinstance(nameless, Unknown)
    assert (nameless.openid, nameless.is_about_a_fan) == ("system", False)
