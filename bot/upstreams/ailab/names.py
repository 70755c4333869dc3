"""What the provider is called."""

from bot.domain.ids import ProviderId

ID = ProviderId("ailab")
TITLE = "AILabTools"
VARIABLE = "DARKROOM_PROVIDERS__AILAB__"
"""How its settings begin."""
