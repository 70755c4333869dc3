"""What cannot be done: one clear sentence to the person, and nothing is paid, whatever their client let them send."""
# ruff: noqa: RUF001 - the sign between a width and a height is meant

from typing import Any

import pytest

from bot.domain.tools import LONGEST_PROMPT
from bot.sandbox.discord import ImpossibleError
from tests.journeys import odd_pictures as odd
from tests.journeys.endings import is_refunded, last_words, paid
from tests.journeys.fixture import Stage
from tests.journeys.forgery import forge
from tests.journeys.pictures import png
from tests.journeys.refusing import is_refused
from tests.journeys.works import make, somebody_else

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLUX, FROM_WORDS, FROM_PICTURE = "comfyui/text2image", "sd/v2/text2image", "sd/v2/image2image"
PHOTON = "photon_v1_84728.safetensors"
LONG = "x" * LONGEST_PROMPT
TOO_LONG = LONG + "x"

Wish = dict[str, Any]


FORGED: dict[str, tuple[str, Wish, tuple[str, ...]]] = {
    "a prompt that is too long": ("imagine", {"prompt": TOO_LONG}, ("prompt", "2,001", "2,000")),
    "an empty prompt": ("imagine", {"prompt": ""}, ("prompt", "is empty")),
    "a negative prompt that is too long": (
        "imagine",
        {"prompt": "x", "negative": TOO_LONG, "model": PHOTON},
        ("negative", "2,001", "2,000"),
    ),
    "a ratio that there is not": ("imagine", {"prompt": "x", "ratio": "4:3"}, ("ratio", "4:3", "16:9")),
    "a size that is too small": ("imagine", {"prompt": "x", "size": 255}, ("size", "255", "256 to 2,048")),
    "a size that is too large": ("imagine", {"prompt": "x", "size": 2049}, ("size", "2049", "256 to 2,048")),
    "too many pictures": ("imagine", {"prompt": "x", "count": 5}, ("count", "5", "1 to 4")),
    "no picture at all": ("imagine", {"prompt": "x", "count": 0}, ("count", "0", "1 to 4")),
    "too many steps": ("imagine", {"prompt": "x", "steps": 101}, ("steps", "101", "1 to 100")),
    "a seed beyond 32 bits": ("imagine", {"prompt": "x", "seed": 2**32}, ("seed", "4294967296")),
    "an extension that is too wide": (
        "outpaint",
        {"image": png(), "vertical": 4.5, "horizontal": 1},
        ("vertical", "4.5", "1 to 4"),
    ),
    "a strength beyond 1": (
        "reimagine",
        {"image": png(), "prompt": "x", "model": PHOTON, "strength": 1.5},
        ("strength", "1.5", "0 to 1"),
    ),
    "a fidelity beyond 1": ("faceswap", {"source": png(), "target": png(), "fidelity": 2}, ("fidelity", "0 to 1")),
}


@pytest.mark.parametrize(("command", "wish", "words"), FORGED.values(), ids=FORGED.keys())
async def test_what_discords_client_lets_nobody_send_is_refused_all_the_same(
    room: Stage, command: str, wish: Wish, words: tuple[str, ...]
) -> None:
    with pytest.raises(ImpossibleError):
        await room.mia.slash(room.channel, command, **wish)

    await is_refused(room, forge(room.mia, room.channel, command, **wish), *words)


