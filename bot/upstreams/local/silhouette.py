"""Which part of a small picture is its subject: a first guess, then graph cuts."""

import cv2
import numpy as np

from bot.domain.toolbox.edit import Subject
from bot.upstreams.local.faces import Face, find_faces
from bot.upstreams.local.geometry import distance
from bot.upstreams.local.heads import head_shape
from bot.upstreams.local.membrane import Where
from bot.upstreams.local.raster import Bytes
from bot.upstreams.local.saliency import border_background, salience

_ROUNDS = 6
_SURE = 0.75
_FRAME_SHARE = 0.02
_LEAST_PART = 0.08
_HOLE_IN_THINGS, _HOLE_IN_PEOPLE = 0.004, 0.03
_SEED = 7
_BINS = 24
_COMMON = 0.002


def find_subject(pixels: Bytes, subject: Subject) -> Bytes | None:
    """255 where the subject is; None where there is none. A face makes it a person."""
    faces = find_faces(pixels)
    if subject is Subject.ANYTHING and not faces:
        guess = _thing(pixels)
    elif not faces:
        return None
    elif subject is Subject.HEAD:
        guess = _heads(pixels, faces)
    else:
        guess = _people(pixels, faces)
    return _cut(pixels, guess, largest_hole=_HOLE_IN_PEOPLE if faces else _HOLE_IN_THINGS)


def _thing(pixels: Bytes) -> Bytes:
    salient = salience(pixels)
    threshold, _ = cv2.threshold((salient * 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    guess = np.where(salient * 255 > threshold, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    familiar = _looks_like_border(pixels)
    guess[(salient > max(_SURE, threshold / 255)) & ~familiar] = cv2.GC_FGD
    guess[familiar & (guess == cv2.GC_PR_FGD)] = cv2.GC_PR_BGD
    guess[_frame(pixels) & (salient * 255 <= threshold)] = cv2.GC_BGD
    return guess


def _looks_like_border(pixels: Bytes) -> Where:
    """Whose colours are among those of the background at the border: what a handle encloses, for example."""
    lab = np.asarray(cv2.cvtColor(cv2.GaussianBlur(pixels, (0, 0), 1), cv2.COLOR_BGR2LAB), np.uint8)
    border = (_frame(pixels) * 255).astype(np.uint8)
    ranges: list[float] = [0, 256, 0, 256, 0, 256]
    colours = np.asarray(cv2.calcHist([lab], [0, 1, 2], border, [_BINS] * 3, ranges), np.float32)
    share = colours[tuple(plane.astype(np.intp) * _BINS // 256 for plane in cv2.split(lab))]
    return np.asarray(share > _COMMON * max(float(border.sum()) / 255, 1))


def _frame(pixels: Bytes) -> Where:
    """A strip along the border, but for where the border does not look like background."""
    lab = cv2.cvtColor(pixels, cv2.COLOR_BGR2LAB).astype(np.float32)
    strip = max(2, round(_FRAME_SHARE * max(pixels.shape[:2])))
    seeds = border_background(np.asarray(lab, np.float32)).astype(np.uint8)
    return np.asarray(cv2.dilate(seeds, np.ones((2 * strip + 1, 2 * strip + 1), np.uint8)) > 0)


def _people(pixels: Bytes, faces: list[Face]) -> Bytes:
    guess = np.full(pixels.shape[:2], cv2.GC_BGD, np.uint8)
    for face in faces:
        _draw_body(guess, face, 99, cv2.GC_PR_BGD)
        guess[head_shape(face, guess.shape, growth=2.3) > 0] = cv2.GC_PR_BGD
    for face in faces:
        _draw_body(guess, face, 3.2, cv2.GC_PR_FGD)
        guess[head_shape(face, guess.shape, growth=1.3) > 0] = cv2.GC_PR_FGD
    for face in faces:
        _draw_body(guess, face, 0.9, cv2.GC_FGD)
        guess[head_shape(face, guess.shape, growth=0.85) > 0] = cv2.GC_FGD
    return guess


def _draw_body(guess: Bytes, face: Face, half_width: float, label: int) -> None:
    """What is below a head: neck, shoulders and what follows, in eye distances."""
    unit = distance(face.left_eye, face.right_eye)
    x = (face.left_eye[0] + face.right_eye[0]) / 2
    y = (face.left_eye[1] + face.right_eye[1]) / 2
    bottom = max(float(guess.shape[0]), y + 3 * unit)
    neck = min(0.9, half_width)
    outline = [(-neck, 1.6), (neck, 1.6), (half_width, 2.7), (half_width, 99), (-half_width, 99), (-half_width, 2.7)]
    points = np.array([(x + across * unit, min(y + down * unit, bottom)) for across, down in outline])
    cv2.fillPoly(guess, [np.rint(points).astype(np.int32)], label)


def _heads(pixels: Bytes, faces: list[Face]) -> Bytes:
    guess = np.full(pixels.shape[:2], cv2.GC_BGD, np.uint8)
    rings = ((1.75, cv2.GC_PR_BGD), (1.25, cv2.GC_PR_FGD), (0.85, cv2.GC_FGD))
    for growth, label in rings:
        for face in faces:
            guess[head_shape(face, guess.shape, growth=growth) > 0] = label
    for face in faces:
        unit = distance(face.left_eye, face.right_eye)
        chin = round((face.left_eye[1] + face.right_eye[1]) / 2 + 1.85 * unit)
        neck = head_shape(face, guess.shape, growth=1.75)
        neck[: max(0, chin)] = 0
        guess[neck > 0] = cv2.GC_BGD
    return guess


def _cut(pixels: Bytes, guess: Bytes, *, largest_hole: float) -> Bytes | None:
    if not np.isin(guess, (cv2.GC_FGD, cv2.GC_PR_FGD)).any() or not np.isin(guess, (cv2.GC_BGD, cv2.GC_PR_BGD)).any():
        return None
    cv2.setRNGSeed(_SEED)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(pixels, guess, (0, 0, 1, 1), *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    subject = np.isin(guess, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    subject = np.asarray(cv2.morphologyEx(subject, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)
    return _whole(subject, largest_hole) * np.uint8(255) if subject.any() else None


def _whole(subject: Bytes, largest_hole: float) -> Bytes:
    """Without crumbs, and without pinholes: the largest that is filled is a share of the picture."""
    kept = _large_parts(subject, _LEAST_PART * float(subject.sum()))
    return np.asarray(1 - _large_parts(1 - kept, largest_hole * subject.size), np.uint8)


def _large_parts(plane: Bytes, least: float) -> Bytes:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(plane, connectivity=4)
    large = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] >= least)
    return np.asarray(np.isin(labels, large[large > 0]), np.uint8)
