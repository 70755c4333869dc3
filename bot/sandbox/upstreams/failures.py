"""What can go wrong with a vendor's work, as opposed to with a call."""


class WorkFailed(Exception):
    """A task cannot be done. The text is what the vendor would tell its customer."""


class Unfetchable(WorkFailed):
    """The picture's URL was refused or did not answer 200."""


class TooLarge(WorkFailed):
    """More bytes or pixels than the vendor takes."""


class NotAPicture(WorkFailed):
    """The bytes are in no format that the vendor reads."""


class ImagingFailed(WorkFailed):
    """The picture was read, and could not be processed: no face in it, say."""


class NoSuchFace(ImagingFailed):
    """A face was asked for by a number that the picture, with so many faces, does not have."""

    def __init__(self, number: int, faces: int) -> None:
        super().__init__(number, faces)  # what pickling needs
        self.number = number
        self.faces = faces

    def __str__(self) -> str:
        return f"face {self.number} was asked for and the picture has {self.faces}"
