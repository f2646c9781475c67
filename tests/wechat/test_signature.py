from tests.wechat.vectors import QR_FOLLOW, REPLY, TEXT, TICKET
from wechat.signature import js_sdk_signature, matches, sign


def test_the_order_of_the_strings_does_not_matter():
    assert sign("b", "a", "c") == sign("c", "b", "a")


def test_the_address_check_is_signed_as_documented():
    assert sign("fanops_test_token", "1700000000", "1320562132") == "153de81752e892764abd59e8f7bdf3c948f89b87"
    assert sign("AAAAA", "1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696"


def test_the_known_pushes_are_signed_as_documented():
    for known in (TEXT, QR_FOLLOW, REPLY, TICKET):
        assert sign(known.token, known.timestamp, known.nonce) == known.signature
        assert sign(known.token, known.timestamp, known.nonce, known.encrypt) == known.msg_signature


def test_a_signature_that_is_no_ascii_is_simply_wrong():
    assert not matches("签名", "token")
    assert not matches("\ud800", "token", "\udfff")


def test_an_empty_signature_is_wrong():
    assert not matches("", "token", "1", "2")


TICKET_OF_THE_PAGE = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"


def test_a_web_page_is_signed_as_documented():
    signature = js_sdk_signature(
        TICKET_OF_THE_PAGE, "Wm3WZYTPz0wzccnW", "1414587457", "http://mp.weixin.qq.com?params=value"
    )

    assert signature == "0f9de62fce790f9a083d5c99e95740ceb90c27ed"


def test_what_follows_the_hash_is_not_signed():
    whole = js_sdk_signature("ticket", "nonce", "1", "https://example.com/a?b=c#here")

    assert whole == js_sdk_signature("ticket", "nonce", "1", "https://example.com/a?b=c")
