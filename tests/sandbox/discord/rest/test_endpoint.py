"""HTTP as Discord speaks it: authorisation, content types, errors, rate-limit headers."""

import asyncio

import aiohttp
import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.discord import Exchange, LocalDiscord
from bot.sandbox.discord.quotas import REQUESTS_PER_WINDOW
from tests.sandbox.discord.places import Place
from tests.sandbox.discord.raw import Api

ME = "/users/@me"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bot wrong"}, {"Authorization": "Bearer x"}])
async def test_a_bot_route_needs_the_bots_token(place: Place, headers: dict[str, str]) -> None:
    async with place.api.session.get(place.local.api_base + ME, headers=headers) as response:
        assert (response.status, await response.json()) == (401, {"code": 0, "message": "401: Unauthorized"})


async def test_json_comes_without_a_charset(place: Place) -> None:
    assert (await place.api.call("GET", ME)).headers["Content-Type"] == "application/json"


async def test_an_answer_tells_its_bucket(place: Place) -> None:
    first, second = await place.api.call("GET", ME), await place.api.call("GET", ME)
    assert first.headers["X-RateLimit-Bucket"] == second.headers["X-RateLimit-Bucket"]
    assert int(first.headers["X-RateLimit-Remaining"]) == int(second.headers["X-RateLimit-Remaining"]) + 1


async def test_too_many_requests_are_limited_and_do_nothing(place: Place) -> None:
    path = f"/channels/{place.channel.id}/messages"
    count = REQUESTS_PER_WINDOW + 5
    answers = await asyncio.gather(*(place.api.call("POST", path, {"content": "x"}) for _ in range(count)))
    limited = [answer for answer in answers if answer.status == 429]
    assert limited[0].headers["X-RateLimit-Scope"] == "user"
    assert len(place.local.messages(place.channel)) == count - len(limited)


async def test_a_callback_has_no_bucket(place: Place) -> None:
    answer = await place.api.call("POST", "/interactions/1/token/callback", {"type": 5})
    assert (answer.code, "X-RateLimit-Bucket" in answer.headers) == (10062, False)


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("PUT", ME, 405)])
async def test_unknown_addresses_and_methods_answer_in_json(place: Place, method: str, path: str, status: int) -> None:
    answer = await place.api.call(method, path)
    assert (answer.status, answer.code) == (status, 0)


@pytest.mark.parametrize(
    ("content_type", "data", "code"),
    [
        ("text/plain", b"{}", 50035),
        ("multipart/form-data", b"{}", 50035),
        ("application/json", b"{", 50109),
        ("application/json", b"[" * 100_000, 50109),
        ("application/json", b"\xff", 50109),
        ("application/json", b"[]", 50035),
        ("application/json", b'{"content": 5}', 50035),
        ("application/json", b'{"content": "x", "embeds": ["x"]}', 50035),
        ("application/json", b'{"content": "x", "components": 1}', 50035),
        ("application/json", b'{"content": "x", "attachments": [{"id": "x"}]}', 50035),
        ("application/json", b'{"content": "x", "message_reference": {"message_id": "x"}}', 50035),
        ("application/json", b'{"content": "x", "flags": "x"}', 50035),
    ],
)
async def test_a_body_that_is_no_form_is_refused(place: Place, content_type: str, data: bytes, code: int) -> None:
    headers = {"Authorization": f"Bot {place.local.token}", "Content-Type": content_type}
    url = f"{place.local.api_base}/channels/{place.channel.id}/messages"
    async with place.api.session.post(url, data=data, headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (400, code)


@pytest.mark.parametrize("name", ["files", "image", "files[x]"])
async def test_a_file_part_has_a_number(place: Place, name: str) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field(name, b"data", filename="a.bin")
    url = f"{place.local.api_base}/channels/{place.channel.id}/messages"
    headers = {"Authorization": f"Bot {place.local.token}"}
    async with place.api.session.post(url, data=form, headers=headers) as response:
        assert (await response.json())["errors"][name]["_errors"][0]["code"] == "UNKNOWN_PART"


async def test_parts_come_in_any_order_and_numbers_have_gaps(place: Place) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("files[7]", b"seven", filename="7.bin")
    form.add_field("files[2]", b"two", filename="2.bin")
    form.add_field("payload_json", '{"content": "x"}', content_type="application/json")
    url = f"{place.local.api_base}/channels/{place.channel.id}/messages"
    headers = {"Authorization": f"Bot {place.local.token}"}
    async with place.api.session.post(url, data=form, headers=headers) as response:
        assert [file["filename"] for file in (await response.json())["attachments"]] == ["2.bin", "7.bin"]


async def test_a_number_is_used_once(place: Place) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("files[0]", b"one", filename="1.bin")
    form.add_field("files[0]", b"two", filename="2.bin")
    url = f"{place.local.api_base}/channels/{place.channel.id}/messages"
    headers = {"Authorization": f"Bot {place.local.token}"}
    async with place.api.session.post(url, data=form, headers=headers) as response:
        assert (await response.json())["errors"]["files[0]"]["_errors"][0]["code"] == "DUPLICATE_PART"


async def test_plain_form_fields_may_replace_the_json(place: Place) -> None:
    form = aiohttp.FormData({"content": "plain"})
    form.add_field("file", b"data", filename="a.bin")
    url = f"{place.local.api_base}/channels/{place.channel.id}/messages"
    headers = {"Authorization": f"Bot {place.local.token}"}
    async with place.api.session.post(url, data=form, headers=headers) as response:
        assert (await response.json())["content"] == "plain"


async def test_observers_hear_of_every_exchange() -> None:
    heard: list[Exchange] = []
    async with (
        LocalDiscord(clock=ShiftedClock(), observers=[heard.append]) as local,
        aiohttp.ClientSession() as session,
    ):
        await Api(local, session).call("POST", "/users/@me/channels?x=1", {"recipient_id": "1"})
    (exchange,) = heard
    assert (exchange.method, exchange.path, exchange.query) == ("POST", "/users/@me/channels", {"x": "1"})
    assert (exchange.request, exchange.status, exchange.response["code"]) == ({"recipient_id": "1"}, 400, 50033)


async def test_the_bots_token_is_in_no_representation(place: Place) -> None:
    assert place.local.token not in repr(place.local) + repr(place.local._backend)
