"""The README's gallery."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.domain.ids import ProviderId
from bot.domain.toolbox import TOOLS
from bot.domain.tools import Family
from bot.sandbox import pictures
from bot.upstreams.local.faces import detect
from bot.upstreams.local.raster import decode
from tests.docs.blocks import README, block
from tests.docs.gallery import inputs
from tests.docs.gallery.exhibits import Exhibit
from tests.docs.gallery.opening import FOLDER, open_gallery
from tests.docs.gallery.panels import draw_inputs, draw_pictures, in_lines
from tests.docs.gallery.rooms import LEFT_OUT, rooms
from tests.docs.gallery.sheet import compose
from tests.docs.gallery.visit import Shown

BOX = (300, 200)


def png(colour: str, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, "PNG")
    return made.getvalue()


def shown(*, text: str = "", provider: str | None = "local", result: bytes | None = None) -> Shown:
    return Shown(
        exhibit=Exhibit(tool="enhance", pictures={"image": png("red")}),
        provider=None if provider is None else ProviderId(provider),
        text=text,
        pictures=() if result is None else (result,),
    )


def test_every_tool_hangs_in_its_family_s_room_or_is_left_out_for_a_reason() -> None:
    hung = {(family, exhibit.tool) for family, exhibits in rooms().items() for exhibit in exhibits}

    assert hung == {(tool.family, tool.key) for tool in TOOLS if tool.key not in LEFT_OUT}
    assert set(LEFT_OUT) < {tool.key for tool in TOOLS}


def test_an_exhibit_gives_its_tool_the_pictures_and_options_that_there_are() -> None:
    tools = {tool.key: tool for tool in TOOLS}
    for exhibit in (exhibit for exhibits in rooms().values() for exhibit in exhibits):
        tool = tools[exhibit.tool]
        assert set(exhibit.pictures) <= {slot.name for slot in tool.slots}
        assert set(exhibit.options) <= {*tool.options.model_fields, "provider"}


def test_the_readme_shows_every_room() -> None:
    section = block(README.read_text(), "gallery")

    for family in rooms():
        path = FOLDER / f"gallery-{family}.jpg"
        assert f"({FOLDER.name}/{path.name})" in section
        assert path.stat().st_size < 400_000


def test_a_sheet_is_a_small_jpeg_of_1400_pixels() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 600, 3), np.uint8)
    result = io.BytesIO()
    Image.fromarray(noise).save(result, "PNG")

    sheet = compose([shown(result=result.getvalue())] * 4)

    with Image.open(io.BytesIO(sheet)) as image:
        assert (image.format, image.width) == ("JPEG", 1400)
    assert len(sheet) < 400_000


def test_a_sheet_shows_before_and_after_beside_each_other() -> None:
    with Image.open(io.BytesIO(compose([shown(result=png("blue"))]))) as image:
        colours = [image.getpixel((left, 150)) for left in (100, 450)]

    assert [max(range(3), key=colour.__getitem__) for colour in colours if isinstance(colour, tuple)] == [0, 2]


def test_another_input_lies_small_on_the_first_one() -> None:
    drawn = draw_inputs([png("red"), png("blue")], BOX)

    assert drawn.getpixel((drawn.width - 5, drawn.height - 5)) == (255, 0, 0)
    assert drawn.getpixel((5, drawn.height - 5)) == (0, 0, 255)


def test_pictures_fit_into_their_box_together() -> None:
    drawn = draw_pictures([png("red"), png("blue"), png("lime", (20, 80))], BOX)

    assert drawn.width <= BOX[0]
    assert drawn.height <= BOX[1]
    assert (drawn.getpixel((5, 5)), drawn.getpixel((drawn.width - 5, 5))) == ((255, 0, 0), (0, 255, 0))


def test_what_is_transparent_lies_on_squares() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (200, 200), (255, 0, 0, 0)).save(made, "PNG")

    colours = draw_pictures([made.getvalue()], BOX).getcolors(1000)

    assert colours is not None
    assert {(255, 255, 255), (216, 222, 228)} <= {colour for _, colour in colours}


def test_words_are_set_in_lines_that_fit() -> None:
    assert in_lines("a b c", 10_000, 20) == ["a b c"]
    assert in_lines("one two three", 1, 20) == ["one", "two", "three"]
    assert in_lines("", 100, 20) == []


def test_words_are_taken_from_what_is_said_around_them() -> None:
    assert shown(text="**Describe** · 1 s\n```\nan orange cat\n```").words == "an orange cat"


def test_the_inputs_are_the_same_each_time_and_spoilt() -> None:
    portrait = pictures.portrait_target()
    for spoil in (inputs.hazy, inputs.dull, inputs.soft, inputs.small, inputs.stretched, inputs.flat):
        assert spoil(portrait) == spoil(portrait) != portrait
        assert len(detect(spoil(portrait))) == 1
    assert decode(inputs.dull(portrait)).pixels.std() < 0.5 * decode(portrait).pixels.std()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_bot_makes_the_sheets_and_what_made_nothing_is_named(tmp_path: Path) -> None:
    faceless = Exhibit(tool="blurfaces", pictures={"image": png("green")}, options={"provider": "local"})

    failures = open_gallery(
        {
            Family.EDIT: rooms(only=["erase"])[Family.EDIT],
            Family.PORTRAIT: [*rooms(only=["haircolor"])[Family.PORTRAIT], faceless],
            Family.UNDERSTAND: rooms(only=["prompt"])[Family.UNDERSTAND],
            Family.ART: [],
        },
        tmp_path,
    )

    assert {path.name for path in tmp_path.iterdir()} == {
        f"gallery-{each}.jpg" for each in ("edit", "portrait", "understand")
    }
    (failure,) = failures
    assert failure.startswith("/blurfaces made nothing: ")
