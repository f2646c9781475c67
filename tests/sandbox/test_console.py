"""What people do in WeChat's own console, done at the control API; and what it shows of the account."""

from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID
from tests.sandbox.speaking import a_draft

HERE = f"/accounts/{APP_ID}"


async def test_the_library_names_keywords_and_their_kinds(box: Driver) -> None:
    library = (await box.control("GET", "/templates"))["library"]

    assert {"shortId", "title", "keywords"} == set(library[0])
    assert library[0]["keywords"]["消费金额"] == "amount"


async def test_a_template_of_ones_own_is_kept(box: Driver) -> None:
    await box.an_account()

    made = await box.control("POST", HERE + "/templates", title="通知", content="{{first.DATA}}\n说明:{{thing1.DATA}}")

    assert made["fields"] == ["thing1"]
    assert (await box.control("GET", HERE + "/templates"))["templates"] == [made]
    why = await box.refused("POST", HERE + "/templates", title="通知", content="没有字段")
    assert "at least one field" in why
    assert "no template" in await box.refused("PATCH", HERE + "/templates/none", banned=True)


async def test_a_draft_is_published_once(box: Driver) -> None:
    await box.an_account()
    draft = await a_draft(box)

    assert (await box.control("POST", f"{HERE}/drafts/{draft}/publish"))["articleId"]
    assert "no draft" in await box.refused("POST", f"{HERE}/drafts/{draft}/publish")


async def test_mass_jobs_and_menus_are_shown(box: Driver) -> None:
    await box.an_account()
    await box.a_fan()
    button = {"type": "click", "name": "茶", "key": "K"}
    await box.ask("menu/create", {"button": [button]})
    menu = await box.ask("menu/addconditional", {"button": [button], "matchrule": {"tag_id": 2}})
    said = {"filter": {"is_to_all": True}, "msgtype": "text", "text": {"content": "新茶"}}
    await box.ask("message/mass/sendall", said)
    await box.advance(60)

    (job,) = (await box.control("GET", HERE + "/mass-jobs"))["jobs"]
    menus = await box.control("GET", HERE + "/menus")

    assert (job["state"], job["text"], job["counts"]["SentCount"]) == ("SEND_SUCCESS", "新茶", 1)
    assert [one["name"] for one in menus["default"]] == ["茶"]
    assert [(str(one["id"]), one["rule"]) for one in menus["conditional"]] == [(menu["menuid"], {"tag_id": "2"})]
