"""A local Img Open: all that the vendor's documents describe, and what a test invents beside."""

from bot.sandbox.upstreams.imgopen.app import ImgOpen
from bot.sandbox.upstreams.imgopen.audit import Audit
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.invented import InventedEndpoint, InventedList
from bot.sandbox.upstreams.imgopen.models import MODELS, model_row
from bot.sandbox.upstreams.imgopen.switches import SD_NUMBERS, WRITTEN_NUMBERS, ZERO_NUMBERS, ToolSwitches

__all__ = [
    "MODELS",
    "SD_NUMBERS",
    "WRITTEN_NUMBERS",
    "ZERO_NUMBERS",
    "Audit",
    "ImgOpen",
    "ImgOpenConfig",
    "InventedEndpoint",
    "InventedList",
    "ToolSwitches",
    "model_row",
]
