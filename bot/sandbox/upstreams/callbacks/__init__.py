"""Callbacks: what a vendor tells a customer's server by itself, how often it tries, and what can go wrong with it."""

from bot.sandbox.upstreams.callbacks.ladder import Ladder
from bot.sandbox.upstreams.callbacks.reports import Report
from bot.sandbox.upstreams.callbacks.sender import CallbackSender

__all__ = ["CallbackSender", "Ladder", "Report"]
