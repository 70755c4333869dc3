import pytest

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.colours import NAMED
from bot.sandbox.upstreams.painting.scene import Hour, Motif, read_scene


@pytest.mark.parametrize(
    ("prompt", "motif"),
    [
        ("the OCEAN", Motif.SEA),
        ("alps", Motif.MOUNTAINS),
        ("a pine tree", Motif.FOREST),
        ("Tokyo street", Motif.CITY),
        ("tulips", Motif.FLOWERS),
        ("full moon", Motif.MOON),
        ("1girl, solo", Motif.FIGURE),
        ("two kittens", Motif.CAT),
    ],
)
def test_words_name_motifs(prompt: str, motif: Motif) -> None:
    assert motif in read_scene(Brief(prompt=prompt)).motifs


@pytest.mark.parametrize(
    ("prompt", "hour"),
    [("city at night", Hour.NIGHT), ("sea, sunset", Hour.DUSK), ("hills, sunrise", Hour.DAWN), ("sunny sea", Hour.DAY)],
)
def test_words_name_the_hour(prompt: str, hour: Hour) -> None:
    assert read_scene(Brief(prompt=prompt)).hour is hour


def test_what_is_not_wanted_is_left_out() -> None:
    assert read_scene(Brief(prompt="sea and boats", negative="boat")).motifs == {Motif.SEA}


def test_light_alone_gets_some_ground_which_depends_on_the_seed() -> None:
    grounds = {read_scene(Brief(prompt="moon", seed=seed)).motifs - {Motif.MOON} for seed in range(30)}

    assert len(grounds) > 3
    assert all(len(ground) == 1 for ground in grounds)


@pytest.mark.parametrize("prompt", ["", "masterpiece", "красиво", "美しい"])
def test_words_that_name_nothing_are_abstract(prompt: str) -> None:
    assert read_scene(Brief(prompt=prompt)).is_abstract


def test_a_colour_belongs_to_the_thing_that_follows() -> None:
    scene = read_scene(Brief(prompt="blue sea, light yellow moon"))

    assert scene.colours == {Motif.SEA: NAMED["blue"], Motif.MOON: NAMED["yellow"]}
    assert scene.tint is None


def test_a_colour_without_a_thing_belongs_to_everything() -> None:
    assert read_scene(Brief(prompt="hills in purple")).tint == NAMED["purple"]
