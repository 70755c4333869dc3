"""Who does what: this machine's own tools where it has one, a quick drawing where it has not."""

from collections.abc import Callable, Mapping

import numpy as np

from bot.domain.toolbox.art import Paper
from bot.sandbox.upstreams.crafts import costumes, cutouts, emojis, faces, hair, scenes, shapes, skin
from bot.sandbox.upstreams.crafts.commission import Commission, Craft, Piece
from bot.upstreams.local import work
from bot.upstreams.local.raster import Bytes, encode, plain_errors

_AUTOMATIC = ("E8B04A,7A3E2B,2E4057", "B5D0C3,40798C,0B2027", "F4D6CC,C83E4D,32373B", "D9E76C,537D8D,482C3D")
"""Palettes of a colour migration that is free to choose."""


@plain_errors()
def carry_out(commission: Commission) -> list[Piece]:
    """The pieces, as PNGs or in the format of the tool. Raises BadPicture, NoFace and Refused."""
    made = _TRADES[commission.craft](commission)
    if isinstance(made, np.ndarray):
        return [Piece(picture=encode(made))]
    return [Piece(picture=made)] if isinstance(made, bytes) else made


def _own(tool: str) -> Callable[[Commission], bytes]:
    """This machine's own tool of that name, which needs nothing but the picture."""
    return lambda commission: _call(tool, picture=commission.picture)


def _call(tool: str, **arguments: object) -> bytes:
    return work.do(tool, arguments)[0]


def _enlarge(commission: Commission) -> bytes:
    factor, is_sharper = int(commission.number("factor", 2)), bool(commission.number("sharpen"))
    return _call("enlarge", picture=commission.picture, factor=factor, sharper=is_sharper)


def _erase(commission: Commission) -> bytes:
    return _call("erase", picture=commission.picture, mask=commission.pictures["mask"])


def _line_art(commission: Commission) -> bytes:
    return _call("lineart", picture=commission.picture, paper=Paper(commission.text("ratio") or Paper.AUTO))


def _swap(commission: Commission) -> bytes:
    sources = {"source": commission.pictures["source"]}
    fidelity = commission.options.get("fidelity")
    return _call("faceswap", target=commission.pictures["target"], sources=sources, fidelity=fidelity)


def _recolour(commission: Commission) -> bytes:
    reference, palette = commission.pictures.get("reference"), commission.text("palette")
    if not palette and reference is None:
        palette = _AUTOMATIC[int(commission.number("number")) % len(_AUTOMATIC)]
    return _call(
        "recolor",
        picture=commission.picture,
        reference=reference,
        colours=palette.split(",") if palette else (),
        strength=commission.number("strength", 1),
    )


_TRADES: Mapping[Craft, Callable[[Commission], Bytes | bytes | list[Piece]]] = {
    Craft.AGE: faces.age,
    Craft.BEARD: hair.grow_beard,
    Craft.BLUR_FACES: _own("blurfaces"),
    Craft.CARTOON: scenes.draw_cartoon,
    Craft.COLORIZE: scenes.colorize,
    Craft.CONTRAST: _own("contrast"),
    Craft.CROP: shapes.crop,
    Craft.CUT_OUT: cutouts.cut_out,
    Craft.DEHAZE: _own("dehaze"),
    Craft.EFFECT: faces.affect,
    Craft.EMOJI: emojis.make_emojis,
    Craft.ENLARGE: _enlarge,
    Craft.ERASE: _erase,
    Craft.EXPRESSION: faces.express,
    Craft.FACE_SWAP: _swap,
    Craft.FILTER: skin.put_filter,
    Craft.GENDER: faces.gender,
    Craft.GRADE: scenes.develop,
    Craft.HAIR_COLOUR: hair.change_colour,
    Craft.HAIRSTYLE: hair.restyle,
    Craft.HALLOWEEN: costumes.put_on_mask,
    Craft.LINE_ART: _line_art,
    Craft.OUTPAINT: shapes.extend,
    Craft.PAINT: scenes.paint,
    Craft.PHOTOSHOOT: scenes.photograph,
    Craft.RECOLOUR: _recolour,
    Craft.REPLACE: scenes.replace,
    Craft.RESTORE: skin.restore,
    Craft.RETOUCH: skin.retouch,
    Craft.SHARPEN: _own("sharpen"),
    Craft.TRY_ON: costumes.try_on,
    Craft.UNSTRETCH: shapes.unstretch,
    Craft.WALLPAPER: scenes.wallpaper,
}
