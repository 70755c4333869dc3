"""The eyes of a face candidate: how a face is told from what only looks like one to the cascade."""

from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from cv2 import data

from bot.upstreams.local.geometry import Point, distance
from bot.upstreams.local.raster import Bytes

_FACE_SIDE = 200
_STEP = 1.05
_EYE_ROWS = 120
_EYE_SIDES = (24, 70)
_CENTRED = ("eye", "eye_tree_eyeglasses")
_WITH_BROW = ("lefteye_2splits", "righteye_2splits")
_BROW_SHARE = 0.16
_NEAR = 14.0
_ENOUGH_VOTES = 3
_ENOUGH_FOR_BOTH = 8
_DISTANCE_RANGE = (0.25 * _FACE_SIDE, 0.65 * _FACE_SIDE)
_STEEPEST = 0.55
_MOST_OFF_CENTRE = 0.07 * _FACE_SIDE


class Box(NamedTuple):
    """In pixels; x and y are the upper left corner."""

    x: int
    y: int
    width: int
    height: int


@cache
def cascade(name: str) -> cv2.CascadeClassifier:
    """One of the Haar cascades in OpenCV's wheel, by its short name."""
    return cv2.CascadeClassifier(f"{data.haarcascades}haarcascade_{name}.xml")


def find_eyes(grey: Bytes, box: Box) -> tuple[Point, Point] | None:
    """The pupils' places in `grey`, left one in the picture first; None if this does not look like two eyes.

    Four cascades vote, on the plain and on the equalised face. Each eye needs three votes close together, and both
    need eight: hair and foliage may have eyes, but not to everybody.
    """
    x, y, width, height = box
    face = cv2.resize(grey[y : y + height, x : x + width], (_FACE_SIDE, _FACE_SIDE), interpolation=cv2.INTER_LINEAR)
    upper = np.asarray(face[:_EYE_ROWS], np.uint8)
    votes = [*_votes(upper), *_votes(np.asarray(cv2.equalizeHist(upper), np.uint8))]
    left_votes = _in_agreement([vote for vote in votes if vote[0] < _FACE_SIDE / 2])
    right_votes = _in_agreement([vote for vote in votes if vote[0] >= _FACE_SIDE / 2])
    if min(len(left_votes), len(right_votes)) < _ENOUGH_VOTES or len(left_votes) + len(right_votes) < _ENOUGH_FOR_BOTH:
        return None
    left, right = _middle(left_votes), _middle(right_votes)
    if not _plausible(left, right):
        return None
    scale = width / _FACE_SIDE
    return (x + left[0] * scale, y + left[1] * scale), (x + right[0] * scale, y + right[1] * scale)


def _votes(face: Bytes) -> list[Point]:
    return [
        (float(x + width / 2), float(y + height / 2 + brow * height))
        for names, brow in ((_CENTRED, 0.0), (_WITH_BROW, _BROW_SHARE))
        for name in names
        for x, y, width, height in cascade(name).detectMultiScale(
            face, _STEP, 3, minSize=(_EYE_SIDES[0],) * 2, maxSize=(_EYE_SIDES[1],) * 2
        )
    ]


def _in_agreement(votes: list[Point]) -> list[Point]:
    return [vote for vote in votes if distance(vote, _middle(votes)) < _NEAR]


def _middle(votes: list[Point]) -> Point:
    return float(np.median([x for x, _ in votes])), float(np.median([y for _, y in votes]))


def _plausible(left: Point, right: Point) -> bool:
    shortest, longest = _DISTANCE_RANGE
    level = abs(right[1] - left[1]) < _STEEPEST * (right[0] - left[0])
    central = abs((left[0] + right[0]) / 2 - _FACE_SIDE / 2) < _MOST_OFF_CENTRE
    return level and central and shortest < distance(left, right) < longest