TYPED: dict[str, tuple[str, Wish, tuple[str, ...]]] = {
    "a prompt of spaces": ("imagine", {"prompt": " \t "}, ("prompt", "is empty")),
    "a model of spaces": ("imagine", {"prompt": "x", "model": "  "}, ("model", "is empty")),
    "a model that there is not": (
        "imagine",
        {"prompt": "x", "model": "gone.safetensors"},
        ("no model called gone.safetensors",),
    ),
    "a drawing from a picture without a model": ("reimagine", {"image": png(), "prompt": "x"}, ("needs a **model**",)),
    "half a point of guidance where whole ones are documented": (
        "reimagine",
        {"image": png(), "prompt": "x", "model": PHOTON, "guidance": 7.5},
        ("guidance", "7.5", "7 or 8"),
    ),
    "a seed without a model that takes one": ("imagine", {"prompt": "x", "seed": 1}, ("needs a **model**",)),
    "a mask of another size": (
        "reimagine",
        {"image": png(96, 64), "mask": png(64, 96), "prompt": "x", "model": PHOTON},
        ("mask", "64 × 96", "96 × 64", "the same"),
    ),
    "a mask that is no picture": (
        "reimagine",
        {"image": png(), "mask": odd.text(), "prompt": "x", "model": PHOTON},
        ("mask", "isn't a picture"),
    ),
    "a picture with too many bytes": ("describe", {"image": odd.weighing(20_000_001)}, ("image", "20.1 MB", "20 MB")),
    "a picture that is too wide": ("style", {"image": odd.solid(8193, 8)}, ("image", "8,193 × 8", "8,192 px")),
    "a picture that moves": ("portrait", {"image": odd.animated("GIF"), "prompt": "x"}, ("image", "animated")),
    "no name for the model": ("train", {"name": " "}, ("name", "is empty")),
    "a name with a slash": ("train", {"name": "a/b"}, ("name", "a/b")),
}


@pytest.mark.parametrize(("command", "wish", "words"), TYPED.values(), ids=TYPED.keys())
async def test_what_can_be_typed_and_makes_no_sense_is_refused_before_anything_is_paid(
    room: Stage, command: str, wish: Wish, words: tuple[str, ...]
) -> None:
    await is_refused(room, await room.mia.slash(room.channel, command, **wish), *words)


OFF: dict[str, Wish] = {
    "hairstyle": {"image": png(), "style": "bob"},
    "restore": {"image": png()},
    "enlarge": {"image": png()},
    "erase": {"image": png(), "mask": png()},
    "removebg": {"image": png()},
    "watermark": {"image": png(), "text": "mine"},
    "control": {"image": png(), "prompt": "x", "model": PHOTON},
    "train": {"name": "Rex"},
}


ALONE = {"control", "train"}
"""What nobody else does: there is no provider to choose."""


@pytest.mark.parametrize(("command", "wish"), OFF.items(), ids=OFF.keys())
async def test_what_the_operator_has_not_described_is_refused_with_where_to_read_more(
    room: Stage, command: str, wish: Wish
) -> None:
    where = {} if command in ALONE else {"provider": "imgopen"}
    asked = await room.mia.slash(room.channel, command, **wish, **where)
    await is_refused(room, asked, "isn't turned on here", "operator", "/help")
    assert await room.tasks() == []


async def test_a_lora_is_refused_where_the_operator_has_not_said_how_it_is_written(room: Stage) -> None:
    asked = await room.mia.slash(room.channel, "imagine", prompt="x", model=PHOTON, lora="chalk")

    await is_refused(room, asked, "Img Open doesn't document", "LORA_PROMPT")


async def test_a_private_request_is_refused_in_private(room: Stage) -> None:
    asked = await room.mia.slash(room.channel, "imagine", prompt=" ", private=True)
    message = await last_words(room, asked)

    assert message.ephemeral
    assert somebody_else(room).sees(room.channel) == []


@pytest.mark.parametrize(
    ("wish", "at"),
    [
        ({"prompt": LONG}, FLUX),
        ({"prompt": "x", "ratio": "16:9", "size": 256}, FLUX),
        ({"prompt": "x", "ratio": "9:16", "size": 2048}, FLUX),
        ({"prompt": "x", "model": PHOTON, "count": 4, "steps": 100, "seed": 2**32 - 1}, FROM_WORDS),
    ],
    ids=["longest prompt", "smallest", "largest", "most of everything"],
)
async def test_what_is_just_within_the_limits_is_done(room: Stage, wish: Wish, at: str) -> None:
    await make(room, "imagine", at=at, **wish)


async def test_a_preprocessor_that_the_vendor_does_not_know_is_given_back(room: Stage) -> None:
    asked = await room.mia.slash(room.channel, "preview", image=png(), preprocessor="nonsense")

    await is_refunded(room, asked, "Img Open refused")
    assert paid(room) == []
