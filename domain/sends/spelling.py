"""What is said to a fan, in WeChat's words: with the media ids that its assets have at the account."""

from collections.abc import Mapping
from uuid import UUID

import wechat
from domain.sends.contents import Article, Card, Content, Image, Menu, Text, Video, Voice


def spelled(content: Content, media: Mapping[UUID, str]) -> wechat.Content:
    """The message as the gate takes it. `media` has the media id of each asset of the content."""
    match content:
        case Text(body):
            return wechat.Text(body)
        case Image(asset_id):
            return wechat.Image(media[asset_id])
        case Voice(asset_id):
            return wechat.Voice(media[asset_id])
        case Menu(head, items, tail):
            return wechat.MenuMessage(head, tuple(wechat.MenuItem(item.id, item.text) for item in items), tail)
        case Article(title, url, description, picture_url):
            return wechat.Article(title, description, url, picture_url)
        case Card(title, app_id, page_path, thumb):
            return wechat.MiniProgramCard(title, app_id, page_path, media[thumb])
        case Video(asset_id, title, description, thumb):
            return wechat.Video(media[asset_id], media[thumb] if thumb else "", title, description)
