from functools import cache

import numpy as np
import pytest

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.sandbox import pictures
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import Face, detect
from bot.upstreams.local.faceswap import faceswap, swap
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, pixels, scaled

pytestmark = pytest.mark.slow

GROUP = pictures.group()
MIDDLE = 512


@cache
def faces_of_the_group() -> tuple[Face, Face]:
    left, right = detect(GROUP)
    return left, right


def halves_that_changed(made: bytes) -> tuple[bool, bool]:
    changed = (pixels(made) != pixels(GROUP)).any(2)
    return bool(changed[:, :MIDDLE].any()), bool(changed[:, MIDDLE:].any())


@pytest.mark.parametrize(("number", "changed"), [(1, (True, False)), (2, (False, True))])
def test_only_the_chosen_face_changes(number: int, changed: tuple[bool, bool]) -> None:
    assert halves_that_changed(faceswap(GROUP, {"source": ADMIRAL}, {"source": number})) == changed


def test_two_sources_go_onto_two_faces_as_each_would_alone() -> None:
    sources = {"source": ASTRONAUT, "source_2": ADMIRAL}

    both = pixels(faceswap(GROUP, sources, {"source": 1, "source_2": 2}))

    left = pixels(faceswap(GROUP, {"source": ASTRONAUT}, {"source": 1}))
    right = pixels(faceswap(GROUP, {"source": ADMIRAL}, {"source": 2}))
    assert np.array_equal(both[:, :MIDDLE], left[:, :MIDDLE])
    assert np.array_equal(both[:, MIDDLE:], right[:, MIDDLE:])


def test_without_a_choice_the_largest_face_gets_the_first_source() -> None:
    left, right = faces_of_the_group()
    largest = 1 if left.box.width > right.box.width else 2

    assert faceswap(GROUP, {"source": ASTRONAUT}) == faceswap(GROUP, {"source": ASTRONAUT}, {"source": largest})


def test_a_swap_of_one_is_a_faceswap() -> None:
    assert swap(ADMIRAL, ASTRONAUT, 0.3) == faceswap(ASTRONAUT, {"source": ADMIRAL}, fidelity=0.3)


@pytest.mark.parametrize("number", [0, 3])
def test_a_face_that_there_is_not_is_refused(number: int) -> None:
    with pytest.raises(Refused) as caught:
        faceswap(GROUP, {"source": ADMIRAL}, {"source": number})

    assert caught.value.sentence.reason is Reason.FACE_UNKNOWN
    assert caught.value.sentence.values == {"face": number, "faces": 2}


def test_a_second_source_without_a_face_is_named() -> None:
    with pytest.raises(NoFace) as caught:
        faceswap(GROUP, {"source": ADMIRAL, "source_2": scaled(CAT, 0.3)}, {"source": 1, "source_2": 2})

    assert caught.value.which == "source_2"
