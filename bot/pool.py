"""CPU work outside the event loop (interim: it moves here)."""

from bot.upstreams.local.pool import Crashed, Pool, TooSlow

__all__ = ["Crashed", "Pool", "TooSlow"]
