import pytest

from bot.upstreams.local.fonts import Unwritable, font_for, missing

OWN_NAME = ("Aileron", "Regular")


@pytest.mark.parametrize("text", ["Ada", "© 2026, 100 %", "a b\nc"])
def test_pillows_own_font_writes_what_it_can(text: str) -> None:
    wording, font = font_for(text, ("no such font.ttf",))

    assert (wording, font.getname()) == (text, OWN_NAME)


def test_without_a_font_that_has_them_accents_are_dropped() -> None:
    wording, font = font_for("Zoë Señor", ())

    assert (wording, missing(wording, font)) == ("Zoe Senor", "")


@pytest.mark.parametrize(("text", "lacking"), [("日本 ok", "日本"), ("\u0301", "\u0301"), ("\u200b", "\u200b")])
def test_what_cannot_be_written_is_named(text: str, lacking: str) -> None:
    with pytest.raises(Unwritable, match=f"^{lacking}$"):
        font_for(text, ())
