"""What can be wrong with a picture. Free of numpy and OpenCV, so that the parent process can catch these cheaply."""

from typing import Literal


class BadPicture(ValueError):
    """The bytes are no picture that we open: not JPEG, PNG or WebP, broken, or beyond the size limits."""


class NoFace(ValueError):
    """No face was found in the picture that `which` names."""

    def __init__(self, which: Literal["source", "target"]) -> None:
        super().__init__(which)
        self.which = which

    def __str__(self) -> str:
        return f"no face found in the {self.which} picture"
