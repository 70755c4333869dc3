"""Subjects without their backgrounds."""

import cv2
import numpy as np

from bot.domain.toolbox.edit import Cutout, Subject
from bot.sandbox.upstreams.crafts.commission import Commission, Piece
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import Face, find_faces
from bot.upstreams.local.heads import head_shape
from bot.upstreams.local.raster import Bytes, decode, encode
from bot.upstreams.local.removebg import removebg

_HEAD_AND_HAIR = 1.35


def cut_out(commission: Commission) -> list[Piece]:
    """One subject, or each head with its place. Raises NoFace."""
    form = Cutout(commission.text("form") or Cutout.TRANSPARENT)
    subject = Subject(commission.text("subject") or Subject.ANYTHING)
    if subject is not Subject.HEAD:
        return [Piece(picture=removebg(commission.picture, subject, form))]
    pixels = decode(commission.picture).pixels
    faces = find_faces(pixels)
    if not faces:
        raise NoFace("image")
    return [_head(pixels, face, form) for face in faces]


def _head(pixels: Bytes, face: Face, form: Cutout) -> Piece:
    shape = head_shape(face, pixels.shape, growth=_HEAD_AND_HAIR)
    left, top, width, height = cv2.boundingRect(shape)
    place = np.s_[top : top + height, left : left + width]
    alpha = np.ascontiguousarray(shape[place])
    picture = encode(alpha) if form is Cutout.MASK else encode(np.ascontiguousarray(pixels[place]), alpha)
    return Piece(picture=picture, box=(left, top, width, height))
