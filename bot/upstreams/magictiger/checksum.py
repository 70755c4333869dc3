"""The `md5` that goes with a message. What it is made of is not documented, so it follows a named recipe."""

import hashlib
from typing import Literal

OFF = "off"
Recipe = Literal["off", "body", "body+token", "token+body", "taskid+token", "token+taskid"]
"""The parts in their order, nothing between them."""


def checksum(recipe: str, **parts: bytes) -> str:
    """32 lower-case hex digits. `parts` are the raw bytes by their names in the recipe."""
    text = b"".join(parts[part] for part in recipe.split("+"))
    return hashlib.md5(text, usedforsecurity=False).hexdigest()
