"""A local Magic Tiger."""

from bot.sandbox.upstreams.magictiger.app import MagicTiger
from bot.sandbox.upstreams.magictiger.config import MagicTigerConfig

__all__ = ["MagicTiger", "MagicTigerConfig"]
