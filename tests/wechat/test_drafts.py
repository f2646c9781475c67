from datetime import UTC, datetime

import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, Fault, error
from wechat import Draft, DraftPage, Drafts, Refused, TryLater, Uncertain, Unsayable, WeChat

ADD = "/cgi-bin/draft/add"
GET = "/cgi-bin/draft/get"
UPDATE = "/cgi-bin/draft/update"
DELETE = "/cgi-bin/draft/delete"
LIST = "/cgi-bin/draft/batchget"

PAGE = DraftPage(
    title="新品",
    content="<p>你好 & 再见</p>",
    thumb_media_id="T",
    author="小店",
    digest="摘要",
    source_url="https://a.example",
    takes_comments=True,
)
ARTICLE: dict[str, object] = {
    "article_type": "news",
    "title": "新品",
    "content": "<p>你好 & 再见</p>",
    "thumb_media_id": "T",
    "author": "小店",
    "digest": "摘要",
    "content_source_url": "https://a.example",
    "need_open_comment": 1,
    "only_fans_can_comment": 0,
}


async def test_a_draft_is_put_into_the_box(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, {"media_id": "DRAFT"})

    assert await wechat.add_draft([PAGE]) == "DRAFT"

    [heard] = fake.heard_at(ADD)
    assert heard.json == {"articles": [ARTICLE]}
    assert "<p>你好 & 再见</p>".encode() in heard.body


async def test_pictures_alone_make_an_article_of_another_kind(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, {"media_id": "DRAFT"})

    await wechat.add_draft([DraftPage("图", pictures=("A", "B"))])

    assert fake.heard_at(ADD)[0].json["articles"] == [
        {
            "article_type": "newspic",
            "title": "图",
            "need_open_comment": 0,
            "only_fans_can_comment": 0,
            "image_info": {"image_list": [{"image_media_id": "A"}, {"image_media_id": "B"}]},
        }
    ]


@pytest.mark.parametrize("count", [0, 9])
async def test_a_draft_that_wechat_refuses_is_not_sent(wechat: WeChat, fake: FakeWeChat, count: int):
    with pytest.raises(Unsayable, match="from 1 to 8"):
        await wechat.add_draft([PAGE] * count)

    assert fake.heard == []


@pytest.mark.parametrize("says", [Fault.HANG_UP, OK])
async def test_a_draft_that_may_be_in_the_box_is_not_added_again(wechat: WeChat, fake: FakeWeChat, says: Fault):
    fake.will_say(ADD, says)

    with pytest.raises(Uncertain):
        await wechat.add_draft([PAGE])

    assert len(fake.heard_at(ADD)) == 1


async def test_a_draft_comes_back_as_it_went(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, {"news_item": [{**ARTICLE, "url": "http://mp.example/s", "pic_crop_1_1": "0_0_1_1"}]})
    fake.will_say(UPDATE, OK)

    [page] = await wechat.draft("DRAFT")
    await wechat.update_draft("DRAFT", 0, page)

    assert page.url == "http://mp.example/s"
    assert fake.heard_at(UPDATE)[0].json == {
        "media_id": "DRAFT",
        "index": 0,
        "articles": {**ARTICLE, "pic_crop_1_1": "0_0_1_1"},
    }


async def test_a_draft_of_pictures_comes_back_as_it_went(wechat: WeChat, fake: FakeWeChat):
    row = {"article_type": "newspic", "title": "图", "image_info": {"image_list": [{"image_media_id": "A"}]}}
    fake.will_say(GET, {"news_item": [row]})

    assert await wechat.draft("DRAFT") == (DraftPage("图", pictures=("A",)),)


async def test_a_draft_that_was_sent_is_gone(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, error(40007))

    with pytest.raises(Refused):
        await wechat.draft("DRAFT")


async def test_a_draft_is_thrown_away(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(DELETE, OK)

    await wechat.delete_draft("DRAFT")

    assert fake.heard_at(DELETE)[0].json == {"media_id": "DRAFT"}


async def test_drafts_are_listed(wechat: WeChat, fake: FakeWeChat):
    row = {"media_id": "DRAFT", "content": {"news_item": [ARTICLE]}, "update_time": 1700000000}
    fake.will_say(LIST, {"total_count": 31, "item_count": 1, "item": [row]})

    assert await wechat.drafts(20, 10) == Drafts(
        31, (Draft("DRAFT", (PAGE,), datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),)
    )
    assert fake.heard_at(LIST)[0].json == {"offset": 20, "count": 10, "no_content": 0}


@pytest.mark.parametrize("count", [0, 21])
async def test_a_page_of_drafts_has_at_most_twenty(wechat: WeChat, count: int):
    with pytest.raises(Unsayable):
        await wechat.drafts(0, count)


async def test_a_list_that_is_none_is_for_later(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(LIST, OK)

    with pytest.raises(TryLater):
        await wechat.drafts()
