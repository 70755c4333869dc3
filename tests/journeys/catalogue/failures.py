"""Orders that come to nothing on this machine, and what their person reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.discord import Upload
from tests.journeys.catalogue import sights

_TOO_WIDE = "no side may be longer than"
_NO_FACE = "couldn't find a face in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An order that cannot be filled, and some of the words that it is answered with."""

    command: str
    words: str
    pictures: Mapping[str, Callable[[], Upload]]
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """For the list of tests."""
        return f"{self.command}: {self.words}"


def _wide() -> Upload:
    return sights.plain(9217, 16)


def _plain() -> Upload:
    return sights.plain(96, 64)


def _small_mask() -> Upload:
    return sights.small(sights.disc_mask(), 160, 120)


def _black_mask() -> Upload:
    return sights.black(320, 240)


def _of(command: str, words: str, image: Callable[[], Upload] = _plain, **options: Any) -> Failure:
    return Failure(command=command, words=words, pictures={"image": image}, options=options)


def _erasing(words: str, mask: Callable[[], Upload]) -> Failure:
    return Failure(command="erase", words=words, pictures={"image": sights.disc, "mask": mask})


def _swapping(words: str, source: Callable[[], Upload], target: Callable[[], Upload]) -> Failure:
    return Failure(
        command="faceswap", words=words, pictures={"source": source, "target": target}, options={"face": "largest"}
    )


FAILURES = (
    _of("enhance", _TOO_WIDE, _wide),
    _of("enhance", "can't be antique here", mode="antique"),
    _of("enlarge", f"{_TOO_WIDE} 4,608", lambda: sights.plain(4609, 16)),
    _of("sharpen", _TOO_WIDE, _wide),
    _of("dehaze", _TOO_WIDE, _wide),
    _of("contrast", _TOO_WIDE, _wide),
    _of("watermark", "each side needs at least 32", lambda: sights.plain(96, 31), text="© Mia"),
    _of("crop", _TOO_WIDE, _wide, width=16, height=16),
    _of("cartoon", "can't be Pixar here", style="Pixar"),
    _of("lineart", "has no use for prompt", prompt="thin lines"),
    _of("recolor", "needs a reference"),
    Failure(
        command="recolor",
        words="no colours to take over",
        pictures={"image": sights.cat, "reference": sights.grey_cat},
    ),
    _of("grade", "can't be rec_709 here", footage="rec_709"),
    _swapping(f"{_NO_FACE} source", _plain, sights.astronaut),
    _swapping(f"{_NO_FACE} target", sights.admiral, _plain),
    _of("faces", f"{_NO_FACE} image"),
    _of("blurfaces", f"{_NO_FACE} image"),
    _of("removebg", f"{_NO_FACE} image", subject="person"),
    _of("removebg", "nothing to cut out"),
    _erasing("both must be the same", _small_mask),
    _erasing("Which part?", _black_mask),
    _of("outpaint", "nothing to add", vertical=1, horizontal=1),
    _of("outpaint", "at most 3.1 megapixels", lambda: sights.plain(3000, 3000), vertical=4, horizontal=4),
)
