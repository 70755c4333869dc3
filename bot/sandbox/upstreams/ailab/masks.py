"""Masks as the vendor's machine wants them."""

from dataclasses import replace
from io import BytesIO
from typing import Literal

from PIL import Image, ImageOps

from bot.sandbox.upstreams.ailab.endpoint import Order

_MASK = "mask"


def marked_white(order: Order, marks: Literal["white", "black"]) -> Order:
    """The order with a mask, if it has one, whose white marks."""
    if _MASK not in order.pictures or marks == "white":
        return order
    with Image.open(BytesIO(order.pictures[_MASK]), formats=("PNG", "JPEG", "WEBP")) as image:
        target = BytesIO()
        ImageOps.invert(image.convert("L")).save(target, "PNG")
    return replace(order, pictures={**order.pictures, _MASK: target.getvalue()})
