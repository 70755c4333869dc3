"""`darkroom doctor`: is everything there that `darkroom run` needs? Nothing is left changed and nothing is paid."""

from bot.doctor.examination import examine
from bot.doctor.finding import Finding, table

__all__ = ["Finding", "examine", "table"]
