"""The endpoints, and the generations of endpoints, that the vendor has retired, and how they were asked about."""

from dataclasses import replace
from enum import StrEnum

from bot.domain.offers import Coverage, Limits
from bot.upstreams.ailab.endpoint import Endpoint, direct, opaque, queued, sending
from bot.upstreams.ailab.limits import WEBP_TOO, between
from bot.upstreams.ailab.places import at_url
from bot.upstreams.ailab.queued import ANIME

_LIST = at_url("data.image_list")


class Generation(StrEnum):
    """Of the cartoon generator and of HD color migration."""

    V1_0_0 = "V1.0.0"
    V1_1_0 = "V1.1.0"


def _retired(endpoint: Endpoint) -> Endpoint:
    return replace(endpoint, coverage=Coverage.RETIRED)


OLD_ANIME = _retired(
    replace(ANIME, limits=Limits(formats=WEBP_TOO, max_bytes=10_000_000, max_side=ANIME.limits.max_side))
)
"""No page limits its pixels; the present generator's longest side is kept to, for want of any other."""
HD_MIGRATION = _retired(
    sending(
        opaque(queued("image/effects/image-hd-color-migration", 4, _LIST, between(64, 10_000, megabytes=3))),
        task_type="async",
    )
)
MIGRATION = _retired(
    direct("image/effects/image-color-migration", None, _LIST, between(64, 1200, megabytes=3), usual_s=5)
)

RETIRED = (HD_MIGRATION, MIGRATION)

_JOBS = {OLD_ANIME.name: "GENERATE_CARTOONIZED_IMAGE", HD_MIGRATION.name: "HD_COLOUR_MIGRATION"}
"""The retired query's `type`, with its British spelling."""


def of_generation(endpoint: Endpoint, generation: Generation) -> Endpoint:
    """A queued endpoint as it was then: at first without `task_type`, and asked about by the retired query."""
    if generation is Generation.V1_1_0:
        return endpoint
    return replace(endpoint, fixed={}, job=_JOBS[endpoint.name])
