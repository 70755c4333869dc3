"""Which colour becomes which, in L*a*b*."""

from collections.abc import Callable
from itertools import permutations

import numpy as np

from bot.upstreams.local.palette import grouped
from bot.upstreams.local.raster import Floats

Colouring = Callable[[Floats], Floats]
"""Turns colours, along the last axis, into others."""

_GREATEST = 3.0  # gain: more would show nothing but noise
_LEAST_VARIANCE = 0.5
_NEAREST, _FARTHEST = 6.0, 22.0  # that a colour's influence reaches
_THEIR_LIGHT = 0.5  # how much of a reference's light is taken over
_LIGHT = 0.35  # how much of a palette's own light is taken over
_HALF_WAY = 0.45
_KEPT = 0.45  # how much of the variety within a colour stays


def by_statistics(own: Floats, theirs: Floats) -> Colouring:
    """Give the colours `own` (n by 3) the mean and the spread of `theirs`, moving each as little as possible.

    Of their light about half is taken over, so that depth stays; black stays black. Pitié and Kokaram, "The Linear
    Monge-Kantorovitch Linear Colour Mapping", 2007.
    """
    turn = np.eye(3, dtype=np.float32)
    gain = min(float(theirs[:, 0].std()) / max(float(own[:, 0].std()), 1), _GREATEST)
    turn[0, 0] += _THEIR_LIGHT * (gain - 1)
    turn[1:, 1:] = _transport(_covariance(own[:, 1:]), _covariance(theirs[:, 1:]))
    own_mean, their_mean = own.mean(0), theirs.mean(0)
    aim = own_mean + np.array([_THEIR_LIGHT, 1, 1], np.float32) * (their_mean - own_mean)

    def move(lab: Floats) -> Floats:
        moved = (lab - own_mean) @ turn.T + aim
        return np.concatenate([moved[..., :1], _inked(lab) * moved[..., 1:]], -1, dtype=np.float32)

    return move


def by_palette(own: Floats, colours: Floats) -> Colouring:
    """Move the main colours of `own` (n by 3) to `colours`, and what is between them along; black and white stay.

    After Chang et al., "Palette-based Photo Recoloring", 2015.
    """
    main = grouped(own, len(colours))
    aims = _matched(main, colours)
    reach = _reach(main)

    def move(lab: Floats) -> Floats:
        distance = ((lab[..., None, :] - main) ** 2).sum(-1)
        weights = np.exp((distance.min(-1, keepdims=True) - distance) / (2 * reach**2))
        weights /= weights.sum(-1, keepdims=True)
        before, after = weights @ main, weights @ aims
        light = lab[..., :1] + _LIGHT * _inked(lab) * (after - before)[..., :1]
        colour = after[..., 1:] + _KEPT * (lab - before)[..., 1:]
        return np.concatenate([light, _inked(lab) * colour], -1, dtype=np.float32)

    return move


def _reach(main: Floats) -> float:
    """About half the way from one colour to the next."""
    apart = np.linalg.norm(main[:, None] - main, axis=-1) + np.diag(np.full(len(main), np.inf))
    return float(np.clip(_HALF_WAY * apart.min(1).mean(), _NEAREST, _FARTHEST))


def _inked(lab: Floats) -> Floats:
    """How much colour there can be: none in black and in white."""
    light = lab[..., :1]
    return np.asarray(np.clip(np.minimum(light / 15, (100 - light) / 4), 0, 1), np.float32)


def _matched(main: Floats, colours: Floats) -> Floats:
    """For each of `main` another of `colours`, so that they have to move the least in all."""
    far = np.linalg.norm(main[:, None] - colours, axis=-1)
    rows = range(len(main))
    best = min(permutations(range(len(colours)), len(main)), key=lambda order: float(far[rows, order].sum()))
    return colours[list(best)]


def _covariance(values: Floats) -> Floats:
    centred = values - values.mean(0)
    return np.asarray(centred.T @ centred / len(values) + _LEAST_VARIANCE * np.eye(values.shape[1]), np.float32)


def _transport(own: Floats, theirs: Floats) -> Floats:
    root, inverse = _power(own, 0.5), _power(own, -0.5)
    between = _power(np.asarray(root @ theirs @ root, np.float32), 0.5)
    return _power(np.asarray(inverse @ between @ inverse, np.float32), 1, most=_GREATEST)


def _power(matrix: Floats, exponent: float, *, most: float = np.inf) -> Floats:
    """Of a symmetric matrix without negative eigenvalues."""
    values, vectors = np.linalg.eigh(matrix)
    raised = np.minimum(np.maximum(values, 0) ** exponent, most)
    return np.asarray((vectors * raised) @ vectors.T, np.float32)
