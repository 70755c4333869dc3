"""Where an order is worked on, and what comes of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig

Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What the work needs. `luck` is the seed where none is given; `faceless`: no picture shows a face."""

    fetch: Fetch
    imaging: Imaging
    config: ImgOpenConfig
    luck: int
    faceless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One picture, and the seed that it was drawn with if it was."""

    picture: bytes
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What an order comes to: pictures or texts."""

    pictures: tuple[Made, ...] = ()
    texts: tuple[str, ...] = ()
