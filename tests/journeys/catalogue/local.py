"""What this machine does by itself."""

from typing import Any

from bot.sandbox.discord import Upload
from tests.journeys.catalogue import sights
from tests.journeys.catalogue.exhibits import Exhibit, Promise
from tests.journeys.catalogue.parts import (
    becomes_transparent,
    changes_at_mask,
    changes_inside,
    hides_faces,
    is_gone,
    keeps_the_middle,
    puts_on_another_face,
    shows_faces,
    surroundings_differ,
)
from tests.journeys.catalogue.promises import (
    changes,
    colourfulness,
    comes_near,
    contrast,
    every,
    gradient,
    grows,
    is_clearer,
    is_drawn_in_lines,
    measures,
    rises,
    same_size,
)
from tests.upstreams.local.measures import sharpness

_SWAP = {"source": sights.admiral, "target": sights.astronaut}


def _of(tool: str, promise: Promise, image: Any = sights.cat, *, words: str = "", **options: Any) -> Exhibit:
    return Exhibit(
        offer=f"local.{tool}",
        command=tool,
        promise=promise,
        pictures={"image": image},
        options={"provider": "local", **options},
        words=words,
    )


def _small_cat() -> Upload:
    return sights.small(sights.cat(), 180, 120)


def _small_group() -> Upload:
    return sights.small(sights.group(), 556, 300)


PICKED = "local.faceswap"
"""Has a journey of its own, since a face is chosen first."""
LOCAL = (
    _of("enhance", every(grows(2, 2), is_clearer), sights.worn_cat),
    _of("enlarge", every(changes(), grows(2, 2)), words="twice"),
    _of("enlarge", every(changes(), grows(4, 4)), _small_cat, words="four times", factor=4),
    _of("sharpen", every(same_size, rises(sharpness, 1.2)), sights.soft_cat),
    _of("dehaze", every(same_size, rises(contrast, 1.3)), sights.hazy_cat),
    _of("contrast", every(same_size, rises(contrast, 1.3)), sights.flat_cat),
    _of("watermark", changes_inside(0.4, 0.8, 1, 1), text="© Mia"),
    _of("watermark", changes_inside(0, 0, 0.6, 0.2), words="at the top", text="© Mia", corner="top_left"),
    _of("crop", every(changes(), measures(160, 120)), width=160, height=120),
    _of("cartoon", every(same_size, changes(), rises(gradient, 0.7))),
    _of("lineart", every(same_size, is_drawn_in_lines)),
    Exhibit(
        offer="local.recolor",
        command="recolor",
        promise=every(same_size, comes_near("reference")),
        pictures={"image": sights.cat, "reference": sights.sunset},
        options={"provider": "local", "strength": 1},
    ),
    _of("recolor", every(same_size, rises(colourfulness, 1.2)), words="by a palette", palette="056A6B,10C0E0"),
    _of("grade", every(same_size, rises(contrast, 1.3), rises(colourfulness, 1.3)), sights.flat_cat, footage="log_c"),
    Exhibit(
        offer="local.faceswap_largest",
        command="faceswap",
        promise=puts_on_another_face,
        pictures=_SWAP,
        options={"provider": "local", "face": "largest"},
    ),
    _of("faces", shows_faces(2), _small_group),
    _of("blurfaces", every(same_size, hides_faces), _small_group),
    _of("removebg", becomes_transparent, sights.astronaut),
    Exhibit(
        offer="local.erase",
        command="erase",
        promise=every(changes_at_mask, is_gone((60, 40, 190))),
        pictures={"image": sights.disc, "mask": sights.disc_mask},
        options={"provider": "local"},
    ),
    _of("outpaint", every(grows(1.5, 1.5), keeps_the_middle, surroundings_differ), _small_cat),
    _of("outpaint", every(grows(1, 2), keeps_the_middle), _small_cat, words="sideways", vertical=1, horizontal=2),
)
