"""Darkroom: a Discord bot for image work that never loses a paid result."""
