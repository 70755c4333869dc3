"""How to reach Discord."""

import re
from typing import Annotated

import yarl
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr


def _address(text: str) -> str:
    try:
        yarl.URL(text)
    except ValueError as error:
        raise ValueError("is no address") from error
    return text


def _token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[\x21-\x7e]*", token.get_secret_value().strip()):
        raise ValueError("holds characters that no token has")
    return token


Address = Annotated[str, AfterValidator(_address)]
Token = Annotated[SecretStr, AfterValidator(_token)]


class DiscordSettings(BaseModel):
    """The token, and where Discord is: other addresses serve a REST proxy or the sandbox."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: Token | None = Field(default=None, description="the bot's token from Discord's developer portal")
    api_base: Address = Field(
        default="https://discord.com/api/v10", pattern=r"^https?://.+[^/]$", description="Discord's REST API"
    )
    gateway: Address = Field(
        default="wss://gateway.discord.gg/", pattern=r"^wss?://.+$", description="Discord's gateway"
    )
    shard_count: int | None = Field(
        default=None, ge=1, description="connections to the gateway; empty: as many as Discord advises"
    )
