"""A file comes in by HTTP, and goes out to whoever has its address."""

from datetime import timedelta

import pytest

from domain.assets.models import Asset
from domain.media.links import LASTS
from server import assets as door
from tests.factories import a_viewer
from tests.files import AMR, MP4, png
from tests.server.knocking import bearer, post

BOUNDARY = "----form7MA4YWxkTrZu0gW"
ASSETS = "{ assets { edges { node { id kind name contentType size width height url } } } }"


async def upload(http, viewer, clock, data=b"", content_type="image/png", **query):
    headers = {"Authorization": bearer(viewer, clock), "Content-Type": content_type}
    return await http.post("/assets", params=query, content=data, headers=headers)


def form(*parts: tuple[str, bytes]) -> bytes:
    """A form as wx.uploadFile writes it."""
    body = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {named}\r\n\r\n".encode() + data + b"\r\n"
        for named, data in parts
    )
    return body + f"--{BOUNDARY}--\r\n".encode()


FORM = f"multipart/form-data; boundary={BOUNDARY}"


async def test_a_file_comes_in_and_is_seen(http, clock):
    viewer = await a_viewer()

    answer = await upload(http, viewer, clock, png(640, 480), name="茶.png")

    asset = answer.json()["asset"]
    assert answer.status_code == 201
    assert (asset["kind"], asset["name"], asset["contentType"]) == ("IMAGE", "茶.png", "image/png")
    assert (asset["width"], asset["height"], asset["size"]) == (640, 480, len(png()))
    (edge,) = (await post(http, ASSETS, viewer, clock)).json()["data"]["assets"]["edges"]
    assert edge["node"] == {name: value for name, value in asset.items() if name != "createdAt"}
    file = await http.get(asset["url"])
    assert (file.content, file.headers["content-type"]) == (png(640, 480), "image/png")
    assert file.headers["content-security-policy"] == "sandbox"


async def test_a_form_comes_in_as_a_phone_sends_it(http, clock):
    data = MP4 + b"\r\n--not the boundary\r\n\r\n" + bytes(range(256))
    body = form(('name="kind"', b"VIDEO"), ('name="file"; filename="wx.mp4"\r\nContent-Type: text/html', data))

    asset = (await upload(http, await a_viewer(), clock, body, FORM)).json()["asset"]

    assert (asset["kind"], asset["name"], asset["size"]) == ("VIDEO", "wx.mp4", len(data))
    assert (await http.get(asset["url"])).content == data


async def test_the_same_bytes_twice_are_one_asset(http, clock):
    viewer = await a_viewer()

    first, second = [(await upload(http, viewer, clock, AMR, name=name)).json() for name in ("a", "b")]

    assert first["asset"]["id"] == second["asset"]["id"]


@pytest.mark.parametrize(
    ("data", "content_type", "query", "status"),
    [
        (b"<script>", "image/png", {"name": "a.png"}, 422),
        (png(), "image/png", {"name": "a.png", "kind": "VOICE"}, 422),
        (png(), "image/png", {"name": "a.png", "kind": "NOPE"}, 422),
        (png(), "image/png", {}, 422),
        (png(9000, 9000), "image/png", {"name": "a.png"}, 422),
        (b"", "image/png", {"name": "a.png"}, 422),
        (AMR + b"0" * 2 * 1024 * 1024, "audio/amr", {"name": "a"}, 413),
        (png() + b"0" * 10 * 1024 * 1024, "image/png", {"name": "a"}, 413),
        (form(('name="other"', b"x")), FORM, {}, 400),
        (form(('name="file"; filename="a"', png()))[:-6], FORM, {}, 400),
        (b"", FORM, {}, 400),
        (b"--x--", "multipart/form-data", {}, 400),
    ],
)
async def test_what_does_not_fit_is_refused_with_a_sentence(http, clock, data, content_type, query, status):
    answer = await upload(http, await a_viewer(), clock, data, content_type, **query)

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (status, "BAD_USER_INPUT")
    assert error["message"].endswith(".")
    assert error["extensions"]["requestId"] == answer.headers["x-request-id"]
    assert await Asset.all().count() == 0


async def test_nobody_comes_in_without_signing_in(http):
    answer = await http.post("/assets", params={"name": "a"}, content=png())

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")


async def test_uploads_are_paid_for(http, clock, monkeypatch):
    monkeypatch.setattr(door, "COST", 10_000_000)

    answer = await upload(http, await a_viewer(), clock, png(), name="a")

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
    assert int(answer.headers["retry-after"]) > 0


async def test_an_address_serves_for_an_hour_and_opens_nothing_else(http, clock):
    asset = (await upload(http, await a_viewer(), clock, png(), name="a")).json()["asset"]
    token = asset["url"].rsplit("/", 1)[1]

    assert (await http.get(f"/assets/{token}")).status_code == 200
    assert (await http.get(f"/media/{token}")).status_code == 404
    assert (await http.get(f"/assets/{token[:-2]}AA")).status_code == 404
    clock.advance(LASTS + timedelta(minutes=15))
    assert (await http.get(f"/assets/{token}")).status_code == 404
