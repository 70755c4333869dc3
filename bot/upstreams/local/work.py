"""What the worker processes are told to do."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

_PACKAGE = "bot.upstreams.local"


def do(endpoint: str, arguments: Mapping[str, Any]) -> tuple[bytes, ...]:
    """Call the function of the module that both are called `endpoint`; a PNG for each result.

    The module is imported here, in the worker: the process that hands out the work never pays for OpenCV and numpy.
    Raises what the function raises: Refused, BadPicture, NoFace.
    """
    made = getattr(import_module(f"{_PACKAGE}.{endpoint}"), endpoint)(**arguments)
    return (made,) if isinstance(made, bytes) else tuple(made)
