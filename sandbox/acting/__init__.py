"""What fans do. Each act changes the phone and the window, and pushes what WeChat would tell the account."""

from sandbox.acting.actor import Actor

__all__ = ["Actor"]
