"""Subscribe notifications (订阅通知): how many each fan has agreed to, by template."""

from dataclasses import dataclass, field


@dataclass
class Subscriptions:
    """One acceptance is one message, usable at any time. `left` is by OpenID and template id."""

    left: dict[str, dict[str, int]] = field(default_factory=dict)

    def accept(self, openid: str, template_id: str, times: int = 1) -> None:
        """The fan agreed to so many more messages of a template."""
        mine = self.left.setdefault(openid, {})
        mine[template_id] = mine.get(template_id, 0) + times

    def spend(self, openid: str, template_id: str) -> bool:
        """Use one up. False: there was none."""
        left = self.left.get(openid, {}).get(template_id, 0)
        if left:
            self.left[openid][template_id] = left - 1
        return left > 0

    def refuse(self, openid: str, template_id: str) -> None:
        """The fan wants none of a template any more."""
        self.left.get(openid, {}).pop(template_id, None)
