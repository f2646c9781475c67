"""Parametric QR codes (带参数二维码): each leads to an account with a scene."""

from dataclasses import dataclass, field

from sandbox.dice import LETTERS, Dice

MOST_PERMANENT = 100_000


@dataclass(frozen=True)
class QrCode:
    """One code. `expires_at` is None for a permanent one. An int scene arrives in events as its digits."""

    ticket: str
    url: str
    scene: int | str
    created_at: float
    expires_at: float | None = None

    def is_live(self, now: float) -> bool:
        """Whether a scan still tells the account the scene."""
        return self.expires_at is None or now < self.expires_at


@dataclass
class QrCodes:
    """All codes of an account by ticket. Permanent ones can never be deleted, and scenes of them come once."""

    codes: dict[str, QrCode] = field(default_factory=dict)
    permanent_texts: dict[str, str] = field(default_factory=dict)  # tickets by scene
    permanent_numbers: dict[int, str] = field(default_factory=dict)
    most_permanent: int = MOST_PERMANENT

    def find(self, ticket: str, now: float) -> QrCode | None:
        """The code with this ticket, unless it has expired."""
        found = self.codes.get(ticket)
        return found if found and found.is_live(now) else None

    def permanent(self, scene: int | str) -> QrCode | None:
        """The permanent code of a scene. The number 7 and the text "7" are two scenes."""
        if isinstance(scene, str):
            return self.codes.get(self.permanent_texts.get(scene, ""))
        return self.codes.get(self.permanent_numbers.get(scene, ""))

    @property
    def has_room(self) -> bool:
        """Whether another permanent text scene may be made."""
        return len(self.permanent_texts) < self.most_permanent

    def add(self, code: QrCode) -> QrCode:
        """One more."""
        self.codes[code.ticket] = code
        if code.expires_at is None and isinstance(code.scene, str):
            self.permanent_texts[code.scene] = code.ticket
        elif code.expires_at is None and isinstance(code.scene, int):
            self.permanent_numbers[code.scene] = code.ticket
        return code


def new_ticket(dice: Dice, number: int) -> str:
    """A ticket with the characters that a URL has to escape, as WeChat's have them."""
    return "gQ" + dice.text(f"ticket/{number}", 90, LETTERS) + dice.text(f"ticket/{number}/tail", 2, "+/") + "=="


def new_url(dice: Dice, number: int) -> str:
    """The address that the picture encodes."""
    return "http://weixin.qq.com/q/02" + dice.text(f"qr/{number}", 20)
