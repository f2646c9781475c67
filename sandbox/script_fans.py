"""A fan in a script: what they do, in verbs, and what they see."""

import base64
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

Json = dict[str, Any]


class NotSeen(AssertionError):
    """The phone does not show what was expected. The sentence says what it shows instead."""


class Speaker(Protocol):
    """Whatever carries a request to the box."""

    async def does(self, method: str, path: str, **said: Any) -> Json:
        """One request of the control API."""

    async def sign_in(self, url: str, openid: str, *, agrees: bool) -> str | None:
        """Open a link of 网页授权."""


@dataclass
class Fan:
    """One person's phone. Every act waits until the account's server has taken what it was told, or has failed."""

    box: Speaker = field(repr=False)
    app_id: str
    openid: str
    nickname: str
    seen: int = 0  # the last message that this script has looked at

    async def follows(self) -> Json:
        """关注."""
        return await self.acts("follow")

    async def unfollows(self) -> Json:
        """取消关注."""
        return await self.acts("unfollow")

    async def writes(self, text: str) -> Json:
        """Send a text."""
        return await self.acts("write", text=text)

    async def sends_picture(self, file: Path | None = None) -> Json:
        """Send a picture; without a file, the box's sample."""
        return await self.acts("image", **_packed(file))

    async def speaks(self, recognition: str | None, seconds: int = 3) -> Json:
        """Send a voice message; None: WeChat recognises nothing."""
        return await self.acts("voice", recognition=recognition, seconds=seconds)

    async def films(self, file: Path | None = None, *, short: bool = False) -> Json:
        """Send a video."""
        return await self.acts("video", short=short, **_packed(file))

    async def is_at(self, latitude: float, longitude: float, label: str = "") -> Json:
        """Send a place."""
        return await self.acts("location", latitude=latitude, longitude=longitude, label=label)

    async def taps(self, button: str, **given: Any) -> Json:
        """Tap a button of the menu by its name; `given` is what its type asks for, such as result="…"."""
        return await self.acts("tap", button=button, **given)

    async def chooses(self, words: str) -> Json:
        """Tap the newest menu item (msgmenu) with these words."""
        for message in reversed(await self.phone()):
            for item in message["details"].get("items", []):
                if item["content"] == words:
                    return await self.acts("choose", message=message["id"], item=item["id"])
        raise NotSeen(f"{self.nickname} sees no item {words!r}; {await self._instead()}")

    async def scans(self, scene: str, *, follow: bool = True) -> Json:
        """Scan the account's newest QR code of a scene; `follow`: whether a stranger then follows."""
        return await self.acts("scan", scene=scene, follow=follow)

    async def signs_in(self, url: str, *, agrees: bool = True) -> str | None:
        """Open a sign-in link (网页授权) and agree; the address, with its code, that the browser is sent back to."""
        return await self.box.sign_in(url, self.openid, agrees=agrees)

    async def pays(self) -> Json:
        """Pay; a stranger follows by it."""
        return await self.acts("pay")

    async def refuses(self, *, messages: bool = True) -> Json:
        """Refuse messages from now on, or take them again."""
        return await self.box.does("PATCH", self._path, refuses=messages)

    async def closes_account(self) -> Json:
        """注销微信: their OpenID is 40003 from now on."""
        return await self.acts("cancel")

    async def acts(self, act: str, **said: Any) -> Json:
        """Any act of the control API, such as "report-location"."""
        return await self.box.does("POST", f"{self._path}/{act}", **({"wait": True} | said))

    async def sees(self, text: str, *, seconds: float = 10) -> Json:
        """Wait for a message of the account with these words, later than what was seen before; the message."""
        wanted = {"account": self.app_id, "openid": self.openid, "from": "ACCOUNT", "text": text, "after": self.seen}
        try:
            await self.box.does("POST", "/wait/messages", **wanted, seconds=seconds)
        except Exception as refused:
            raise NotSeen(f"{self.nickname} does not see {text!r}; {await self._instead()}") from refused
        found = next(one for one in await self._news() if text in one["text"])
        self.seen = found["id"]
        return found

    async def sees_nothing(self) -> None:
        """The account has written nothing since. Let the box settle first, and wait for your own work."""
        if await self._news():
            raise NotSeen(f"{self.nickname} was to see nothing; {await self._instead()}")

    async def phone(self) -> list[Json]:
        """Everything on the phone, the oldest first."""
        return list((await self.box.does("GET", self._path))["messages"])

    async def left(self) -> int | None:
        """How many customer messages may still come; None when no window is open."""
        found: int | None = (await self.box.does("GET", self._path))["fan"]["left"]
        return found

    @property
    def _path(self) -> str:
        return f"/accounts/{self.app_id}/fans/{self.openid}"

    async def _news(self) -> list[Json]:
        return [one for one in await self.phone() if one["from"] == "ACCOUNT" and one["id"] > self.seen]

    async def _instead(self) -> str:
        shown = [one["text"] or one["kind"] for one in await self._news()]
        return f"the account wrote: {', '.join(map(repr, shown))}." if shown else "the account wrote nothing."


def _packed(file: Path | None) -> Json:
    if file is None:
        return {}
    return {"data": base64.b64encode(file.read_bytes()).decode(), "filename": file.name}
