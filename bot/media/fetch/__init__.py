"""Guarded downloads: from public addresses only, no larger and no slower than allowed."""

from bot.media.fetch.fetcher import Fetcher

__all__ = ["Fetcher"]
