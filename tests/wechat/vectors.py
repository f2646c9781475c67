"""Known pushes, byte for byte, computed apart from this code; and the means to make more of them."""

from dataclasses import dataclass

from wechat.crypto import seal
from wechat.lock import Encryption, Lock
from wechat.markup import cdata
from wechat.signature import sign


@dataclass(frozen=True)
class Vector:
    token: str
    encoding_aes_key: str
    aes_key: str
    receiver: str
    timestamp: str
    nonce: str
    random16: bytes
    signature: str
    msg_signature: str
    xml: str
    encrypt: str

    @property
    def lock(self) -> Lock:
        return Lock(self.token, self.receiver, self.encoding_aes_key, Encryption.SAFE)

    @property
    def query(self) -> dict[str, str]:
        return {
            "signature": self.signature,
            "timestamp": self.timestamp,
            "nonce": self.nonce,
            "encrypt_type": "aes",
            "msg_signature": self.msg_signature,
        }

    @property
    def body(self) -> bytes:
        return envelope_of(self.encrypt)


def envelope_of(encrypt: str) -> bytes:
    to = "<ToUserName><![CDATA[gh_0000000001ab]]></ToUserName>"
    return f"<xml>{to}<Encrypt>{cdata(encrypt)}</Encrypt></xml>".encode()


def plain(lock: Lock, xml: str, *, nonce: str = "n", timestamp: str = "1700000000") -> tuple[dict[str, str], bytes]:
    """A push as WeChat sends it in plaintext mode."""
    query = {"timestamp": timestamp, "nonce": nonce, "signature": sign(lock.token, timestamp, nonce)}
    return query, xml.encode("utf-8", "surrogatepass")


def sealed(lock: Lock, xml: str, *, nonce: str = "n", timestamp: str = "1700000000") -> tuple[dict[str, str], bytes]:
    """A push as WeChat sends it in safe mode."""
    encrypt = seal(lock.aes_key, lock.app_id, xml)
    query, _ = plain(lock, xml, nonce=nonce, timestamp=timestamp)
    query |= {"encrypt_type": "aes", "msg_signature": sign(lock.token, timestamp, nonce, encrypt)}
    return query, envelope_of(encrypt)


def a_push(**fields: str) -> str:
    """The XML of a text push, with what the test is about."""
    said = {
        "ToUserName": "gh_0000000001ab",
        "FromUserName": "oFAN",
        "CreateTime": "1700000000",
        "MsgType": "text",
        **fields,
    }
    return "<xml>" + "".join(f"<{name}>{cdata(text)}</{name}>" for name, text in said.items()) + "</xml>"


def an_event(event: str, **fields: str) -> str:
    """The XML of an event push."""
    return a_push(MsgType="event", Event=event, **fields)


KEY_G = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"  # its last letter carries spare bits that are not zero
KEY_E = "kWxyZ0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wXyE"
AES_G = "69b71d79f8218a39259a7a29aabb2dbafc31cb3d35db7e39ebbf3d0010831051"
AES_E = "916c72674681d5c0f6785de01f8889e642fa98dee83fca91f6c4f4b95d705f21"

# a text of two scripts
TEXT = Vector(
    token="fanops_test_token",
    encoding_aes_key=KEY_G,
    aes_key=AES_G,
    receiver="wx1234567890abcdef",
    timestamp="1700000000",
    nonce="1320562132",
    random16=b"abcdef0123456789",
    signature="153de81752e892764abd59e8f7bdf3c948f89b87",
    msg_signature="6e50c1ec3002e00e83f82eaf35ba0e8030c53ca0",
    xml=(
        "<xml><ToUserName><![CDATA[gh_0000000001ab]]></ToUserName><FromUserName><![CDATA[oTEST0000000"
        "000000000000001]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]"
        "></MsgType><Content><![CDATA[你好, coupon]]></Content><MsgId>24367890123456789</MsgId></xml>"
    ),
    encrypt=(
        "2Lqo6exTh2YIEucqfTfIbi2CzdhHk8+3eH8WgC+5R2Ab6uufMYW+6hZPI012hmFmChpkP0VFn4zTYAvFc8yjWsXIRBCB"
        "u3hfSsld67picfN/BL0wTY+n+Dkaohp4NBTNMCf7MqIJZm3zz+hecRbFuaiSJtWFPBuwTFfr7u5R/bmVgznLdzlD23Z7"
        "nae/XHBSIsXbDHi8LNjWa1ls1Jy9tfkpnAOBaF83XCTSjgKjzcvFLf+vgIURwjy0Upe5ZuIcqRLmuFQp3gdpTWYmxOSb"
        "XhuFKg67m3PfLWH2Knb8m4bAal09S4E0CwwY9DyelQU2ouAfGlMARn0ksUts4wA9U7wMgtHT/KHlpiKhKNlG9HtYkID1"
        "uunUJH9leeOP7lASmpqgD7Dy2ZW6WVolQ1/95wOtr+5vskswNWPpWUI4nX0="
    ),
)

