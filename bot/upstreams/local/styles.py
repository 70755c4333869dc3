"""The cartoons that we draw. Free of numpy and OpenCV."""

from enum import StrEnum


class CartoonStyle(StrEnum):
    """What a cartoon looks like."""

    BOLD = "bold"
    FLAT = "flat"
    COMIC = "comic"
