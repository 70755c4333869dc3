"""Slash commands, one file per family; every module here is loaded when the client starts."""
