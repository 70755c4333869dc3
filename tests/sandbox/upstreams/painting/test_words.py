import pytest

from bot.sandbox.pictures import photo, portrait_source
from bot.sandbox.pictures.group import group
from bot.sandbox.upstreams.painting.words import caption, name_style
from tests.sandbox.upstreams.painting.pixels import flat, halves, shrunk

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (group(), "a wide picture of two people in black, white and orange, 1112 by 600 pixels"),
        (flat((20, 40, 220), size=(80, 200)), "a bright tall picture in blue, 80 by 200 pixels"),
        (flat((10, 10, 10), size=(90, 90)), "a dark square picture in black, 90 by 90 pixels"),
        (halves((230, 20, 20), (20, 200, 20)), "a bright wide picture in green and red, 96 by 80 pixels"),
    ],
)
def test_a_caption_tells_format_people_colours_and_size(picture: bytes, sentence: str) -> None:
    assert caption(picture, as_tags=False) == sentence


def test_tags_are_separated_by_commas() -> None:
    tags = caption(portrait_source(), as_tags=True).split(", ")

    assert {"solo", "1person", "tall"} <= {*tags}


@pytest.mark.parametrize(
    ("picture", "style"),
    [
        (shrunk(photo()), "photograph"),
        (portrait_source(), "portrait photograph"),
        (flat((250, 250, 250)), "line drawing"),
        (flat((90, 90, 90)), "black and white photograph"),
        (halves((230, 20, 20), (20, 200, 20)), "flat illustration"),
    ],
)
def test_a_style_is_named_by_what_can_be_counted(picture: bytes, style: str) -> None:
    assert name_style(picture) == style
