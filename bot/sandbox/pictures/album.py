"""The demo's pictures, as JPEG bytes."""

from importlib.resources import files

from bot.sandbox.pictures.wear import wear_out


def photo() -> bytes:
    """A cat, 451 by 300, in visible need of enhancement: soft, noisy, blocky. The same bytes each time."""
    return wear_out(cat())


def cat() -> bytes:
    """The same cat before it was worn out."""
    return _load("chelsea.jpg")


def portrait_source() -> bytes:
    """Grace Hopper, 512 by 600: one frontal face, with glasses."""
    return _load("grace_hopper.jpg")


def portrait_target() -> bytes:
    """Eileen Collins, 600 by 600: one frontal face."""
    return _load("eileen_collins.jpg")


def _load(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()
