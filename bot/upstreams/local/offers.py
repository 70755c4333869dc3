"""What this machine does by itself."""

from typing import Any

from bot.domain.offers import Coverage, Limits, Offer, Travel
from bot.upstreams.local import cutting, editing, portraits, styling
from bot.upstreams.local.identity import ID
from bot.upstreams.local.settings import LocalSettings

_FORMATS = frozenset({"JPEG", "PNG", "WEBP"})
_MAX_SIDE, _MAX_PIXELS = 9216, 50_000_000  # those of the decoder, bot.upstreams.local.raster


def make_offers(settings: LocalSettings) -> tuple[Offer, ...]:
    """All of it. An endpoint is a module here with a function of the same name; the payload holds its arguments."""
    known: dict[str, Any] = {
        "provider": ID,
        "price": settings.price,
        "limits": Limits(formats=_FORMATS, max_bytes=settings.max_bytes, max_side=_MAX_SIDE, max_pixels=_MAX_PIXELS),
        "travel": Travel.BYTES,
        "coverage": Coverage.DOCUMENTED,
        "repeatable": True,
    }
    makers = (editing.make, styling.make, portraits.make, cutting.make)
    return tuple(offer for make in makers for offer in make(known, settings))
