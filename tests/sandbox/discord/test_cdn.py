"""Signed addresses serve the bytes until they expire."""

import aiohttp
import pytest

from bot.sandbox.discord import Fault, FaultKind, Message, Upload
from tests.sandbox.discord.bots import png
from tests.sandbox.discord.places import Place
from tests.sandbox.discord.raw import Answer


async def _posted(place: Place, name: str = "cat.png", data: bytes | None = None) -> Message:
    return await place.ann.say(place.channel, "look", Upload(name, png() if data is None else data))


async def _get(place: Place, url: str, method: str = "GET") -> Answer:
    async with place.api.session.request(method, url) as response:
        return Answer(response.status, await response.read(), response.headers)


async def test_a_file_is_served_with_type_and_length(place: Place) -> None:
    (file,) = (await _posted(place)).attachments
    response = await _get(place, file.url)
    assert (response.status, response.body, response.headers["Content-Type"]) == (200, png(), "image/png")
    assert response.headers["Content-Length"] == str(len(png()))


async def test_a_head_request_tells_the_length(place: Place) -> None:
    (file,) = (await _posted(place)).attachments
    response = await _get(place, file.url, "HEAD")
    assert (response.status, response.headers["Content-Length"], response.body) == (200, str(len(png())), b"")


async def test_the_type_comes_from_the_bytes(place: Place) -> None:
    (lie,) = (await _posted(place, "cat.png", b"\x00not a picture")).attachments
    (truth,) = (await _posted(place, "notes.bin", png())).attachments
    assert (lie.content_type, truth.content_type) == ("application/octet-stream", "image/png")


async def test_an_address_expires_with_logical_time(place: Place) -> None:
    (file,) = (await _posted(place)).attachments
    place.wait(hours=25)
    assert (await _get(place, file.url)).status == 404


async def test_asking_for_the_message_again_renews_the_address(place: Place) -> None:
    message = await _posted(place)
    place.wait(hours=25)
    (fresh,) = place.ann.sees(place.channel)
    assert (await _get(place, fresh.attachments[0].url)).status == 200
    assert fresh.id == message.id


@pytest.mark.parametrize("change", [("ex=", "ex=f"), ("hm=", "hm=0"), ("cat.png", "dog.png"), ("?", "?x=")])
async def test_a_changed_address_is_refused(place: Place, change: tuple[str, str]) -> None:
    (file,) = (await _posted(place)).attachments
    assert (await _get(place, file.url.replace(*change))).status == 404


async def test_an_unusual_name_is_made_safe_and_served(place: Place) -> None:
    (file,) = (await _posted(place, "my cat (1) é/../x.png")).attachments
    assert file.filename == "my_cat_1_é_.._x.png"
    assert (await _get(place, file.url)).status == 200


async def test_a_slow_file_comes_late(place: Place) -> None:
    (file,) = (await _posted(place)).attachments
    place.local.faults.add(Fault(kind="cdn_slow", seconds=5))
    with pytest.raises(TimeoutError):
        await place.api.session.get(file.url, timeout=aiohttp.ClientTimeout(total=0.05))


async def test_a_cut_file_breaks_off(place: Place) -> None:
    (file,) = (await _posted(place)).attachments
    place.local.faults.add(Fault(kind="cdn_cut"))
    with pytest.raises(aiohttp.ClientPayloadError):
        await _get(place, file.url)


@pytest.mark.parametrize("kind", ["cdn_404", "cdn_expired"])
async def test_a_file_may_be_gone(place: Place, kind: FaultKind) -> None:
    (file,) = (await _posted(place)).attachments
    place.local.faults.add(Fault(kind=kind))
    assert (await _get(place, file.url)).status == 404
    assert (await _get(place, file.url)).status == 200


async def test_a_file_may_come_under_a_wrong_type(place: Place) -> None:
    (file,) = (await _posted(place)).attachments
    place.local.faults.add(Fault(kind="cdn_wrong_type"))
    assert (await _get(place, file.url)).headers["Content-Type"] == "text/html"


@pytest.mark.parametrize("path", ["/embed/avatars/0.png", "/avatars/1/a.png?size=64", "/icons/1/i.png"])
async def test_avatars_need_no_signature(place: Place, path: str) -> None:
    assert (await _get(place, place.local.url + path)).headers["Content-Type"] == "image/png"
