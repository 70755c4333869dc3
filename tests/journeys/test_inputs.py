"""Bad pictures: each ends in one sentence with the limit and the picture's own figure, before anything is paid."""
# ruff: noqa: RUF001 - the sign between a width and a height is meant

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.discord import Fault, FaultKind, Upload
from tests.journeys import odd_pictures as odd
from tests.journeys.endings import gives_back, is_delivered, last_words, paid
from tests.journeys.fixture import Stage
from tests.journeys.logbook import Logbook
from tests.journeys.pictures import has_picture, png, size_of
from tests.journeys.trades import Trade, at_both

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

Make = Callable[[], Upload]

FOR_NOBODY: dict[str, tuple[Make, tuple[str, ...]]] = {
    "text": (odd.text, ("isn't a picture",)),
    "HTML": (odd.page, ("isn't a picture",)),
    "SVG": (odd.svg, ("isn't a picture",)),
    "nothing": (odd.nothing, ("isn't a picture",)),
    "half a PNG": (odd.cut_png, ("damaged",)),
    "half a JPEG": (odd.cut_jpeg, ("damaged",)),
    "animated GIF": (partial(odd.animated, "GIF"), ("animated", "3 frames", "still")),
    "animated PNG": (partial(odd.animated, "PNG"), ("animated", "3 frames", "still")),
    "animated WebP": (partial(odd.animated, "WEBP"), ("animated", "3 frames", "still")),
    "still GIF": (partial(odd.still, "GIF"), ("GIF", "JPEG, PNG, WEBP")),
    "BMP": (partial(odd.still, "BMP"), ("BMP", "JPEG, PNG, WEBP")),
    "pixel bomb": (partial(odd.bomb, 50_000), ("50,000 × 50,000", "100 megapixels")),
    "one pixel too long": (partial(odd.solid, 9217, 64), ("9,217 × 64", "9,216 px")),
    "more bytes than anybody takes": (partial(odd.weighing, 25 * 2**20 + 1), ("26.3 MB", "26.2 MB")),
}

BEYOND_MAGIC_TIGER: dict[str, tuple[Make, tuple[str, ...]]] = {
    "one pixel too narrow": (partial(odd.solid, 63, 200), ("63 × 200", "64 px")),
    "one pixel too low": (partial(odd.solid, 200, 63), ("200 × 63", "64 px")),
    "one pixel too long": (partial(odd.solid, 64, 9217), ("64 × 9,217", "9,216 px")),
    "turned by EXIF": (partial(odd.turned, 63, 200), ("63 × 200", "64 px")),
    "one byte too much": (partial(odd.weighing, 20_000_001), ("20.1 MB", "20 MB")),
}

WITHIN_MAGIC_TIGER: dict[str, tuple[Make, tuple[int, int]]] = {
    "smallest": (partial(odd.solid, 64, 64), (64, 64)),
    "longest": (partial(odd.solid, 9216, 64), (9216, 64)),
    "heaviest": (partial(odd.weighing, 20_000_000), (96, 64)),
    "JPEG called PNG": (partial(odd.misnamed, "photo.png"), (96, 64)),
    "JPEG called text": (partial(odd.misnamed, "notes.txt"), (96, 64)),
}


