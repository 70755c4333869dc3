"""A picture from words."""

import numpy as np

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.city import paint_city
from bot.sandbox.upstreams.painting.figures import paint_figures
from bot.sandbox.upstreams.painting.finish import finish
from bot.sandbox.upstreams.painting.flow import paint_flow
from bot.sandbox.upstreams.painting.foreground import paint_foreground
from bot.sandbox.upstreams.painting.land import paint_land
from bot.sandbox.upstreams.painting.palette import choose
from bot.sandbox.upstreams.painting.scene import Motif, read_scene
from bot.sandbox.upstreams.painting.sky import paint_sky
from bot.sandbox.upstreams.painting.view import View
from bot.sandbox.upstreams.painting.water import paint_water
from bot.upstreams.local.raster import Bytes, encode


def paint(brief: Brief) -> bytes:
    """A PNG of the brief's size: the same bytes for the same brief."""
    return encode(render(brief))


def render(brief: Brief) -> Bytes:
    """As `paint`, in pixels: height by width by BGR."""
    view = _open(brief)
    if view.scene.is_abstract:
        paint_flow(view)
    else:
        _paint_scene(view)
    return finish(view)


def _open(brief: Brief) -> View:
    scene = read_scene(brief)
    chance = np.random.default_rng(brief.number("composition"))
    horizon, x, y = chance.uniform(0.5, 0.66), chance.choice((0.27, 0.73)) + chance.uniform(-0.1, 0.1), chance.random()
    row = max(8, round(brief.height * horizon))
    return View(
        pixels=np.zeros((brief.height, brief.width, 3), np.float32),
        brief=brief,
        scene=scene,
        palette=choose(brief, scene),
        horizon=min(row, brief.height - 1),
        light=(round(brief.width * x), round(row * (0.24 + 0.38 * y))),
    )


def _paint_scene(view: View) -> None:
    motifs = view.scene.motifs
    paint_sky(view)
    paint_land(view)
    if Motif.CITY in motifs:
        paint_city(view)
    if Motif.SEA in motifs:
        paint_water(view)
    paint_foreground(view)
    paint_figures(view)
