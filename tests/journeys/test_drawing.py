"""Pictures from words, and from pictures and words: what was asked for is what the vendor draws and what all see."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops

from bot.sandbox.discord import Message, Upload
from tests.journeys.fixture import Stage
from tests.journeys.pictures import png, size_of
from tests.journeys.works import finish, make

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLUX, FROM_WORDS, FROM_PICTURE, ALONG_PICTURE = (
    "comfyui/text2image",
    "sd/v2/text2image",
    "sd/v2/image2image",
    "sd/v2/controlnet",
)
PHOTON = "photon_v1_84728.safetensors"
BEYOND_31_BITS = 2**31


def pictures(message: Message) -> list[bytes]:
    """The files that people see, in order."""
    return [attachment.data for attachment in message.attachments]


def opened(data: bytes) -> Image.Image:
    """A picture to be looked at."""
    return Image.open(BytesIO(data)).convert("RGB")


def left_half_white(width: int, height: int) -> Upload:
    """A mask: the left half is to be redrawn."""
    mask = Image.new("L", (width, height))
    mask.paste(255, (0, 0, width // 2, height))
    target = BytesIO()
    mask.save(target, "PNG")
    return Upload("mask.png", target.getvalue())


async def test_a_prompt_alone_is_drawn_by_flux_for_all_to_see(supplied_room: Stage) -> None:
    work = await make(supplied_room, "imagine", at=FLUX, prompt="a lighthouse", ratio="16:9", size=1024, guidance=3.5)

    assert {name: work.body[name] for name in ("prompt", "width", "height", "fluxGuidance")} == {
        "prompt": "a lighthouse",
        "width": 1024,
        "height": 576,
        "fluxGuidance": 3.5,
    }
    assert [size_of(data) for data in pictures(work.message)] == [(1024, 576)]
    assert "a lighthouse" in str(work.message.attachments[0].description)


async def test_a_private_drawing_is_seen_by_nobody_else(supplied_room: Stage) -> None:
    work = await make(supplied_room, "imagine", at=FLUX, private=True, prompt="a surprise party")

    assert work.message.ephemeral
    assert len(pictures(work.message)) == 1


async def test_three_pictures_come_in_one_gallery_with_a_seed_each_shown_whole(supplied_room: Stage) -> None:
    work = await make(supplied_room, "imagine", at=FROM_WORDS, prompt="a fox", model=PHOTON, count=3)

    seeds = [result.seed for result in work.task.results]
    assert len(set(pictures(work.message))) == 3
    assert all(seed is not None and seed >= BEYOND_31_BITS for seed in seeds)
    assert ", ".join(f"`{seed}`" for seed in seeds) in work.message.content
    described = [str(attachment.description) for attachment in work.message.attachments]
    assert all(f"seed {seed}" in text for seed, text in zip(seeds, described, strict=True))
    assert work.body["batch_size"] == 3


async def test_a_seed_gives_the_same_picture_again(supplied_room: Stage) -> None:
    wish: dict[str, Any] = {"prompt": "a fox", "model": PHOTON, "seed": 4_000_000_000}
    first = await make(supplied_room, "imagine", at=FROM_WORDS, **wish)
    again = await finish(
        supplied_room, await supplied_room.mia.slash(supplied_room.channel, "imagine", **wish), at=FROM_WORDS
    )

    assert first.body["seed"] == again.body["seed"] == "4000000000"
    assert "`4000000000`" in again.message.content
    assert pictures(again.message) == pictures(first.message)


async def test_a_picture_is_redrawn_in_the_words_of_the_prompt(supplied_room: Stage) -> None:
    work = await make(
        supplied_room,
        "reimagine",
        at=FROM_PICTURE,
        image=png(),
        prompt="as an oil painting",
        model=PHOTON,
        ratio="3:2",
        size=480,
        strength=0.4,
    )

    assert [size_of(data) for data in pictures(work.message)] == [(480, 320)]
    assert work.body["denoising_strength"] == 0.4
    assert "mask_link" not in work.body["alwayson_scripts"]


async def test_with_a_mask_only_what_is_white_is_redrawn(supplied_room: Stage) -> None:
    image = png(96, 64)
    wish: dict[str, Any] = {"prompt": "flowers", "model": PHOTON, "ratio": "3:2", "size": 480, "strength": 1.0}
    work = await make(supplied_room, "reimagine", at=FROM_PICTURE, image=image, mask=left_half_white(96, 64), **wish)

    (after,) = [opened(data) for data in pictures(work.message)]
    changed = ImageChops.difference(after, opened(image.data).resize(after.size))
    assert changed.crop((260, 0, 480, 320)).getbbox() is None
    assert changed.crop((0, 0, 220, 320)).getbbox() == (0, 0, 220, 320)


async def test_control_sends_the_picture_as_the_operators_template_says(supplied_room: Stage) -> None:
    work = await make(
        supplied_room,
        "control",
        at=ALONG_PICTURE,
        image=png(name="house.png"),
        prompt="a gingerbread house",
        preprocessor="canny",
        strength=0.75,
    )

    (unit,) = work.body["alwayson_scripts"]["controlnet"]["units"]
    assert "house.png" in unit.pop("link")
    assert unit == {"module": "canny", "weight": 0.75}
    assert len(pictures(work.message)) == 1


async def test_from_a_preview_it_goes_on_along_the_same_picture(supplied_room: Stage) -> None:
    room = supplied_room
    preview = await make(room, "preview", at="cnt/preview", image=png(name="house.png"), preprocessor="softedge")
    form = await room.mia.press(preview.message, "Use this")
    submitted = await room.mia.fill_modal(form, prompt="a gingerbread house")
    work = await finish(room, submitted, at=ALONG_PICTURE)

    (unit,) = work.body["alwayson_scripts"]["controlnet"]["units"]
    assert "house.png" in unit.pop("link")
    assert unit == {"module": "softedge"}
    assert work.body["prompt"] == "a gingerbread house"
    assert pictures(work.message) != pictures(preview.message)
    assert [message.id for message in room.mia.sees(room.channel)] == [preview.message.id, work.message.id]
    assert (await room.spent()).person_day == preview.task.price + work.task.price


async def test_a_portrait_keeps_its_square_of_960_pixels(supplied_room: Stage) -> None:
    work = await make(supplied_room, "portrait", at="instantID", image=png(80, 80), prompt="a ceramic doll", seed=7)

    assert [size_of(data) for data in pictures(work.message)] == [(960, 960)]
    assert work.body["seed"] == 7


async def test_a_picture_is_extended_as_far_as_was_asked_as_often_as_was_asked(supplied_room: Stage) -> None:
    image = png(96, 64)
    work = await make(supplied_room, "outpaint", at="imgExpand", image=image, vertical=1.5, horizontal=2, count=2)

    after = [opened(data) for data in pictures(work.message)]
    assert [each.size for each in after] == [(192, 96), (192, 96)]
    for each in after:
        middle = each.crop((48, 16, 144, 80))
        assert ImageChops.difference(middle, opened(image.data)).getbbox() is None


async def test_the_faces_of_a_picture_come_in_their_order(supplied_room: Stage) -> None:
    image = png(96, 64)
    work = await make(supplied_room, "faces", at="face/detection", image=image)

    found = [opened(data) for data in pictures(work.message)]
    slices = [opened(image.data).crop(box) for box in ((0, 0, 48, 64), (48, 0, 96, 64))]
    assert [each.tobytes() for each in found] == [each.tobytes() for each in slices]
