from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.painter import paint
from tests.sandbox.upstreams.painting.pixels import distance, rgb

BRIEF = Brief(prompt="blue sea, light yellow moon", model="photon", width=160, height=128, seed=7)


def half(prompt: str, *, lower: bool = False) -> Any:
    """The mean colour of the upper or lower half, over some seeds."""
    pictures = [rgb(paint(replace(BRIEF, prompt=prompt, seed=seed))) for seed in range(4)]
    return np.mean([picture[64:] if lower else picture[:64] for picture in pictures], axis=(0, 1, 2))


@pytest.mark.parametrize("prompt", [BRIEF.prompt, "red city at night, rain", "portrait of a girl", "something", ""])
def test_the_same_brief_makes_the_same_bytes(prompt: str) -> None:
    brief = replace(BRIEF, prompt=prompt)

    assert paint(brief) == paint(brief)


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": "blue sea, light yellow sun"},
        {"prompt": "something else"},
        {"seed": 8},
        {"model": "anime"},
        {"model": "meadowPhoto"},
        {"steps": 4},
        {"guidance": 2},
        {"negative": "moon"},
    ],
)
@pytest.mark.parametrize("prompt", [BRIEF.prompt, "something"])
def test_every_part_of_a_brief_changes_the_picture(prompt: str, change: dict[str, Any]) -> None:
    brief = replace(BRIEF, prompt=prompt)

    assert distance(paint(brief), paint(replace(brief, **change))) > 0.5


@pytest.mark.parametrize(("width", "height"), [(768, 768), (64, 256), (256, 64), (8, 8), (9, 4096)])
@pytest.mark.parametrize("prompt", ["sea, forest, city, mountains, moon, cat, flowers, rain, snow", "something"])
def test_a_picture_has_the_size_of_its_brief(prompt: str, width: int, height: int) -> None:
    picture = paint(replace(BRIEF, prompt=prompt, width=width, height=height))

    assert rgb(picture).shape == (height, width, 3)


@pytest.mark.parametrize("model", ["photo", "oil", "watercolor", "anime", "print"])
def test_each_manner_looks_different(model: str) -> None:
    others = {"photo", "oil", "watercolor", "anime", "print"} - {model}
    picture = paint(replace(BRIEF, model=model))

    assert all(distance(picture, paint(replace(BRIEF, model=other))) > 1 for other in others)


def test_night_is_darker_than_day() -> None:
    assert half("hills at night").mean() < 0.6 * half("hills by day").mean()


@pytest.mark.parametrize(("colour", "channel"), [("red", 0), ("green", 1), ("blue", 2)])
def test_a_colour_without_a_thing_colours_everything(colour: str, channel: int) -> None:
    assert np.argmax(half(f"hills by day, all in {colour}") - half("hills by day")) == channel


def test_a_colour_before_a_thing_colours_that_thing_alone() -> None:
    plain, red = "sea by day", "red sea by day"

    above, below = (half(red, lower=lower) - half(plain, lower=lower) for lower in (False, True))
    assert below[0] > 15
    assert abs(above[0]) < 15


def test_few_steps_leave_noise() -> None:
    def roughness(steps: int) -> float:
        picture = rgb(paint(replace(BRIEF, prompt="hills by day", steps=steps, model="anime none")))
        return float(np.abs(np.diff(picture[:40], axis=1)).mean())

    assert roughness(1) > roughness(12)
