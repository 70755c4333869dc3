"""Worker processes for work that may be slow, hungry or fatal: one crash costs one task."""

from bot.pool.errors import Busy, Crashed, TooSlow
from bot.pool.pool import Pool
from bot.pool.runner import Runner

__all__ = ["Busy", "Crashed", "Pool", "Runner", "TooSlow"]
