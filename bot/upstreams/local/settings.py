"""What an operator can set about the work of this machine."""

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.pace import Pace


class LocalSettings(BaseModel):
    """No key, no network."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    price: int = Field(default=0, ge=0, description="credits per picture")
    timeout_s: float = Field(default=90, gt=0, description="longest work on one picture, in seconds")
    max_bytes: int = Field(default=25 * 2**20, gt=0, description="largest input in bytes")
    pace: Pace = Field(default=Pace(max_in_flight=2), description="how many pictures at once; nothing is polled")
