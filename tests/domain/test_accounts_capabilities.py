"""What an account can do, and what it is told where it cannot."""

import pytest

from domain.accounts.capabilities import RULES, Feature, capabilities, capability
from domain.accounts.models import AccountKind

pytestmark = pytest.mark.plain
EVERYTHING = frozenset({1, 2, 3, 4, 7, 11, 15, 89})
SERVICE, SUBSCRIPTION = AccountKind.SERVICE, AccountKind.SUBSCRIPTION


def able(kind: AccountKind, is_verified: bool, granted: frozenset[int] | None = None) -> set[Feature]:
    return {one.feature for one in capabilities(kind, is_verified, granted) if one.is_available}


def test_a_verified_service_account_can_do_everything():
    assert able(SERVICE, True) == able(SERVICE, True, EVERYTHING) == set(Feature)


def test_a_verified_subscription_account_has_no_templates_qr_codes_and_sign_in():
    missing = set(Feature) - able(SUBSCRIPTION, True)

    assert missing == {
        Feature.TEMPLATE_MESSAGES,
        Feature.SUBSCRIBE_NOTIFICATIONS,
        Feature.QR_CODES,
        Feature.WEB_SIGN_IN,
    }


def test_an_account_that_is_not_verified_hears_and_answers_passively():
    assert able(SUBSCRIPTION, False) == {Feature.RECEIVE_MESSAGES, Feature.PASSIVE_REPLIES}
    assert able(SERVICE, False) == {Feature.RECEIVE_MESSAGES, Feature.PASSIVE_REPLIES, Feature.MENUS}


def test_it_is_told_in_the_words_of_the_manual_that_nobody_can_answer():
    no = capability(Feature.CUSTOMER_MESSAGES, SERVICE, False, None)

    assert "refuses every answer of an agent" in no.reason
    assert no.reason_zh.startswith("必须是认证过的公众号,否则无法正常回复顾客对话")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.feature.value)
def test_a_permission_that_was_not_granted_is_named(rule):
    no = capability(rule.feature, SERVICE, True, EVERYTHING - {rule.permission})

    assert not no.is_available
    assert rule.name in no.reason
    assert rule.name in no.reason_zh


def test_every_feature_has_one_rule_and_every_refusal_two_sentences():
    assert sorted(rule.feature for rule in RULES) == sorted(Feature)
    for kind in AccountKind:
        for one in capabilities(kind, False, frozenset()):
            assert one.reason.endswith(".")
            assert one.reason_zh.endswith("。")
