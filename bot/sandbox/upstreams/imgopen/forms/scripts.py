"""`alwayson_scripts`: what the platform adds to the drawing endpoints."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from bot.sandbox.upstreams.imgopen.forms.fields import Object, Text
from bot.sandbox.upstreams.requests import Order

_NOT_SENT: Object = {}


class Scripts(Order):
    """For text2image. An empty value means that none was sent."""

    sd_model_checkpoint: Text
    id_task: Text
    override_settings: Object = _NOT_SENT
    sd_vae: str = ""
    output_image_format: str = ""


class RedrawScripts(Scripts):
    """For image2image."""

    adetailer: Object = Field(default=_NOT_SENT, alias="ADetailer")
    image_link: Text
    mask_link: Text = ""


class ControlScripts(Scripts):
    """For controlnet. What is inside `controlnet` is not documented; the page asks for no model."""

    sd_model_checkpoint: Text = ""
    image_link: Text = ""
    controlnet: Object

    def picture_url(self) -> str:
        """The base image or the first URL in the inner object; empty if there is none."""
        urls = (text for text in _texts(self.controlnet) if text.startswith(("http://", "https://")))
        return self.image_link or next(urls, "")

    def preprocessor(self, known: frozenset[str]) -> str | None:
        """The first known name in the inner object."""
        return next((text for text in _texts(self.controlnet) if text in known), None)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
