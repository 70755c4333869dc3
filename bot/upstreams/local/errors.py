"""What can be wrong with a picture. Free of numpy and OpenCV, so that the parent process can catch these cheaply."""


class BadPicture(ValueError):
    """The bytes are no picture that we open: not JPEG, PNG or WebP, broken, or beyond the size limits."""


class NoFace(ValueError):
    """No face was found in the picture of the slot `which`."""

    def __init__(self, which: str) -> None:
        super().__init__(which)
        self.which = which

    def __str__(self) -> str:
        return f"no face found in the {self.which} picture"
