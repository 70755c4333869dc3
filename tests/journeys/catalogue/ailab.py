"""What AILabTools does, endpoint by endpoint, with the options or pictures that only that one takes."""

from typing import Any

from bot.sandbox.discord import Upload
from tests.journeys.catalogue import sights
from tests.journeys.catalogue.exhibits import Exhibit, Promise
from tests.journeys.catalogue.parts import (
    becomes_transparent,
    changes_at_mask,
    has_alpha,
    hides_faces,
    is_gone,
    keeps_the_middle,
    puts_on_another_face,
)
from tests.journeys.catalogue.promises import (
    changes,
    colourfulness,
    comes_near,
    contrast,
    counts,
    every,
    gets_colours,
    grows,
    is_drawn_in_lines,
    is_painted,
    measures,
    rises,
    same_size,
)
from tests.upstreams.local.measures import sharpness

DEAR = {"image-color-migration": 3}
"""Prices at which endpoints are asked that are otherwise in the shadow of cheaper ones that take as much."""


def _face() -> Upload:
    return sights.small(sights.astronaut(), 320, 320)


def _beard() -> Upload:
    return sights.small(sights.admiral(), 320, 375)


def _little_face() -> Upload:
    return sights.small(sights.astronaut(), 120, 120)


def _heavy_face() -> Upload:
    return sights.heavier(_face(), 3_200_000)


def _small_group() -> Upload:
    return sights.small(sights.group(), 556, 300)


def _small_cat() -> Upload:
    return sights.small(sights.cat(), 180, 120)


_ALTERED = every(same_size, changes())
_MASKED = {"image": sights.disc, "mask": sights.disc_mask}
_COLOURS = {"image": sights.cat, "reference": sights.sunset}
_BOTH = {"image": _face, "reference": _beard}
_SWAP = {"source": _beard, "target": _face}


def _of(
    endpoint: str, tool: str, promise: Promise, pictures: Any = _face, *, words: str = "", **options: Any
) -> Exhibit:
    """`pictures` by slot, or the only one."""
    given = pictures if isinstance(pictures, dict) else {"image": pictures}
    return Exhibit(
        offer=f"ailab.{endpoint}", command=tool, promise=promise, pictures=given, options=options, words=words
    )


def _too(*args: Any, **options: Any) -> Exhibit:
    """What others do too."""
    return _of(*args, provider="ailab", **options)


