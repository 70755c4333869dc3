"""A local Img Open: the image-tool half of the vendor's protocol."""

from bot.sandbox.upstreams.imgopen.app import ImgOpen
from bot.sandbox.upstreams.imgopen.config import SD_NUMBERS, WRITTEN_NUMBERS, ZERO_NUMBERS, ImgOpenConfig, ToolSwitches

__all__ = ["SD_NUMBERS", "WRITTEN_NUMBERS", "ZERO_NUMBERS", "ImgOpen", "ImgOpenConfig", "ToolSwitches"]
