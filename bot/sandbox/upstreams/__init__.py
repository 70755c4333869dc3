"""The vendors on this machine: their wire formats, their queues, their failures, and real work on real pictures."""

from bot.sandbox.upstreams.accounts import Call, CallbackTry, PaidTask, Violation
from bot.sandbox.upstreams.ailab import AilabConfig, AilabTools
from bot.sandbox.upstreams.callbacks import Ladder
from bot.sandbox.upstreams.classical import ClassicalImaging
from bot.sandbox.upstreams.faults import Fault, Faults
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.imgopen import (
    Audit,
    ImgOpen,
    ImgOpenConfig,
    InventedEndpoint,
    InventedList,
    ToolSwitches,
    model_row,
)
from bot.sandbox.upstreams.jobs import Script, StatusNumbers
from bot.sandbox.upstreams.magictiger import MagicTiger, MagicTigerConfig
from bot.sandbox.upstreams.tinting import TintImaging
from bot.sandbox.upstreams.vendors import LocalVendors

__all__ = [
    "AilabConfig",
    "AilabTools",
    "Audit",
    "Call",
    "CallbackTry",
    "ClassicalImaging",
    "Fault",
    "Faults",
    "Imaging",
    "ImgOpen",
    "ImgOpenConfig",
    "InventedEndpoint",
    "InventedList",
    "Ladder",
    "LocalVendors",
    "MagicTiger",
    "MagicTigerConfig",
    "PaidTask",
    "Script",
    "StatusNumbers",
    "TintImaging",
    "ToolSwitches",
    "Violation",
    "model_row",
]
