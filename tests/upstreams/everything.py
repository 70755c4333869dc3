"""The catalogue of an operator who has switched on everything that there is."""

from collections.abc import Callable
from functools import cache
from typing import NoReturn, TypeVar

import httpx

from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.catalogue import Catalogue, build
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.upstreams.settings import ProvidersSettings
from tests.journeys.supplies import supplied
from tests.journeys.tigers import TYPES

T = TypeVar("T")


class _NoPool:
    """Nothing is run here."""

    async def run(self, _fn: Callable[..., T], /, *_args: object, timeout_s: float) -> NoReturn:
        raise NotImplementedError(timeout_s)


@cache
def everything() -> Catalogue:
    """Every offer, and none of them off."""
    settings = supplied(ProvidersSettings()).model_copy(
        update={
            "ailab": AilabSettings(mask_marks="white", retired=True, prices={"image-color-migration": 4}),
            "magictiger": MagicTigerSettings.model_validate({"types": TYPES, "enhance_types": {"enhance": 1}}),
        }
    )
    return build(settings, client=httpx.AsyncClient(), pool=_NoPool())
