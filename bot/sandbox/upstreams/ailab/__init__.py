"""A local AILabTools: strict where the vendor's pages are certain, a switch where they are not."""

from bot.sandbox.upstreams.ailab.app import ENDPOINTS, AilabTools
from bot.sandbox.upstreams.ailab.config import AilabConfig
from bot.sandbox.upstreams.ailab.rules import Rule

__all__ = ["ENDPOINTS", "AilabConfig", "AilabTools", "Rule"]
