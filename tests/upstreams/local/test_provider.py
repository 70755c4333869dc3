import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import NoReturn, TypeVar

import pytest
from PIL import Image

from bot.domain.errors import Refused, Unreachable
from bot.domain.modes import EnhanceMode
from bot.domain.offers import Coverage, Offer, Order, Travel
from bot.domain.outcomes import Broke, Finished
from bot.domain.sentences import Reason, Value
from bot.domain.toolbox import EnhanceOptions
from bot.domain.toolbox.edit import EnlargeOptions
from bot.pool import Busy, Crashed, Pool, TooSlow
from bot.upstreams.base import Callback, Claim
from bot.upstreams.local.errors import BadPicture, NoFace
from bot.upstreams.local.provider import Local
from bot.upstreams.local.settings import LocalSettings
from tests.sandbox.upstreams.customers import paint
from tests.upstreams import orders

T = TypeVar("T")


@dataclass(frozen=True)
class Unlucky:
    """Fails before it begins."""

    failure: Exception

    async def run(self, _fn: Callable[..., T], /, *_args: object, timeout_s: float) -> NoReturn:  # noqa: ARG002 (the port's signature)
        raise self.failure


NOBODY = Unlucky(NotImplementedError())


def offer(key: str, local: Local | None = None) -> Offer:
    return next(each for each in (local or Local(LocalSettings(), pool=NOBODY)).offers if each.key == f"local.{key}")


@pytest.mark.parametrize(
    ("failure", "reason", "values"),
    [
        (NoFace("source"), Reason.NO_FACE, {"slot": "source"}),
        (Refused(Reason.WITHOUT_COLOUR, slot="reference"), Reason.WITHOUT_COLOUR, {"slot": "reference"}),
        (BadPicture("broken"), Reason.BROKEN_PICTURE, {"slot": "source / target"}),
        (Crashed("died"), Reason.CRASHED, {"provider": "Local (classical)"}),
        (TooSlow("late"), Reason.TOO_SLOW, {"provider": "Local (classical)"}),
    ],
)
async def test_what_goes_wrong_is_said(failure: Exception, reason: Reason, values: dict[str, Value]) -> None:
    local = Local(LocalSettings(), pool=Unlucky(failure))
    got = await local.submit(offer("faceswap"), orders.swap(data=b"picture"))
    assert isinstance(got, Broke)
    assert (got.sentence.reason, got.sentence.values) == (reason, values)
    assert str(failure) in got.detail


async def test_too_much_waiting_work_is_tried_again_after_a_moment() -> None:
    local = Local(LocalSettings(), pool=Unlucky(Busy("64 tasks are waiting")))
    with pytest.raises(Unreachable) as caught:
        await local.submit(offer("enhance"), orders.enhancement(data=b"picture"))
    assert caught.value.retry_after_s == 2


async def test_there_is_nothing_to_find_to_stop_or_to_check() -> None:
    local, order = Local(LocalSettings(), pool=NOBODY), orders.swap()
    assert await local.look_up(offer("faceswap"), order) is None
    assert await local.cancel(offer("faceswap"), order) is False
    assert await local.check({}) is None


def test_nobody_calls_back() -> None:
    local = Local(LocalSettings(), pool=NOBODY)
    callback = Callback(headers={}, body=b"{}")
    assert local.door is None
    assert local.read_callback(callback) == Claim()
    assert local.admits(callback, None) is False
    assert not any(offer.calls_back for offer in local.offers)


async def test_a_task_that_waits_for_a_dead_process_is_broken() -> None:
    local = Local(LocalSettings(), pool=NOBODY)
    assert isinstance(await local.poll(offer("faceswap"), orders.swap()), Broke)


@pytest.mark.parametrize("mode", [None, "photo", "portrait", "lowlight", "detail"])
def test_every_mode_of_ours_is_taken(mode: str | None) -> None:
    assert offer("enhance").refuses(EnhanceOptions(mode=mode)) is None


def test_a_mode_of_somebody_else_is_refused_with_ours() -> None:
    refusal = offer("enhance").refuses(EnhanceOptions(mode="7"))
    assert refusal is not None
    assert refusal.values["accepted"] == "photo, portrait, lowlight, detail"


def test_the_modes_are_suggested() -> None:
    assert offer("enhance").choices == {"mode": tuple(EnhanceMode)}


async def submit(key: str, order: Order) -> Finished | Broke:
    async with Pool() as pool:
        local = Local(LocalSettings(), pool=pool)
        got = await local.submit(offer(key, local), order)
    assert isinstance(got, Finished | Broke)
    return got


async def test_a_worker_enhances_a_picture() -> None:
    got = await submit("enhance", orders.enhancement(data=paint(size=(96, 80)), mode="detail"))
    assert isinstance(got, Finished)
    with Image.open(BytesIO(got.found[0].data or b"")) as picture:
        assert (picture.format, picture.size) == ("PNG", (192, 160))


async def test_a_worker_says_where_the_face_is_missing() -> None:
    got = await submit("faceswap", orders.swap(data=paint(), fidelity=0.5))
    assert isinstance(got, Broke)
    assert got.sentence.values == {"slot": "source"}


async def test_a_refusal_survives_the_way_out_of_a_worker() -> None:
    order = orders.made(EnlargeOptions(factor=8), "image", data=paint(size=(1000, 1000)))
    got = await submit("enlarge", order)
    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.TOO_MANY_PIXELS


async def test_the_parent_process_does_not_load_the_picture_libraries() -> None:
    program = "import sys, bot.upstreams.catalogue; sys.exit(bool({'cv2', 'numpy'} & set(sys.modules)))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    assert await process.wait() == 0


@pytest.mark.parametrize("each", Local(LocalSettings(price=3), pool=NOBODY).offers, ids=lambda each: each.key)
def test_every_offer_costs_the_set_price_and_can_be_repeated(each: Offer) -> None:
    assert (each.price, each.repeatable, each.coverage, each.travel) == (3, True, Coverage.DOCUMENTED, Travel.BYTES)


@pytest.mark.parametrize("each", Local(LocalSettings(), pool=NOBODY).offers, ids=lambda each: each.key)
def test_every_offers_endpoint_is_a_module_with_a_function_of_its_name(each: Offer) -> None:
    assert callable(getattr(import_module(f"bot.upstreams.local.{each.endpoint}"), each.endpoint))
