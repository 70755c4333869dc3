"""Longer prompts, the same for the same words."""

from bot.sandbox.upstreams.painting.brief import digest

_OPENINGS = ("masterpiece, best quality", "award-winning", "highly detailed", "cinematic", "an atmospheric scene")
_LIGHTS = (
    "beautiful lighting",
    "soft morning light",
    "golden hour",
    "moonlight",
    "dramatic shadows",
    "volumetric light",
)
_DETAILS = ("intricate details", "sharp focus", "rich colours", "shallow depth of field", "fine texture", "clear sky")
_ENDINGS = ("wide angle", "close-up", "symmetrical composition", "rule of thirds", "seen from above", "panorama")
_XL_ENDINGS = ("8k", "professional photograph", "ultra-wide, 35mm")


def expand(prompt: str, *, is_xl: bool, pool: int, count: int) -> tuple[str, ...]:
    """So many different versions. `pool` is how many words to choose from; 0 stands for all."""
    return tuple(_expand(prompt, is_xl=is_xl, pool=pool, number=number) for number in range(count))


def _expand(prompt: str, *, is_xl: bool, pool: int, number: int) -> str:
    lists = (_OPENINGS, _LIGHTS, _DETAILS, _XL_ENDINGS if is_xl else _ENDINGS)
    opening, *rest = (_choose(words[: pool or None], prompt, number + step) for step, words in enumerate(lists))
    return ", ".join((opening, prompt, *rest))


def _choose(words: tuple[str, ...], prompt: str, number: int) -> str:
    return words[(digest(prompt) + number) % len(words)]