_FACES = (
    _too("ai-face-swap", "faceswap", puts_on_another_face, _SWAP),
    _too("face-fusion", "faceswap", puts_on_another_face, _SWAP, fidelity=0.8),
    _of("face-attribute-editing-age", "age", _ALTERED, age=70),
    _of("face-attribute-editing-age", "age", _ALTERED, words="in a word", to="child"),
    _of("face-attribute-editing-gender", "gender", _ALTERED, to="male"),
    _of("emotion-editor", "expression", _ALTERED, expression="big grin"),
    _of("emotion-editor-advanced", "expression", _ALTERED, expression="jaw_drop_surprise"),
    _of("enhance-face", "restore", _ALTERED),
    _too("blurred-faces", "blurfaces", every(same_size, hides_faces), _small_group),
)
_HAIR = (
    _of("hairstyle-editor-pro", "hairstyle", _ALTERED, style="Afro", color="red"),
    _of("hairstyle-editor-premium", "hairstyle", _ALTERED, style="Afro"),
    _of("hairstyle-editor-premium", "hairstyle", _ALTERED, _BOTH, words="like somebody's"),
    _of("ai-hair-color", "haircolor", _ALTERED, color="copper"),
    _of("ai-beard-styling", "beard", _ALTERED, style="Goatee"),
    _of("ai-beard-styling", "beard", _ALTERED, _BOTH, words="like somebody's"),
)
_LOOKS = (
    _of("ai-big-head-effect", "effect", _ALTERED, effect="big_head"),
    _of("ai-square-face-filter", "effect", _ALTERED, effect="square_face"),
    _of("ai-bald", "effect", _ALTERED, effect="bald"),
    _of("ai-beard-removal", "effect", _ALTERED, effect="clean_shaven"),
    _of("ai-halloween-mask", "halloween", changes(), mask=3),
    _of("ai-halloween-mask", "halloween", changes(), _BOTH, words="like somebody's"),
    _of("face-filter", "filter", _ALTERED, number=5),
    _of(
        "try-on-clothes",
        "tryon",
        changes("person"),
        {"person": _face, "clothes": sights.sunset},
        clothes_type="upper_body",
    ),
    _of("smart-skin", "retouch", _ALTERED),
    _of("smart-beauty", "retouch", _ALTERED, _little_face, words="of a small picture"),
    _of("face-beauty-pro", "retouch", _ALTERED, _little_face, words="of a small picture", whitening=0.9),
    _of("smart-skin-advanced", "retouch", _ALTERED, fix="acne"),
)
_WEBP_MASKED = {"image": sights.disc_in_webp, "mask": sights.disc_mask}
_EDITS = (
    _too("image-defogging", "dehaze", every(same_size, rises(contrast, 1.3)), sights.hazy_cat),
    _too("image-contrast-enhancement", "contrast", every(same_size, rises(contrast, 1.3)), sights.flat_cat),
    _too("image-sharpness-enhancement", "sharpen", every(same_size, rises(sharpness, 1.2)), sights.soft_cat),
    _of("stretch-image-recovery", "unstretch", changes(), sights.wide_cat),
    _too("image-lossless-enlargement", "enlarge", grows(3, 3), _small_cat, factor=3),
    _too("image-cropping", "crop", measures(160, 120), sights.cat, width=160, height=120),
    _too("ai-image-extender", "outpaint", every(grows(1.5, 2), keeps_the_middle), _small_cat, horizontal=2),
    _too("remove-objects", "erase", every(changes_at_mask, is_gone((60, 40, 190))), _MASKED),
    _too("remove-objects-advanced", "erase", every(changes_at_mask, is_gone((60, 40, 190))), _MASKED, quality="high"),
    _too("remove-objects-pro", "erase", changes_at_mask, _WEBP_MASKED, quality="best"),
    _of("ai-object-replacer", "replace", changes_at_mask, _MASKED, prompt="a lemon"),
)
_CUTS = (
    _too("universal-background-removal", "removebg", becomes_transparent),
    _too("portrait-background-removal", "removebg", becomes_transparent, subject="person"),
    _too("portrait-background-removal", "removebg", _ALTERED, words="on white", subject="person", form="white"),
    _too("avatar-extraction", "removebg", every(counts(2), has_alpha), _small_group, subject="head"),
    _too("hd-universal-background-removal", "removebg", becomes_transparent, _heavy_face, words="of a large file"),
    _too(
        "hd-portrait-background-removal",
        "removebg",
        becomes_transparent,
        _heavy_face,
        words="of a large file",
        subject="person",
    ),
)
_COLOURING = (
    _of("image-colorization", "colorize", every(same_size, gets_colours), sights.grey_cat),
    _too(
        "image-color-enhancement",
        "grade",
        every(same_size, rises(colourfulness, 1.1)),
        sights.flat_cat,
        footage="log_c",
    ),
    _too("photo-retouching", "recolor", every(same_size, comes_near("reference")), _COLOURS),
)
_ARTS = (
    _too("ai-anime-generator", "cartoon", _ALTERED),
    _too("portrait-animation", "cartoon", changes(), style="Pixar"),
    _of("image-style-conversion", "paint", _ALTERED, sights.cat, style="pencil"),
    _too("photo-to-line-art", "lineart", is_drawn_in_lines, sights.cat),
    _of("photo-to-emoji-grid", "emoji", changes(), expression="angry", style="3D emoji", scene="Baby shower"),
    _of("ai-photography", "photoshoot", changes(), title="Film noir", description="A lamp and much shadow"),
    _of("ai-flower-wallpaper", "wallpaper", is_painted, {}, flowers="peonies"),
)
AILAB = (*_FACES, *_HAIR, *_LOOKS, *_EDITS, *_CUTS, *_COLOURING, *_ARTS)

RETIRED = (
    _too("ai-anime-generator-v1", "cartoon", changes(), style="girl-3"),
    _too(
        "image-hd-color-migration",
        "recolor",
        every(same_size, rises(colourfulness, 1.2)),
        sights.cat,
        palette="056A6B,10C0E0",
    ),
    _too("image-hd-color-migration", "recolor", counts(3), sights.cat, words="three times", count=3),
)
SHADOWED = (
    _too(
        "image-color-migration",
        "recolor",
        every(same_size, rises(colourfulness, 1.2)),
        sights.cat,
        palette="056A6B,10C0E0",
    ),
)
"""At the prices above."""

BYGONE = (
    _too("ai-anime-generator-v1", "cartoon", changes(), words="as at first", style="girl-3"),
    _too(
        "image-hd-color-migration",
        "recolor",
        _ALTERED,
        sights.cat,
        words="as at first",
        palette="056A6B,10C0E0",
        strength=0.7,
    ),
)
"""The same, asked about by the query that is no more."""