def each(cases: Mapping[str, tuple[Make, tuple[object, ...]]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("make", "expected"), cases.values(), ids=cases.keys())


async def is_refused(stage: Stage, figures: tuple[str, ...], **given: object) -> None:
    """The command ends in one sentence with these words, costs nothing anywhere and holds nothing."""
    command = "faceswap" if "target" in given else "enhance"
    message = await last_words(stage, await stage.mia.slash(stage.channel, command, **given))

    assert [figure for figure in figures if figure not in message.content] == []
    assert paid(stage) == []
    assert await gives_back(stage)


async def delivered(stage: Stage, **given: object) -> Task:
    """The task whose picture Mia got, in one message."""
    conversation = await stage.mia.slash(stage.channel, "enhance", **given)
    await conversation.until(has_picture)
    assert len(stage.mia.sees(stage.channel)) == 1
    return await stage.until_task(lambda task: task.state is State.DELIVERED)


def shown_size(stage: Stage) -> tuple[int, int]:
    (message,) = stage.mia.sees(stage.channel)
    return size_of(message.attachments[0].data)


@each(FOR_NOBODY)
async def test_what_nobody_can_use_is_refused_before_anything_is_paid(
    room: Stage, make: Make, expected: tuple[str, ...]
) -> None:
    await is_refused(room, ("image", *expected), image=make())


@each(BEYOND_MAGIC_TIGER)
async def test_what_is_beyond_magic_tiger_is_refused_with_its_limit_and_the_pictures_own_figure(
    room: Stage, make: Make, expected: tuple[str, ...]
) -> None:
    await is_refused(room, ("image", *expected), image=make(), provider="magictiger")


@each(WITHIN_MAGIC_TIGER)
async def test_what_just_fits_magic_tiger_is_paid_once_and_delivered(
    room: Stage, make: Make, expected: tuple[int, int]
) -> None:
    task = await delivered(room, image=make(), provider="magictiger")

    assert [bill.own_id for bill in room.vendors.magictiger.paid_tasks] == [task.id]
    assert shown_size(room) == expected


@pytest.mark.parametrize("make", [partial(odd.solid, 63, 200), partial(odd.weighing, 20_000_001)])
async def test_what_only_magic_tiger_refuses_is_done_here_for_nothing(room: Stage, make: Make) -> None:
    task = await delivered(room, image=make())

    assert (task.provider, task.price) == ("local", 0)
    assert paid(room) == []
    assert await gives_back(room)


async def test_a_picture_that_exif_turns_comes_back_the_way_it_is_shown(room: Stage) -> None:
    await delivered(room, image=odd.turned(64, 96), provider="local")

    assert shown_size(room) == (128, 192)


async def test_a_bad_second_picture_is_named_by_its_slot(room: Stage) -> None:
    await is_refused(room, ("target", "isn't a picture"), source=png(), target=odd.text())


async def test_pictures_without_a_face_are_refused_by_the_face_swap_of_this_machine(room: Stage) -> None:
    await is_refused(room, ("face", "source"), source=png(), target=png(), provider="local")


@pytest.mark.parametrize("kind", ["cdn_404", "cdn_expired"])
async def test_a_picture_that_discord_no_longer_has_is_said_to_be_gone(room: Stage, kind: FaultKind) -> None:
    room.discord.faults.add(Fault(kind=kind))

    await is_refused(room, ("image", "was removed"), image=png())


@pytest.mark.parametrize(("kind", "times"), [("cdn_cut", 2), ("cdn_slow", 1), ("cdn_wrong_type", 1)])
async def test_a_picture_that_discord_hands_out_badly_is_fetched_again_or_all_the_same(
    room: Stage, kind: FaultKind, times: int
) -> None:
    room.discord.faults.add(Fault(kind=kind, times=times))

    await delivered(room, image=png(), provider="magictiger")

    assert paid(room) == ["1"]


async def test_a_picture_that_discord_never_hands_out_whole_ends_the_wait_with_a_sentence(room: Stage) -> None:
    room.discord.faults.add(Fault(kind="cdn_cut", times=1000))
    conversation = await room.mia.slash(room.channel, "enhance", image=png())
    await conversation.until(lambda message: "Discord didn't hand me" in message.content)
    room.clock.shift(timedelta(minutes=10))
    message = await last_words(room, conversation)

    assert "couldn't start it within 10 minutes" in message.content
    assert paid(room) == []
    assert await gives_back(room)


async def test_the_operator_finds_the_refusal_in_the_log(room: Stage, logbook: Logbook) -> None:
    await is_refused(room, (), image=odd.cut_png())
    (task,) = await room.tasks()

    assert logbook.about(task.id, "broken_picture")


@at_both
async def test_without_a_public_address_vendors_fetch_from_discord(room: Stage, trade: Trade) -> None:
    await is_delivered(room, trade, await trade.order(room))

    sent = trade.links(room)
    assert len(sent) == len(trade.slots)
    assert all(link.startswith(room.discord.url) and "hm=" in link for link in sent)
