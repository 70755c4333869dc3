"""The colours of a scene."""

from dataclasses import dataclass

import numpy as np

from bot.sandbox.upstreams.painting.brief import Brief, digest
from bot.sandbox.upstreams.painting.colours import Colour, lightness, mix, turn
from bot.sandbox.upstreams.painting.scene import Hour, Motif, Scene

_TINT_SHARE = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """From the top of the sky down to what is nearest."""

    zenith: Colour
    sky: Colour
    horizon: Colour
    light: Colour
    far: Colour
    near: Colour
    accent: Colour

    def shades(self) -> list[Colour]:
        """All, from dark to light, with paper at the end: to colour what has only lightness."""
        ink = mix(self.near, (0.03, 0.03, 0.06), 0.5)
        paper = mix(self.light, (1, 0.99, 0.96), 0.7)
        middle = sorted((self.near, self.zenith, self.far, self.accent, self.sky, self.horizon), key=lightness)
        return [ink, *middle, paper]


_HOURS = {
    Hour.DAY: Palette(
        zenith=(0.20, 0.45, 0.78),
        sky=(0.48, 0.71, 0.90),
        horizon=(0.88, 0.92, 0.90),
        light=(1.0, 0.97, 0.86),
        far=(0.52, 0.66, 0.74),
        near=(0.16, 0.31, 0.24),
        accent=(0.90, 0.36, 0.30),
    ),
    Hour.DAWN: Palette(
        zenith=(0.38, 0.46, 0.70),
        sky=(0.78, 0.68, 0.78),
        horizon=(0.99, 0.83, 0.72),
        light=(1.0, 0.93, 0.80),
        far=(0.64, 0.60, 0.72),
        near=(0.20, 0.22, 0.34),
        accent=(0.93, 0.55, 0.52),
    ),
    Hour.DUSK: Palette(
        zenith=(0.20, 0.16, 0.40),
        sky=(0.75, 0.33, 0.42),
        horizon=(0.99, 0.68, 0.37),
        light=(1.0, 0.86, 0.55),
        far=(0.56, 0.30, 0.42),
        near=(0.14, 0.09, 0.18),
        accent=(0.98, 0.55, 0.24),
    ),
    Hour.NIGHT: Palette(
        zenith=(0.02, 0.04, 0.13),
        sky=(0.06, 0.12, 0.28),
        horizon=(0.22, 0.30, 0.48),
        light=(0.96, 0.95, 0.86),
        far=(0.12, 0.18, 0.32),
        near=(0.02, 0.04, 0.09),
        accent=(0.98, 0.79, 0.40),
    ),
}


def choose(brief: Brief, scene: Scene) -> Palette:
    """The hour's colours, moved a little by the words and the model, and much by a colour that was asked for."""
    chance = np.random.default_rng(brief.number("palette"))
    model = digest("palette", brief.model) % 1000 / 1000 - 0.5
    hue = float(chance.uniform(-0.035, 0.035)) + 0.03 * model
    vivid = (0.8 + 0.03 * min(max(brief.guidance, 0), 14)) * (1 + 0.1 * model)
    base = _free(brief, hue) if scene.is_abstract else _HOURS[scene.hour]
    turned = {name: turn(getattr(base, name), hue=hue, saturation=vivid) for name in base.__slots__}
    if scene.tint:
        turned = {name: _tinted(colour, scene.tint) for name, colour in turned.items()}
    if Motif.SNOW in scene.motifs:
        turned |= {name: mix(turned[name], (0.90, 0.94, 0.98), 0.45) for name in ("far", "near")}
    return Palette(**turned)


def _tinted(colour: Colour, tint: Colour) -> Colour:
    """Towards the tint, as light or dark as before."""
    ratio = (lightness(colour) + 0.05) / (lightness(tint) + 0.05)
    red, green, blue = (min(part * ratio, 1.0) for part in tint)
    return mix(colour, (red, green, blue), _TINT_SHARE)


def _free(brief: Brief, hue: float) -> Palette:
    """For pictures of nothing: one hue, its neighbours and its opposite."""
    number = brief.number("free")
    dark, first = number % 2 == 0, number / 2**64
    deep = turn((0.10, 0.12, 0.20) if dark else (0.93, 0.91, 0.86), hue=first)
    main = turn((0.20, 0.45, 0.80), hue=first)
    return Palette(
        zenith=deep,
        sky=mix(deep, main, 0.35),
        horizon=mix(deep, turn(main, hue=0.08), 0.6),
        light=(0.98, 0.95, 0.88) if dark else (0.16, 0.16, 0.22),
        far=turn(main, hue=-0.09 + hue),
        near=main,
        accent=turn(main, hue=0.42, saturation=0.75, value=1.1),
    )
