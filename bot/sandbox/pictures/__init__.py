"""Pictures to show what the tools do. Their origin is in SOURCES.md."""

from bot.sandbox.pictures.album import cat, photo, portrait_source, portrait_target
from bot.sandbox.pictures.group import group
from bot.sandbox.pictures.spoilt import grey, stamped

__all__ = ["cat", "grey", "group", "photo", "portrait_source", "portrait_target", "stamped"]
