"""Signing devices out, changing passwords, and guessing them."""

from domain.redis import close, use
from domain.viewer import Viewer
from tests.factories import PASSWORD, a_viewer, an_agent
from tests.schema.asking import ask, told
from tests.schema.people import SIGN_IN, a_colleague, an_owner, signs_in

END = "mutation ($input: EndSessionInput!) { endSession(input: $input) { userErrors { code } } }"
PASSWORDS = """
mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code field } } }"""
SESSIONS = "{ sessions { id device createdAt refreshedAt current } }"


async def test_devices_are_listed_and_signed_out():
    agent = await an_agent()
    phone, desk = await a_viewer(agent=agent), await a_viewer(agent=agent)

    listed = await told(SESSIONS, desk)
    await told(END, desk, input={"sessionId": next(one["id"] for one in listed if not one["current"])})

    assert len(listed) == 2
    assert await Viewer.of_session(phone.session_id) is None
    assert await Viewer.of_session(desk.session_id) is not None


async def test_a_colleagues_device_is_for_those_above():
    owner = await an_owner()
    colleague = await a_colleague(owner)
    asked = {"sessionId": f"ses_{owner.session_id.hex}"}

    assert (await ask(END, colleague, input=asked)).codes == ["FORBIDDEN"]
    assert (await told(END, await an_owner(), input=asked))["userErrors"][0]["code"] == "NOT_FOUND"
    assert (await told(END, owner, input={"sessionId": f"ses_{colleague.session_id.hex}"}))["userErrors"] == []


async def test_a_new_password_signs_the_other_devices_out():
    agent = await an_agent()
    here, elsewhere = await a_viewer(agent=agent), await a_viewer(agent=agent)
    wanted = {"currentPassword": PASSWORD, "newPassword": "something longer"}

    assert (await told(PASSWORDS, here, input=wanted))["userErrors"] == []

    assert await Viewer.of_session(here.session_id)
    assert not await Viewer.of_session(elsewhere.session_id)
    assert await signs_in(agent.email, "something longer")
    assert not await signs_in(agent.email)


async def test_a_password_is_not_changed_by_whoever_does_not_know_it():
    wanted = {"currentPassword": "guess", "newPassword": "something longer"}

    assert (await told(PASSWORDS, await a_viewer(), input=wanted))["userErrors"][0]["code"] == "INVALID_CREDENTIALS"


# Guessing


async def test_ten_wrong_passwords_have_to_wait():
    email = (await an_agent()).email
    for _ in range(10):
        await signs_in(email, "guess")

    answer = await told(SIGN_IN, None, input={"email": email, "password": PASSWORD})

    assert answer["userErrors"][0]["code"] == "RATE_LIMITED"
    assert "wait" in answer["userErrors"][0]["message"]


async def test_the_right_password_forgives_the_wrong_ones():
    email = (await an_agent()).email
    for _ in range(3):
        for _ in range(9):
            await signs_in(email, "guess")

        assert await signs_in(email)


async def test_without_redis_agents_sign_in_all_the_same():
    email = (await an_agent()).email
    await close()
    use("unix:///nowhere/redis.sock")

    assert await signs_in(email)
