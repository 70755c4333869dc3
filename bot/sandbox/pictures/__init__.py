"""Pictures to show what the tools do. Their origin is in SOURCES.md."""

from bot.sandbox.pictures.album import photo, portrait_source, portrait_target

__all__ = ["photo", "portrait_source", "portrait_target"]