# whose length makes a full block of padding
QR_FOLLOW = Vector(
    token="Tok3nForSafeMode",
    encoding_aes_key=KEY_E,
    aes_key=AES_E,
    receiver="wxfedcba0987654321",
    timestamp="1700000100",
    nonce="n0nceXYZ",
    random16=b"0123456789ABCDEF",
    signature="6925fe9326fbef24100146b1ce7f67e54b62aa6e",
    msg_signature="49faaba828658af25947e1e49697215fcc55a079",
    xml=(
        "<xml><ToUserName><![CDATA[gh_0000000001ab]]></ToUserName><FromUserName><![CDATA[oTEST0000000"
        "000000000000002]]></FromUserName><CreateTime>1700000100</CreateTime><MsgType><![CDATA[event]"
        "]></MsgType><Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[qrscene_shop_AAAAAAAAAAAA"
        "AAAAAAAAA]]></EventKey><Ticket><![CDATA[gQTESTTICKET]]></Ticket></xml>"
    ),
    encrypt=(
        "dzyL3zh+SxzTq9Xo03Bpv3HC9d61xS88S/G5uXPMGAXYS3nwdvmQT7Egj0Ffy4bj28MZkIefnHzvomAup5/iqyd32L5l"
        "JSJyX/6l3G6ViE+F4sGEPF2EVNOxDmEf2Riv3QCEiKv+xZni6dsb/8BvGwcRfEhyEbFvh6JvvBOdlWfOfhn0UensUTV1"
        "0SocxzRresYdwqsaocJ0VGwOO34NlS6IEM3ibqvH1YKEWGx9cScBGs6NUArb/igcvHVvefsAQAPK62VW5lQFDpuZW1Gv"
        "D1A4L2KuybI0CAZMDiF/40eQFwqYjyGZ+0tSTWr+j5AYcYqizkZcjftV0M9U72bPzsHWdlRft2W/A35Xn9uhGJsSxHdN"
        "bioxnaLypvxf9+ENYiCf09lSrpGLJgPV7gsbrL3s2//3JoMsHTzcmJB3IO/N5p+Fjgupno0DKHbPfI3iUkQZqMHYOVy2"
        "eXyz5J2apSGCsaX0JhDJ7g23S9GjtnsljjCXHbY0wk762BiuNQ288u9NfsDSyNKkKslf4yYP4VpxlJJoYgN2XZnIOt1q"
        "NWg="
    ),
)

# a passive reply
REPLY = Vector(
    token="fanops_test_token",
    encoding_aes_key=KEY_G,
    aes_key=AES_G,
    receiver="wx1234567890abcdef",
    timestamp="1700000001",
    nonce="778899001",
    random16=b"ZZZZZZZZYYYYYYYY",
    signature="f2e6aed725f321cf3e40ca9f8f7b1e81e153b5ad",
    msg_signature="196353750c20c26b53a6b816584603cd1bc51eb9",
    xml=(
        "<xml><ToUserName><![CDATA[oTEST0000000000000000000001]]></ToUserName><FromUserName><![CDATA["
        "gh_0000000001ab]]></FromUserName><CreateTime>1700000001</CreateTime><MsgType><![CDATA[text]]"
        "></MsgType><Content><![CDATA[收到]]></Content></xml>"
    ),
    encrypt=(
        "yB+oHY+S0WkBTKwH7OmIcvVQXE3RRIVQ1Z591DaZ8Mq+Ko1GbhNWT/8BCYnh6s+zqWDfiqY5YlpWavm8KOWa0C1BLKKi"
        "/SzcTcc4281bTYQIR+vWFd0kn0xp1qO66oIfIyROPZ6li5Ty6MZLbqbeBTHYJ8r3oazVhqqZKcTz7R4TtbiNc4GAvIkn"
        "DlSlMwghKlCccrcwsdN3N99UeZSpNHxr+U9Gsb13GOTtAC2XHsdFHQgRKMteeuye2ZD4Y2tiVcnTl5xG2zP2eIUSIGqn"
        "9LRbL73cWFYk9UIHfnzFmGjPkG7f2Qe9npWK49V4TCz5E/w2dFVJjJIRjHJ0J9iAuqXaJS6GdBgfcRXERQ5oImmhcD9r"
        "gD4jXGP2wVzVquWu"
    ),
)

# for a third-party platform
TICKET = Vector(
    token="component_token_1",
    encoding_aes_key=KEY_E,
    aes_key=AES_E,
    receiver="wxc0mponent0000001",
    timestamp="1700000200",
    nonce="555666777",
    random16=b"fedcba9876543210",
    signature="9a5b70864b2175b427cacc2181575b75cbbd838f",
    msg_signature="c3209fa7006306259f766bc054ba061f8a91cea6",
    xml=(
        "<xml><AppId><![CDATA[wxc0mponent0000001]]></AppId><CreateTime>1700000200</CreateTime><InfoTy"
        "pe><![CDATA[component_verify_ticket]]></InfoType><ComponentVerifyTicket><![CDATA[ticket@@@TE"
        "ST_TICKET_VALUE]]></ComponentVerifyTicket></xml>"
    ),
    encrypt=(
        "iyy9p5qrenxsAXi6/e0upm5bOK6idnPz67qb4XrDenh0P5OBe0N9aJm20rkLwptE8qGU0ytUJht61b5JnSn0pOdaJBRK"
        "i0R/p43r2O9LkBylJxCIjBp4HMCNSXs5k0Z90jtRHz0dLy+vhBHICTDyOga4sVWdP68+cPJZXtCDOy6ugMGKvlNTUE1a"
        "eEbpiXsPfdrG+4jpUGZwqrmcYdivaQE2bQIkigRAi6XbjGWb8oHH5k5dzXNbBM759f4NJtKOaVNvpOpoTzeG65RmOx+v"
        "GMJ0nocrkUPrk/iec4W+HVpa/quE8V46Qfqrjnon2lP4qr2x+ULpl8KOHgcueUD21mafbMGefJKfiz3T1aVgkI7RvDcw"
        "rJG7gL8O+pI1wmek"
    ),
)
