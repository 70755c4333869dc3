"""Sizes of pictures that are made from words."""

from enum import StrEnum

STEP = 8
"""Diffusion models work on blocks of 8 pixels."""


class Ratio(StrEnum):
    """Width to height."""

    SQUARE = "1:1"
    LANDSCAPE = "3:2"
    PORTRAIT = "2:3"
    WIDE = "16:9"
    TALL = "9:16"

    def sides(self, longest: int) -> tuple[int, int]:
        """Width and height in pixels, multiples of 8, the longer one at most `longest`."""
        across, down = (int(part) for part in self.split(":"))
        return sides_of(across, down, longest)


def sides_of(across: int, down: int, longest: int) -> tuple[int, int]:
    """Width and height in this proportion: pixels, multiples of 8, the longer one at most `longest`."""
    scale = longest / max(across, down)
    return _whole(across * scale), _whole(down * scale)


def _whole(side: float) -> int:
    return max(STEP, int(side) // STEP * STEP)
