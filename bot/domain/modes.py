"""Ways to do one job that a person chooses between."""

from enum import StrEnum


class EnhanceMode(StrEnum):
    """What an enhancement has in view."""

    PHOTO = "photo"
    PORTRAIT = "portrait"
    LOWLIGHT = "lowlight"
    DETAIL = "detail"
