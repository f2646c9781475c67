"""Drafts (草稿箱): their limits, and what WeChat takes out of them."""

from typing import Any

import pytest

from sandbox.media import MediaKind
from tests.sandbox.driving import Driver
from tests.sandbox.speaking import a_draft, a_file, an_article


async def test_a_draft_is_kept_listed_changed_and_deleted(box: Driver) -> None:
    await box.an_account()
    draft = await a_draft(box, an_article(box, author="小满"), an_article(box, title="第二篇"))

    got = await box.ask("draft/get", {"media_id": draft})
    assert "errcode" not in got
    assert [one["title"] for one in got["news_item"]] == ["春茶上市", "第二篇"]
    changed = {"media_id": draft, "index": 1, "articles": an_article(box, title="第二篇改")}
    assert (await box.ask("draft/update", changed))["errcode"] == 0
    assert (await box.ask("draft/update", changed | {"index": 2}))["errcode"] == 40035
    assert await box.ask("draft/count") == {"total_count": 1}
    listed = await box.ask("draft/batchget", {"offset": 0, "count": 20, "no_content": 1})
    assert (listed["total_count"], listed["item_count"]) == (1, 1)
    assert [one["title"] for one in listed["item"][0]["content"]["news_item"]] == ["春茶上市", "第二篇改"]
    assert [one["content"] for one in listed["item"][0]["content"]["news_item"]] == ["", ""]
    assert (await box.ask("draft/delete", {"media_id": draft}))["errcode"] == 0
    assert (await box.ask("draft/delete", {"media_id": draft}))["errcode"] == 40007


async def test_drafts_are_listed_by_their_last_change(box: Driver) -> None:
    await box.an_account()
    first, second = await a_draft(box), await a_draft(box)
    await box.advance(1)
    await box.ask("draft/update", {"media_id": first, "index": 0, "articles": an_article(box)})

    listed = await box.ask("draft/batchget", {"offset": 0, "count": 1})

    assert [one["media_id"] for one in listed["item"]] == [first]
    listed = await box.ask("draft/batchget", {"offset": 1, "count": 1})
    assert [one["media_id"] for one in listed["item"]] == [second]


async def test_item_21_the_thumb_must_be_a_permanent_picture(box: Driver) -> None:
    await box.an_account()

    for thumb in (a_file(box), a_file(box, MediaKind.VOICE, is_permanent=True), "no", None):
        answer = await box.ask("draft/add", {"articles": [an_article(box, thumb_media_id=thumb)]})
        assert answer["errcode"] == 40007


@pytest.mark.parametrize(
    ("given", "errcode"),
    [
        ({"title": "题" * 33}, 45003),
        ({"title": ""}, 45003),
        ({"author": "名" * 17}, 45110),
        ({"digest": "摘" * 129}, 45004),
        ({"content": "x" * 20_000}, 45002),
        ({"content": ""}, 45166),
        ({"content_source_url": "https://a.invalid/" + "u" * 1024}, 45005),
        ({"article_type": "newspic", "image_info": {"image_list": []}}, 40007),
        ({"article_type": "poem"}, 40035),
    ],
)
async def test_item_21_lengths_are_limited(box: Driver, given: dict[str, Any], errcode: int) -> None:
    await box.an_account()

    assert (await box.ask("draft/add", {"articles": [an_article(box, **given)]}))["errcode"] == errcode


async def test_a_draft_has_one_to_eight_articles(box: Driver) -> None:
    await box.an_account()

    assert (await box.ask("draft/add", {"articles": []}))["errcode"] == 44003
    assert (await box.ask("draft/add", {"articles": [an_article(box)] * 9}))["errcode"] == 45008
    assert "media_id" in await box.ask("draft/add", {"articles": [an_article(box)] * 8})


async def test_item_21_scripts_and_pictures_from_elsewhere_are_taken_out(box: Driver) -> None:
    await box.an_account()
    content = (
        '<p onclick="go()">一</p><script>bad()</script><img src="https://evil.invalid/a.png">'
        '<img data-src="https://mmbiz.qpic.cn/a/640">二'
    )

    draft = await a_draft(box, an_article(box, content=content))

    (article,) = (await box.ask("draft/get", {"media_id": draft}))["news_item"]
    assert article["content"] == '<p>一</p><img data-src="https://mmbiz.qpic.cn/a/640">二'
    assert article["digest"] == "一 二"


async def test_a_picture_message_has_pictures_instead_of_a_thumb(box: Driver) -> None:
    await box.an_account()
    pictures = {"image_list": [{"image_media_id": a_file(box, is_permanent=True)}]}
    said = {"article_type": "newspic", "title": "图集", "content": "三张图", "image_info": pictures}

    draft = (await box.ask("draft/add", {"articles": [said]}))["media_id"]

    assert (await box.ask("draft/get", {"media_id": draft}))["news_item"][0]["image_info"] == pictures


async def test_item_21_an_account_that_is_not_verified_has_no_drafts(box: Driver) -> None:
    await box.an_account(verified=False)

    assert (await box.ask("draft/count"))["errcode"] == 48001


async def test_drafts_are_switched_on(box: Driver) -> None:
    await box.an_account()

    assert await box.ask("draft/switch", {}, checkonly=1) == {"is_open": 1}
