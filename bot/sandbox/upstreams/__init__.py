"""The vendors on this machine: their wire formats, their queues, their failures, and real work on real pictures."""

from bot.sandbox.upstreams.accounts import Call, CallbackTry, PaidTask, Violation
from bot.sandbox.upstreams.callbacks import Ladder
from bot.sandbox.upstreams.classical import ClassicalImaging
from bot.sandbox.upstreams.faults import Fault, Faults
from bot.sandbox.upstreams.imaging import Imaging, TintImaging
from bot.sandbox.upstreams.imgopen import ImgOpen, ImgOpenConfig, ToolSwitches
from bot.sandbox.upstreams.jobs import Script, StatusNumbers
from bot.sandbox.upstreams.magictiger import MagicTiger, MagicTigerConfig
from bot.sandbox.upstreams.vendors import LocalVendors

__all__ = [
    "Call",
    "CallbackTry",
    "ClassicalImaging",
    "Fault",
    "Faults",
    "Imaging",
    "ImgOpen",
    "ImgOpenConfig",
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
]
