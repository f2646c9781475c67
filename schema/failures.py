"""What WeChat said no to."""

from typing import Self

import strawberry

import wechat


@strawberry.type(description="Why WeChat did not do something, or has not done it yet.")
class Failure:
    code: int | None = strawberry.field(
        description="WeChat's errcode, such as 48001; null where WeChat was not the reason."
    )
    message: str = strawberry.field(description="The reason, for people, and what to do.")
    message_zh: str = strawberry.field(description="The same in Chinese.")

    @classmethod
    def of(cls, code: int | None, sentence: str | None) -> Self | None:
        """From what was written down; None where nothing was."""
        if sentence is None:
            return None
        told = wechat.verdict_on(code) if code is not None else None
        return cls(code=code, message=sentence, message_zh=told.sentence_zh if told else sentence)
