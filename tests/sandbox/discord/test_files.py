"""Which files a message ends up with."""

import pytest

from bot.sandbox.discord.files import StoredFile, Upload, arrange, keep, names
from tests.sandbox.discord.bots import png

OLD = keep(Upload("old.png", png()), file_id=100)
NEW = {0: Upload("new.txt", b"text")}


def _names(files: tuple[StoredFile, ...]) -> list[str]:
    return [file.filename for file in files]


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        (None, ["old.png", "new.txt"]),
        ([], []),
        ([{"id": 0}], ["new.txt"]),
        ([{"id": "100"}], ["old.png"]),
        ([{"id": "0"}, {"id": 100}], ["new.txt", "old.png"]),
        ([{"id": 7}], []),
    ],
)
def test_a_listing_is_the_exact_final_set(listing: list[dict[str, object]] | None, expected: list[str]) -> None:
    assert _names(arrange([OLD], NEW, listing, lambda: 200)) == expected


def test_a_listing_describes_its_files() -> None:
    (file,) = arrange([OLD], {}, [{"id": 100, "description": "a cat"}], lambda: 200)
    assert file.description == "a cat"


def test_names_stand_at_their_numbers() -> None:
    assert names({2: Upload("two", b""), 0: Upload("zero", b"")}) == ["zero", "", "two"]


def test_a_picture_has_dimensions_and_a_text_has_none() -> None:
    text = keep(NEW[0], file_id=1)
    assert (OLD.width, OLD.height, text.width, text.content_type) == (8, 8, None, "text/plain")
