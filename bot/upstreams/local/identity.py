"""Who this machine is among the providers."""

from bot.domain.ids import ProviderId

ID = ProviderId("local")
TITLE = "Local (classical)"
