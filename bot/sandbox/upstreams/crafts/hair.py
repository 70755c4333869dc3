"""Hair and beards: drawn strand by strand, so to speak."""

import numpy as np

from bot.sandbox.upstreams.crafts.commission import Commission
from bot.sandbox.upstreams.crafts.dyes import dye
from bot.sandbox.upstreams.crafts.hairmask import hair_in
from bot.sandbox.upstreams.crafts.heads import Head, find_head, mix, step
from bot.sandbox.upstreams.painting.brief import digest
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.raster import Bytes, Floats, decode

_LONG = ("long", "ponytail", "twintail", "twinbraid", "braid", "dreadlock", "hime")
_SHORT = ("buzz", "short", "pixie", "crop", "fade", "cut", "undercut", "neat", "bald")
_ROUND = ("afro", "curl", "perm", "wav", "bob", "fluffy")
_NOT_LONG = (*_SHORT, *_ROUND)
_DEPTH = 0.9  # of light and shadow in dyed hair


def change_colour(commission: Commission) -> Bytes:
    """The hair in another colour."""
    pixels = decode(commission.picture).pixels
    head = find_head(pixels)
    colour = np.array(dye(commission.text("colour") + commission.text("description")), np.float32)
    window, where = head.of(pixels), hair_in(pixels, head)
    return head.put(pixels, mix(window, dyed(window, colour, where), where))


def restyle(commission: Commission) -> Bytes:
    """Another hairstyle over the old one; its shape depends on the style's name, or on the reference's bytes."""
    pixels = decode(commission.picture).pixels
    head = find_head(pixels)
    window, where = head.of(pixels), hair_in(pixels, head)
    style = commission.text("style") or str(digest(commission.pictures.get("reference", b"").hex()))
    colour = _colour(commission, head, window)
    made = mix(window, dyed(window, colour, where), where)
    return head.put(pixels, mix(made, strands(head, style)[..., None] * colour, _cut(head, style)))


def grow_beard(commission: Commission) -> Bytes:
    """A beard in the hair's colour."""
    pixels = decode(commission.picture).pixels
    head = find_head(pixels)
    window = head.of(pixels)
    style = commission.text("style") or str(digest(commission.pictures.get("reference", b"").hex()))
    dark = np.minimum(head.mean(window, head.scalp), head.skin(window) * 0.45)
    return head.put(pixels, mix(window, strands(head, style)[..., None] * dark, 0.85 * beard(head, style)))


def strands(head: Head, name: str) -> Floats:
    """Light and shadow along strands: about 1."""
    seed = digest("strands", name)
    curl = 0.05 if any(word in name.lower() for word in _ROUND) else 0.008
    place = np.arctan2(head.x, head.y + 3) / np.pi + curl * np.sin(head.y * (3 + seed % 5) + 2 * head.x)
    chance = np.random.default_rng(seed)
    fine = sum(
        size * np.interp(place, np.linspace(-1, 1, count), chance.standard_normal(count))
        for size, count in ((0.1, 90), (0.09, 320), (0.07, 900))
    )
    shine = 0.3 * np.exp(-(((head.y + 1.3) / 0.4) ** 2)) - 0.08 * np.clip(head.y, 0, 3)
    return np.asarray(np.clip(0.95 + fine + shine, 0.3, 1.8), np.float32)


def beard(head: Head, name: str) -> Floats:
    """Where a beard of that name grows; moustache, chin, jaw and sideburns are there or not."""
    word = name.lower()
    seed = digest("beard", name)
    mouth = head.oval((0, 1.08), (0.42, 0.13))
    moustache = head.oval((0, 0.86), (0.4 + 0.3 * ("handlebar" in word or "imperial" in word), 0.13))
    chin = head.oval((0, 1.62), (0.38 + seed % 5 * 0.03, 0.34 + 0.35 * ("duck" in word or "dyke" in word)))
    jaw = np.asarray(head.oval((0, 0.75), (0.98, 1.25)) * step(head.y - 0.9, 0.4), np.float32)
    jaw *= 1 - head.oval((0, 0.7), (0.72, 0.55))
    sides = head.oval((0, 0.5), (1.0, 1.3)) * step(np.abs(head.x) - 0.78, 0.15) * step(head.y - 0.1, 0.3)
    parts = _beard_parts(word)
    grown = sum(
        (part for key, part in (("m", moustache), ("c", chin), ("j", jaw), ("s", sides)) if key in parts),
        start=np.zeros_like(head.x),
    )
    return np.asarray(np.clip(grown, 0, 1) * (1 - mouth) * (0.5 if "stubble" in word else 1), np.float32)


def _beard_parts(word: str) -> str:
    kinds = {
        "moustache": "m",
        "soulpatch": "c",
        "muttonchops": "ms",
        "chinstrap": "js",
        "goatee": "mc",
        "circle": "mc",
        "dyke": "mc",
        "anchor": "mc",
        "balbo": "mc",
        "stubble": "mcjs",
    }
    return next((parts for kind, parts in kinds.items() if kind in word), "mcjs")


def _cut(head: Head, name: str) -> Floats:
    word, seed = name.lower(), digest("cut", name)
    volume = 1.28 + (0.3 if any(each in word for each in _ROUND) else 0.05) + seed % 7 * 0.02
    is_long = any(each in word for each in _LONG) or (seed % 3 == 0 and not any(each in word for each in _NOT_LONG))
    crown = head.oval((0, -0.25), (volume, volume * 1.2), 0.12) * step(0.75 - head.y, 0.3)
    curtain = step(volume * 1.02 - np.abs(head.x), 0.15) * step(head.y + 0.3, 0.6) * step(3.2 - head.y, 0.4)
    outer = np.maximum(crown, curtain) if is_long else crown
    fringe = -0.95 + seed % 5 * 0.06
    opening = head.oval((0, 0.72), (0.98, 1.72), 0.12) * step(head.y - fringe, 0.25)
    neck = head.oval((0, 2.6), (0.75, 1.4), 0.2)
    return np.asarray(outer * (1 - np.maximum(opening, neck * is_long)), np.float32)


def _colour(commission: Commission, head: Head, window: Floats) -> Floats:
    """As asked; `original` is the hair's own, `reference` that of the other picture."""
    name = commission.text("colour")
    if name == "reference" and "reference" in commission.pictures:
        return _hair_of(decode(commission.pictures["reference"]).pixels)
    if name in {"original", "reference", ""}:
        return head.mean(window, head.scalp * _hairiness(head, window))
    return np.array(dye(name), np.float32)


def _hair_of(pixels: Bytes) -> Floats:
    try:
        head = find_head(pixels)
    except NoFace:
        return np.asarray(pixels.reshape(-1, 3).mean(0), np.float32)
    return head.mean(head.of(pixels), head.scalp)


def _hairiness(head: Head, window: Floats) -> Floats:
    """More for what is darker than the skin."""
    return np.asarray(0.35 + 0.65 * step(head.skin(window).mean() * 0.75 - window.mean(2), 40), np.float32)


def dyed(window: Floats, colour: Floats, where: Floats) -> Floats:
    """The colour with the hair's own light and shadow."""
    light = np.maximum(window.mean(2), 0)
    usual = max(float((light * where).sum()) / max(float(where.sum()), 1.0), 1.0)
    return np.asarray(colour * (light / usual)[..., None] ** _DEPTH, np.float32)
