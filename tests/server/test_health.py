import pytest

from domain import database, redis


async def test_a_process_that_lives_says_so(http):
    assert (await http.get("/healthz")).json() == {"status": "ok"}


async def test_it_is_ready_when_database_and_redis_answer(http):
    answer = await http.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": True, "redis": True})


async def test_it_names_the_redis_that_does_not_answer(http):
    await redis.close()
    redis.use("unix:///nowhere/redis.sock")

    answer = await http.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "database": True, "redis": False})


async def test_it_names_the_database_that_does_not_answer(http, tmp_path):
    await database.close_database()
    await database.open_database("postgres://nobody@127.0.0.1:1/nothing")

    answer = await http.get("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.mark.parametrize("face", ["0123456789ab", "ffffffffffff"])
async def test_a_fan_has_a_face_that_stays(http, face):
    first, second = [await http.get(f"/avatars/{face}.svg") for _ in range(2)]

    assert first.text == second.text
    assert first.headers["content-type"] == "image/svg+xml"
    assert "immutable" in first.headers["cache-control"]


@pytest.mark.parametrize("face", ["x", "0123456789AB", "0123456789abc", "%3Cscript%3E"])
async def test_what_is_no_face_is_not_drawn(http, face):
    assert (await http.get(f"/avatars/{face}.svg")).status_code == 404
