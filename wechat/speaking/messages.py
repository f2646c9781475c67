"""Customer messages: what an agent or a rule says to one fan. WeChat docs, 客服消息."""

from wechat.limits import Priority
from wechat.speaking.content import Content, Text, customer_message
from wechat.speaking.speaker import Speaker

SEND = "/cgi-bin/message/custom/send"
TYPING = "/cgi-bin/message/custom/typing"


class Messages(Speaker):
    """Messages to one fan, inside the reply window (客服消息)."""

    async def send(
        self, openid: str, content: Content, *, kf_account: str | None = None, priority: Priority = Priority.AGENT
    ) -> None:
        """Send a message to a fan; returns when WeChat took it. Raises TryLater, Refused or Uncertain.

        `kf_account` lends it that agent's name and picture. WeChat docs, 客服消息: 发送客服消息. It has no
        idempotency key: never repeat an Uncertain one unasked.
        """
        message: dict[str, object] = {"touser": openid, **customer_message(content)}
        if kf_account is not None:
            message["customservice"] = {"kf_account": kf_account}
        await self._ask(SEND, message, may_repeat=False, priority=priority)

    async def send_text(self, openid: str, body: str) -> None:
        """Send a text to a fan: the same as `send(openid, Text(body))`."""
        await self.send(openid, Text(body))

    async def show_typing(self, openid: str) -> None:
        """Show the fan that somebody is typing. Does nothing where the fan was silent for 30 s or sees it already.

        WeChat docs, 客服消息: 客服输入状态. Raises TryLater or Refused.
        """
        await self._ask(TYPING, {"touser": openid, "command": "Typing"}, may_repeat=True)

    async def hide_typing(self, openid: str) -> None:
        """Take the typing sign away. Raises TryLater or Refused."""
        await self._ask(TYPING, {"touser": openid, "command": "CancelTyping"}, may_repeat=True)
