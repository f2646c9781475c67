"""Template messages: notices that a fan asked for, at any time. WeChat docs, 模板消息."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wechat.limits import Priority
from wechat.speaking.answers import Fields, confirming, needed_rows_in, needed_text_in, number_in, reading, text_in
from wechat.speaking.speaker import Speaker

SEND = "/cgi-bin/message/template/send"


@dataclass(frozen=True)
class Template:
    """A template of the account; its `content` has places like `{{thing1.DATA}}`."""

    id: str
    title: str
    content: str
    example: str
    primary_industry: str
    deputy_industry: str


@dataclass(frozen=True)
class MiniProgramPage:
    """Where a tap leads: a page of a mini-program that is linked to the account."""

    app_id: str
    page_path: str


class Templates(Speaker):
    """The account's templates and the messages made of them (模板消息)."""

    async def templates(self) -> list[Template]:
        """All templates of the account. WeChat docs, 模板消息: 获取已添加至账号下所有模板列表.

        Raises TryLater or Refused.
        """
        answer = await self._ask("/cgi-bin/template/get_all_private_template", may_repeat=True)
        with reading():
            return [_template(row) for row in needed_rows_in(answer, "template_list")]

    async def add_template(self, short_id: str, keywords: Sequence[str] = ()) -> str:
        """Add a template of WeChat's library to the account, and return its id. Raises TryLater, Refused or Uncertain.

        Category templates (类目模板) need the names of their keywords, in the order of the message.
        WeChat docs, 模板消息: 选用模板.
        """
        wanted = {"template_id_short": short_id, "keyword_name_list": list(keywords)}
        answer = await self._ask("/cgi-bin/template/api_add_template", wanted, may_repeat=False)
        with confirming():
            return needed_text_in(answer, "template_id")

    async def delete_template(self, template_id: str) -> None:
        """Take a template from the account. WeChat docs, 模板消息: 删除模板. Raises TryLater or Refused."""
        await self._ask("/cgi-bin/template/del_private_template", {"template_id": template_id}, may_repeat=True)

    async def send_template(
        self,
        openid: str,
        template_id: str,
        data: Mapping[str, str],
        *,
        client_msg_id: str,
        url: str = "",
        mini_program: MiniProgramPage | None = None,
        priority: Priority = Priority.AGENT,
    ) -> str:
        """Send a notice to a fan; returns WeChat's number of it, or "" where it was sent a moment ago already.

        WeChat docs, 模板消息: 发送模板消息. Of the same fan and `client_msg_id` it sends one in about ten minutes, so
        silence is broken a little, and an Uncertain one may be repeated within them. A mini-program comes before `url`.
        """
        message: dict[str, object] = {"touser": openid, "template_id": template_id, "client_msg_id": client_msg_id}
        if url:
            message["url"] = url
        if mini_program is not None:
            message["miniprogram"] = {"appid": mini_program.app_id, "pagepath": mini_program.page_path}
        message["data"] = {name: {"value": value} for name, value in data.items()}
        answer = await self._ask(SEND, message, may_repeat=True, priority=priority, repeat_after=timedelta(0))
        number = number_in(answer, "msgid")
        return str(number) if number else ""


def _template(row: Fields) -> Template:
    names = ("template_id", "title", "content", "example", "primary_industry", "deputy_industry")
    return Template(*(text_in(row, name) for name in names))
