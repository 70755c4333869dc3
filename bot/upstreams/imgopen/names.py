"""What the provider is called."""

from bot.domain.ids import ProviderId

ID = ProviderId("imgopen")
TITLE = "Img Open"
VARIABLE = "DARKROOM_PROVIDERS__IMGOPEN__"
"""How its settings begin."""
