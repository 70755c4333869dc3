"""What was made, put where the endpoint's page says that it stands."""

import asyncio
from base64 import b64encode
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

from bot.sandbox.upstreams.ailab.config import AilabConfig
from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.office import RESULT_PATH, Office
from bot.sandbox.upstreams.crafts.commission import Piece
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.places import put

_ENDINGS = {"PNG": "png", "JPEG": "jpg", "BMP": "bmp", "WEBP": "webp"}
_FORMATS = {ending: name for name, ending in _ENDINGS.items()}
_ELEMENTS, _CROP = "data.elements[].image_url", "image-cropping"
_MOST_PIXELS_OF_PNG = 3840 * 2160


def place_of(endpoint: Endpoint, config: AilabConfig, *, is_async: bool) -> str:
    """Where the result stands; for some pages, that is a switch."""
    if is_async and endpoint.async_place:
        return endpoint.async_place
    switched = {
        "hd-portrait-background-removal": config.hd_portrait_place,
        "smart-beauty": config.smart_beauty_place,
    }
    return switched.get(endpoint.code) or endpoint.place or config.undocumented_place


async def publish(office: Office, endpoint: Endpoint, order: Order, pieces: list[Piece], *, is_async: bool) -> Json:
    """What the pictures add to an answer; those that are not in it are on the shelf from now on."""
    fields: Json = {}
    pictures = [await asyncio.to_thread(_convert, piece.picture, order) for piece in pieces]
    in_body = endpoint.in_body and not is_async
    values = [_text(picture, office.config) if in_body else _shelve(office, endpoint, picture) for picture in pictures]
    place = place_of(endpoint, office.config, is_async=is_async)
    put(fields, place, values)
    if place == _ELEMENTS:
        for element, piece in zip(fields["data"]["elements"], pieces, strict=True):
            element.update(_location(piece))
    elif endpoint.code == _CROP:
        fields["data"]["retain_location"] = _location(pieces[0])
    return fields


def _location(piece: Piece) -> dict[str, Any]:
    left, top, width, height = piece.box or (0, 0, 0, 0)
    return {"width": width, "height": height, "x": left, "y": top}


def _text(picture: bytes, config: AilabConfig) -> str:
    """Base64; the prefix is one of the things that are not documented."""
    return ("data:image/png;base64," if config.base64_prefix else "") + b64encode(picture).decode()


def _shelve(office: Office, endpoint: Endpoint, picture: bytes) -> str:
    """The URL; its form has been seen, and is not documented."""
    now = office.clock.now()
    ending = "jpg" if office.config.always_jpg else _ending(picture)
    group = endpoint.path.split("/")[2]
    name = f"{group}/{endpoint.code}/{now:%Y-%m-%d}/{now:%H%M%S}-{uuid4()}-{int(now.timestamp())}.{ending}"
    media_type = "image/jpeg" if ending == "jpg" else f"image/{ending}"
    office.shelf.put(name, picture, media_type=media_type, ttl_s=office.config.result_ttl_s)
    return f"{office.base_url}{RESULT_PATH}{name}"


def _ending(picture: bytes) -> str:
    with Image.open(BytesIO(picture), formats=tuple(_ENDINGS)) as image:
        return _ENDINGS[str(image.format)]


def _convert(picture: bytes, order: Order) -> bytes:
    """In the format that was asked for: alpha forces PNG, more pixels than 3840x2160 force JPEG."""
    asked = order.text("output_format")
    if not asked:
        return picture
    with Image.open(BytesIO(picture), formats=tuple(_ENDINGS)) as image:
        if image.has_transparency_data:
            asked = "png"
        elif image.width * image.height > _MOST_PIXELS_OF_PNG:
            asked = "jpg"
        target = BytesIO()
        image.convert("RGBA" if image.has_transparency_data else "RGB").save(
            target, _FORMATS[asked], quality=int(order.number("output_quality")) or 95
        )
        return target.getvalue()
