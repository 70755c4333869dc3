"""Pictures from words and words from pictures, and pictures in other styles."""

from collections.abc import Iterator

from bot.sandbox import pictures
from tests.docs.gallery.exhibits import Exhibit
from tests.docs.gallery.inputs import landscape

_MODEL = "photon_v1_84728.safetensors"


def drawings() -> Iterator[Exhibit]:
    """All but the training."""
    cat, admiral = pictures.cat(), pictures.portrait_source()
    drawn: dict[str, str | float] = {"model": _MODEL, "seed": 7}
    yield Exhibit(
        tool="imagine", options={"prompt": "a red sun over the sea, islands, calm water", "ratio": "3:2", **drawn}
    )
    yield Exhibit(tool="reimagine", pictures={"image": landscape()}, options={"prompt": "a desert at sunset", **drawn})
    yield Exhibit(tool="control", pictures={"image": cat}, options={"prompt": "autumn leaves", **drawn})
    yield Exhibit(tool="preview", pictures={"image": admiral}, options={"preprocessor": "canny"})
    yield Exhibit(tool="wallpaper", options={"flowers": "poppies", "background": "a blue sky", "ratio": "4:3"})


def arts() -> Iterator[Exhibit]:
    """Pictures in another style."""
    cat, woman, admiral = pictures.cat(), pictures.portrait_target(), pictures.portrait_source()
    yield Exhibit(tool="cartoon", pictures={"image": woman}, options={"style": "bold", "provider": "local"})
    yield Exhibit(
        tool="cartoon", pictures={"image": admiral}, options={"style": "Graceful Chinese Style", "provider": "ailab"}
    )
    yield Exhibit(tool="lineart", pictures={"image": admiral}, options={"provider": "local"})
    yield Exhibit(tool="paint", pictures={"image": cat}, options={"style": "lavender"})
    yield Exhibit(
        tool="emoji",
        pictures={"image": woman},
        options={"expression": "happy", "style": "flat emoji", "scene": "a birthday"},
    )
    yield Exhibit(
        tool="photoshoot",
        pictures={"image": woman},
        options={"title": "By the sea", "description": "a beach in the evening"},
    )


def words() -> Iterator[Exhibit]:
    """Words about pictures, and for making them."""
    cat, admiral = pictures.cat(), pictures.portrait_source()
    yield Exhibit(tool="describe", pictures={"image": cat})
    yield Exhibit(tool="style", pictures={"image": admiral})
    yield Exhibit(tool="prompt", options={"prompt": "a lighthouse in a storm"})
