"""What the worker processes are told to do.

OpenCV and numpy are imported inside the functions: the process that hands out the work never pays for them.
"""


def enhance(picture: bytes, mode: str | None) -> bytes:
    """See `bot.upstreams.local.enhance`; None is its default mode."""
    from bot.domain.modes import EnhanceMode  # noqa: PLC0415 (in the worker only)
    from bot.upstreams.local.enhance import enhance  # noqa: PLC0415 (in the worker only)

    return enhance(picture, EnhanceMode(mode or EnhanceMode.PHOTO))


def swap(source: bytes, target: bytes, fidelity: float | None) -> bytes:
    """See `bot.upstreams.local.faceswap`."""
    from bot.upstreams.local.faceswap import swap  # noqa: PLC0415 (in the worker only)

    return swap(source, target, fidelity)
