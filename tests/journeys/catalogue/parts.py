"""What tools promise of a part of a picture, and of what is around it. Pixels are BGR."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from bot.upstreams.local.faces import detect
from tests.journeys.catalogue.exhibits import Given, Promise
from tests.journeys.catalogue.promises import pixels

_CLOSE = 6
"""Levels of 255 by which re-encoding may change a pixel."""


def changes_inside(left: float, top: float, right: float, bottom: float, *, slot: str = "image") -> Promise:
    """Something there, in shares of the sides, and nothing outside."""

    def check(given: Given, made: list[bytes]) -> None:
        before, after = pixels(given[slot]), pixels(made[0])
        assert before.shape == after.shape
        height, width = before.shape[:2]
        part = np.s_[round(top * height) : round(bottom * height), round(left * width) : round(right * width)]
        apart = cv2.absdiff(before, after)
        assert apart[part].max() > 5 * _CLOSE
        apart[part] = 0
        assert apart.max() <= _CLOSE

    return check


def changes_at_mask(given: Given, made: list[bytes]) -> None:
    """Something under the mask, and nothing far from it."""
    before, after = pixels(given["image"]), pixels(made[0])
    assert before.shape == after.shape
    marked = pixels(given["mask"])[..., 0] > 127
    near = cv2.dilate(marked.astype(np.uint8), np.ones((31, 31), np.uint8)) > 0
    apart = cv2.absdiff(before, after).max(axis=2)
    assert apart[marked].mean() > 5
    assert apart[~near].max() <= _CLOSE


def is_gone(bgr: tuple[int, int, int]) -> Promise:
    """Nothing of that colour is left."""

    def check(given: Given, made: list[bytes]) -> None:
        share = [
            (cv2.absdiff(pixels(each), np.full_like(pixels(each), bgr)).max(axis=2) < 20).mean()
            for each in (given["image"], made[0])
        ]
        assert share[0] > 0.02
        assert share[1] < share[0] / 50

    return check


def becomes_transparent(given: Given, made: list[bytes]) -> None:
    """What is in the middle stays, what is in the upper corners goes."""
    with Image.open(BytesIO(made[0])) as image:
        assert image.mode == "RGBA"
        alpha = np.asarray(image.getchannel("A"))
    height, width = pixels(given["image"]).shape[:2]
    assert alpha.shape == (height, width)
    assert alpha[: height // 20, : width // 20].max() < 30
    assert alpha[height * 2 // 5 : height // 2, width * 9 // 20 : width * 11 // 20].min() > 225


def has_alpha(_: Given, made: list[bytes]) -> None:
    """Some of it is seen, some is not."""
    for picture in made:
        with Image.open(BytesIO(picture)) as image:
            assert image.mode == "RGBA"
            assert image.getchannel("A").getextrema() == (0, 255)


def keeps_the_middle(given: Given, made: list[bytes]) -> None:
    """The picture is where it was, in the middle of a larger one."""
    before, after = pixels(given["image"]), pixels(made[0])
    top, left = ((after.shape[side] - before.shape[side]) // 2 for side in (0, 1))
    inner = after[top : top + before.shape[0], left : left + before.shape[1]]
    assert inner.shape == before.shape
    assert cv2.absdiff(inner, before).mean() < _CLOSE


def surroundings_differ(given: Given, made: list[bytes]) -> None:
    """What was added is no plain frame."""
    after = pixels(made[0])
    margin = (after.shape[0] - pixels(given["image"]).shape[0]) // 2
    assert after[: margin // 2].std() > 3


def hides_faces(given: Given, made: list[bytes]) -> None:
    """Whoever was there is not to be found any more; the picture is otherwise as it was."""
    assert len(detect(given["image"])) == 2
    assert detect(made[0]) == []
    apart = cv2.absdiff(pixels(given["image"]), pixels(made[0])).max(axis=2)
    assert (apart <= _CLOSE).mean() > 0.5


def puts_on_another_face(given: Given, made: list[bytes]) -> None:
    """Face and nothing but face of the target changes."""
    before, after = pixels(given["target"]), pixels(made[0])
    assert before.shape == after.shape
    faces = detect(given["target"])
    near = np.zeros(before.shape[:2], bool)
    for face in faces:
        box = face.box
        near[
            max(0, box.y - box.height // 3) : box.y + box.height * 4 // 3, max(0, box.x - 20) : box.x + box.width + 20
        ] = True
    apart = cv2.absdiff(before, after).max(axis=2)
    assert apart[near].mean() > 5
    assert apart[~near].mean() < 1
    assert detect(made[0])


def shows_faces(number: int) -> Promise:
    """So many pictures, each with one face."""

    def check(_: Given, made: list[bytes]) -> None:
        assert [len(detect(picture)) for picture in made] == [1] * number

    return check
