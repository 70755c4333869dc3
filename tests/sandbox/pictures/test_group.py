from io import BytesIO

import numpy as np
from PIL import Image

from bot.sandbox.pictures import portrait_source, portrait_target
from bot.sandbox.pictures.group import group
from bot.upstreams.local.faces import detect


def test_the_group_shows_exactly_two_faces_left_and_right() -> None:
    left, right = detect(group())

    assert left.box.x + left.box.width < 512 < right.box.x


def test_the_group_is_the_two_portraits_side_by_side() -> None:
    pictures = []
    for picture in (group(), portrait_source(), portrait_target()):
        with Image.open(BytesIO(picture)) as image:
            pictures.append(np.asarray(image.convert("RGB"), np.int16))
    whole, left, right = pictures

    assert whole.shape == (600, 1112, 3)
    assert np.abs(whole[:, :512] - left).mean() < 4
    assert np.abs(whole[:, 512:] - right).mean() < 4


def test_the_group_is_the_same_each_time() -> None:
    assert group() == group()
