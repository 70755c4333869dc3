"""How to reach Discord."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class DiscordSettings(BaseModel):
    """The token, and where Discord is: other addresses serve a REST proxy or the sandbox."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: SecretStr | None = Field(default=None, description="the bot's token from Discord's developer portal")
    api_base: str = Field(
        default="https://discord.com/api/v10", pattern=r"^https?://.+[^/]$", description="Discord's REST API"
    )
    gateway: str = Field(default="wss://gateway.discord.gg/", pattern=r"^wss?://.+$", description="Discord's gateway")
    shard_count: int | None = Field(
        default=None, ge=1, description="connections to the gateway; empty: as many as Discord advises"
    )
