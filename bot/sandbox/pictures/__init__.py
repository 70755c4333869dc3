"""Pictures to show what the tools do. Their origin is in SOURCES.md."""

from bot.sandbox.pictures.album import photo, portrait_source, portrait_target
from bot.sandbox.pictures.group import group

__all__ = ["group", "photo", "portrait_source", "portrait_target"]
