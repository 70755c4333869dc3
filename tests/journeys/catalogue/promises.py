"""What tools promise of a whole picture, as something that can be measured. Pixels are BGR."""

from collections.abc import Callable

import cv2
import numpy as np

from bot.upstreams.local.raster import Bytes, Floats, decode
from tests.journeys.catalogue.exhibits import Given, Promise
from tests.upstreams.local.measures import bicubic, luma, mean_lab, sharpness

Measure = Callable[[Bytes], float]


def pixels(picture: bytes) -> Bytes:
    return decode(picture).pixels


def every(*promises: Promise) -> Promise:
    """All of them."""

    def check(given: Given, made: list[bytes]) -> None:
        for promise in promises:
            promise(given, made)

    return check


def changes(slot: str = "image") -> Promise:
    """It is seen that something was done."""

    def check(given: Given, made: list[bytes]) -> None:
        for picture in made:
            before, after = pixels(given[slot]), pixels(picture)
            assert before.shape != after.shape or cv2.absdiff(before, after).mean() > 0.2

    return check


def counts(number: int) -> Promise:
    """So many pictures, all different."""

    def check(_: Given, made: list[bytes]) -> None:
        assert len(set(made)) == len(made) == number

    return check


def grows(vertical: float, horizontal: float, *, slot: str = "image") -> Promise:
    """The sides are so many times as long."""

    def check(given: Given, made: list[bytes]) -> None:
        (height, width), (high, wide) = pixels(given[slot]).shape[:2], pixels(made[0]).shape[:2]
        assert abs(high - height * vertical) <= 1
        assert abs(wide - width * horizontal) <= 1

    return check


def measures(width: int, height: int) -> Promise:
    """The sides are so long."""

    def check(_: Given, made: list[bytes]) -> None:
        assert pixels(made[0]).shape[:2] == (height, width)

    return check


same_size = grows(1, 1)


def rises(measure: Measure, by: float, *, slot: str = "image") -> Promise:
    """The figure is so many times as large as before; smaller, where `by` is less than 1."""

    def check(given: Given, made: list[bytes]) -> None:
        before, after = measure(pixels(given[slot])), measure(pixels(made[0]))
        assert after > before * by if by >= 1 else after < before * by, (before, after)

    return check


def contrast(picture: Bytes) -> float:
    return float(luma(picture).std())


def colourfulness(picture: Bytes) -> float:
    """How far the channels are apart."""
    return float(np.ptp(picture.astype(np.float32), axis=2).mean())


def is_clearer(given: Given, made: list[bytes]) -> None:
    """Than what comes of enlarging alone."""
    after = pixels(made[0])
    assert sharpness(after) > 1.1 * sharpness(bicubic(given["image"], after))


def gradient(picture: Bytes) -> float:
    """The median: what a flat surface has least of."""
    grey = luma(picture)
    return float(np.median(np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)))) + 0.01


def is_drawn_in_lines(_: Given, made: list[bytes]) -> None:
    """Grey lines on white."""
    drawn = pixels(made[0])
    assert colourfulness(drawn) < 1
    assert np.median(drawn) > 200
    assert (drawn < 128).mean() > 0.005


def is_painted(_: Given, made: list[bytes]) -> None:
    """There is something to see, in colour."""
    assert contrast(pixels(made[0])) > 3
    assert colourfulness(pixels(made[0])) > 3


def gets_colours(given: Given, made: list[bytes]) -> None:
    assert colourfulness(pixels(given["image"])) < 1
    assert colourfulness(pixels(made[0])) > 3


def comes_near(slot: str) -> Promise:
    """The colours' mean goes most of the way to that picture's."""

    def check(given: Given, made: list[bytes]) -> None:
        goal = mean_lab(pixels(given[slot]))
        before, after = (_distance(mean_lab(pixels(each)), goal) for each in (given["image"], made[0]))
        assert after < before / 2, (before, after)

    return check


def _distance(one: Floats, other: Floats) -> float:
    return float(np.linalg.norm(one - other))
