"""What to send, as callers write it: exactly one kind of content."""

from dataclasses import fields
from uuid import UUID

import strawberry

from domain.errors import BadInput, NotFound
from domain.ids import ASSET, row_id
from domain.sends.contents import Article, Card, Content, Image, Menu, MenuItem, Text, Video, Voice


@strawberry.input(description="Words to send.")
class TextContentInput:
    body: str = strawberry.field(
        description='The text: at most 2048 bytes in UTF-8, about 680 Chinese characters. Links as `<a href="…">…</a>`.'
    )

    def content(self) -> Content:
        """In the domain's words."""
        return Text(self.body)


@strawberry.input(description="A picture to send.")
class ImageContentInput:
    asset_id: strawberry.ID = strawberry.field(description="An asset of the kind IMAGE.")

    def content(self) -> Content:
        """In the domain's words."""
        return Image(_asset(self.asset_id, "image"))


@strawberry.input(description="A recording to send.")
class VoiceContentInput:
    asset_id: strawberry.ID = strawberry.field(description="An asset of the kind VOICE; WeChat takes up to 60 seconds.")

    def content(self) -> Content:
        """In the domain's words."""
        return Voice(_asset(self.asset_id, "voice"))


@strawberry.input(description="A video to send.")
class VideoContentInput:
    asset_id: strawberry.ID = strawberry.field(description="An asset of the kind VIDEO.")
    title: str = strawberry.field(default="", description="Its title: up to 64 characters.")
    description: str = strawberry.field(default="", description="What it is about: up to 512 characters.")
    thumb_asset_id: strawberry.ID | None = strawberry.field(
        default=None, description="The picture that stands for it: an asset of the kind THUMB."
    )

    def content(self) -> Content:
        """In the domain's words."""
        thumb = None if self.thumb_asset_id is None else _asset(self.thumb_asset_id, "video", "thumbAssetId")
        return Video(_asset(self.asset_id, "video"), self.title, self.description, thumb)


@strawberry.input(description="A card that opens a web page (图文).")
class ArticleContentInput:
    title: str = strawberry.field(description="1 to 64 characters.")
    description: str = strawberry.field(default="", description="What it is about: up to 512 characters.")
    url: str = strawberry.field(description="Where it leads: https:// or http://, up to 1024 characters.")
    picture_url: str = strawberry.field(default="", description="The address of its picture; empty for none.")

    def content(self) -> Content:
        """In the domain's words."""
        return Article(self.title, self.url, self.description, self.picture_url)


@strawberry.input(description="A card that opens a page of a mini-program (小程序卡片) that is linked to the account.")
class MiniProgramCardContentInput:
    title: str = strawberry.field(description="1 to 64 characters.")
    app_id: str = strawberry.field(description="The mini-program's AppID.")
    page_path: str = strawberry.field(description="The page that it opens, such as pages/index?id=1.")
    thumb_asset_id: strawberry.ID = strawberry.field(description="Its picture: an asset of the kind THUMB.")

    def content(self) -> Content:
        """In the domain's words."""
        thumb = _asset(self.thumb_asset_id, "miniProgramCard", "thumbAssetId")
        return Card(self.title, self.app_id, self.page_path, thumb)


@strawberry.input(description="One answer that the fan may tap.")
class MessageMenuItemInput:
    item_id: str = strawberry.field(
        description="1 to 64 characters, no two alike in a menu: the fan's tap comes back with it as `menuItemId`."
    )
    text: str = strawberry.field(description="What the fan reads, and says by tapping: 1 to 64 characters.")


@strawberry.input(description="A question with answers to tap (菜单消息). WeChat takes it from service accounts only.")
class MenuContentInput:
    head: str = strawberry.field(default="", description="The words above the answers.")
    items: list[MessageMenuItemInput] = strawberry.field(description="1 to 20 answers.")
    tail: str = strawberry.field(default="", description="The words below them.")

    def content(self) -> Content:
        """In the domain's words."""
        return Menu(self.head, tuple(MenuItem(item.item_id, item.text) for item in self.items), self.tail)


@strawberry.input(description="What to send: exactly one of these.")
class MessageContentInput:
    text: TextContentInput | None = strawberry.field(default=None, description="A text.")
    image: ImageContentInput | None = strawberry.field(default=None, description="A picture.")
    voice: VoiceContentInput | None = strawberry.field(default=None, description="A recording.")
    video: VideoContentInput | None = strawberry.field(default=None, description="A video.")
    article: ArticleContentInput | None = strawberry.field(default=None, description="A card that opens a web page.")
    mini_program_card: MiniProgramCardContentInput | None = strawberry.field(
        default=None, description="A card that opens a page of a mini-program."
    )
    menu: MenuContentInput | None = strawberry.field(default=None, description="A question with answers to tap.")

    def content(self) -> Content:
        """In the domain's words. Raises BadInput where it is none or several, and NotFound for what is no asset."""
        given = [value for field in fields(self) if (value := getattr(self, field.name)) is not None]
        if len(given) != 1:
            raise BadInput(f"`content` takes exactly one of {_NAMES}; it had {len(given)}.", "content")
        content: Content = given[0].content()
        return content


_NAMES = "text, image, voice, video, article, miniProgramCard and menu"


def _asset(public: str, of: str, name: str = "assetId") -> UUID:
    id = row_id(ASSET, public)
    if id is None:
        raise NotFound("asset", "content", of, name)
    return id
