"""Worker processes for work that may be slow, hungry or fatal: one crash costs one task."""

from bot.upstreams.local.pool.errors import Busy, Crashed, TooSlow
from bot.upstreams.local.pool.pool import Pool

__all__ = ["Busy", "Crashed", "Pool", "TooSlow"]
