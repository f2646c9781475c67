"""`/cgi-bin/draft/…`: the drafts that mass sends are made of (草稿箱)."""

from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.articles import read_article
from sandbox.cgi_bin.knock import Knock, asked, entitled, must_get, must_post, within_quota
from sandbox.cgi_bin.refusals import Refusal
from sandbox.drafts import Article, Draft
from sandbox.world import World

Answer = dict[str, Any]
MOST_ARTICLES, LONGEST_PAGE = 8, 20


def add_draft(world: World, knock: Knock) -> Answer:
    """A new draft of one to eight articles; its media id."""
    account, said = asked(world, knock)
    listed = said.get("articles")
    if not isinstance(listed, list) or not listed:
        raise Refusal(44003)
    if len(listed) > MOST_ARTICLES:
        raise Refusal(45008)
    articles = [read_article(account, one, world.now(), is_alone=len(listed) == 1) for one in listed]
    within_quota(world, account, knock.api)
    number, now = world.count("draft"), world.now()
    media_id = world.dice.text(f"draft/{number}", 64)
    for place, article in enumerate(articles):
        article["url"] = "http://mp.weixin.qq.com/s/" + world.dice.text(f"draft/{number}/{place}", 22)
    account.drafts.kept[media_id] = Draft(media_id, articles, now, now)
    return {"media_id": media_id}


def get_draft(world: World, knock: Knock) -> Answer:
    """All articles of a draft."""
    account, said = asked(world, knock)
    draft = _draft(account, said)
    within_quota(world, account, knock.api)
    return {"news_item": draft.articles}


def update_draft(world: World, knock: Knock) -> Answer:
    """Another article in the place of one; `articles` is one object here, not a list."""
    account, said = asked(world, knock)
    draft, index = _draft(account, said), said.get("index")
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(draft.articles):
        raise Refusal(40035)
    article = read_article(account, said.get("articles"), world.now(), is_alone=len(draft.articles) == 1)
    within_quota(world, account, knock.api)
    draft.articles[index] = article | {"url": draft.articles[index]["url"]}
    draft.updated_at = world.now()
    return {"errcode": 0, "errmsg": "ok"}


def delete_draft(world: World, knock: Knock) -> Answer:
    """One less, for good."""
    account, said = asked(world, knock)
    draft = _draft(account, said)
    within_quota(world, account, knock.api)
    del account.drafts.kept[draft.media_id]
    return {"errcode": 0, "errmsg": "ok"}


def count_drafts(world: World, knock: Knock) -> Answer:
    """How many there are."""
    account = entitled(world, knock)
    must_get(knock)
    within_quota(world, account, knock.api)
    return {"total_count": len(account.drafts.kept)}


def list_drafts(world: World, knock: Knock) -> Answer:
    """A page of them, changed last first; `no_content` leaves the texts out."""
    account, said = asked(world, knock)
    offset, count = said.get("offset"), said.get("count")
    if not isinstance(offset, int) or not isinstance(count, int) or offset < 0 or not 1 <= count <= LONGEST_PAGE:
        raise Refusal(40035)
    within_quota(world, account, knock.api)
    page = account.drafts.newest_first()[offset : offset + count]
    items = [_listed(draft, is_brief=said.get("no_content") == 1) for draft in page]
    return {"total_count": len(account.drafts.kept), "item_count": len(items), "item": items}


def draft_switch(world: World, knock: Knock) -> Answer:
    """Whether drafts are switched on. They are, for everybody, since 2022."""
    entitled(world, knock)
    must_post(knock)
    return {"is_open": 1}


def _draft(account: Account, said: Answer) -> Draft:
    media_id = said.get("media_id")
    if not isinstance(media_id, str) or media_id not in account.drafts.kept:
        raise Refusal(40007)
    return account.drafts.kept[media_id]


def _listed(draft: Draft, *, is_brief: bool) -> Answer:
    articles: list[Article] = [article | {"content": ""} if is_brief else article for article in draft.articles]
    return {
        "media_id": draft.media_id,
        "content": {"news_item": articles},
        "update_time": int(draft.updated_at),
    }
