"""Finding, for each patch of a picture, the patch elsewhere that is most like it.

Barnes and others, "PatchMatch", 2009, for all places at once; patches are compared by their principal components.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from bot.upstreams.local.membrane import Where
from bot.upstreams.local.raster import Floats

Places = npt.NDArray[np.intp]
"""Rows and columns, two by as many as there are."""

REACH = 3
SIDE = 2 * REACH + 1
_COMPONENTS = 18
_SAMPLE = 4000
_RIM_SHARE = 0.15
_NEIGHBOURS = ((0, 1), (0, -1), (1, 0), (-1, 0))
_JUMPS = (1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The patches there are to choose from: `basis` makes descriptors, `allowed` says where a patch may be centred.

    `ground` has the places, as a part of the descriptors: near patches fit better.
    """

    basis: Floats
    ground: Floats
    descriptors: Floats
    allowed: Where


def take_stock(image: Floats, allowed: Where, chance: np.random.Generator, *, nearness: float) -> Stock:
    """`image` is height by width by channels; `allowed` must hold something.

    `nearness` is what a patch from the other end of the picture costs, like so many grey levels in one pixel.
    """
    rows, columns = np.nonzero(allowed)
    picked = chance.integers(0, len(rows), min(_SAMPLE, len(rows)))
    padded = cv2.copyMakeBorder(image, REACH, REACH, REACH, REACH, cv2.BORDER_REFLECT)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (SIDE, SIDE), axis=(0, 1))
    sample = windows[rows[picked], columns[picked]].reshape(len(picked), -1)
    _, vectors = np.linalg.eigh(np.cov(sample, rowvar=False, ddof=0).reshape(sample.shape[1], -1))
    basis = np.asarray(vectors[:, ::-1][:, :_COMPONENTS].T.reshape(-1, image.shape[2], SIDE, SIDE), np.float32)
    ground = _ground(allowed, nearness)
    return Stock(basis=basis, ground=ground, descriptors=describe(image, basis, ground), allowed=allowed)


def _ground(allowed: Where, nearness: float) -> Floats:
    """Where each place is; of those outside the box around what is allowed, a place in its rim, to and fro."""
    scale = nearness / max(allowed.shape)
    axes = []
    for axis, coordinates in enumerate(np.indices(allowed.shape)):
        inside = np.flatnonzero(allowed.any(1 - axis))
        nearest = np.clip(coordinates, inside[0], inside[-1])
        depth = max(1.0, _RIM_SHARE * (inside[-1] - inside[0]))
        away = coordinates - nearest
        axes.append((nearest - np.sign(away) * (depth - np.abs(np.abs(away) % (2 * depth) - depth))) * scale)
    return np.asarray(np.dstack(axes), np.float32)


def describe(image: Floats, basis: Floats, ground: Floats) -> Floats:
    """The principal components of each patch, and its place."""
    planes = cv2.split(image)
    described = [
        sum(
            cv2.filter2D(plane, cv2.CV_32F, kernel, borderType=cv2.BORDER_REFLECT)
            for plane, kernel in zip(planes, kernels, strict=True)
        )
        for kernels in basis
    ]
    return np.asarray(np.dstack([*(np.asarray(plane) for plane in described), ground]), np.float32)


class Matching:
    """For each of `places` the best patch so far, and how unlike it is."""

    def __init__(self, image: Floats, places: Places, stock: Stock, start: Places) -> None:
        self.places, self._stock = places, stock
        self._wanted = describe(image, stock.basis, stock.ground)[places[0], places[1]]
        shape = stock.allowed.shape
        self._number = np.full(shape, -1, np.intp)
        self._number[places[0], places[1]] = np.arange(places.shape[1])
        self.found = start.copy()
        self.unlike = self._distance(start)

    def improve(self, chance: np.random.Generator) -> None:
        """Try the neighbours' finds, and ever nearer places at random."""
        for candidates in self._neighbours():
            self._try(candidates)
        for candidates in self._nearby(chance):
            self._try(candidates)

    def _neighbours(self) -> Iterator[Places]:
        for jump in _JUMPS:
            for step in _NEIGHBOURS:
                shift = jump * np.array(step)[:, None]
                beside = _within(self.places + shift, self._number.shape)
                number = self._number[beside[0], beside[1]]
                yield np.where(number >= 0, self.found[:, number] - (beside - self.places), self.found)

    def _nearby(self, chance: np.random.Generator) -> Iterator[Places]:
        radius: int = max(self._number.shape)
        while radius >= 1:
            yield self.found + chance.integers(-radius, radius + 1, self.found.shape)
            radius //= 2

    def _try(self, candidates: Places) -> None:
        candidates = _within(candidates, self._number.shape)
        unlike = self._distance(candidates)
        better = unlike < self.unlike
        self.found[:, better] = candidates[:, better]
        self.unlike[better] = unlike[better]

    def _distance(self, candidates: Places) -> Floats:
        flat = np.ravel_multi_index((candidates[0], candidates[1]), self._number.shape)
        descriptors = self._stock.descriptors.reshape(-1, self._wanted.shape[1])
        difference = self._wanted - descriptors.take(flat, 0)
        unlike = np.einsum("ij,ij->i", difference, difference)
        return np.asarray(np.where(self._stock.allowed.ravel().take(flat), unlike, np.inf), np.float32)


def _within(places: Places, shape: tuple[int, ...]) -> Places:
    return np.clip(places, 0, np.array(shape)[:, None] - 1)
