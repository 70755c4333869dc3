"""The settings of every provider."""

from pydantic import BaseModel, ConfigDict, Field

from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.local.settings import LocalSettings
from bot.upstreams.magictiger.settings import MagicTigerSettings


class ProvidersSettings(BaseModel):
    """One part per provider; each works as far as its own part allows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    imgopen: ImgOpenSettings = Field(default=ImgOpenSettings(), description="Img Open")
    ailab: AilabSettings = Field(default=AilabSettings(), description="AILabTools")
    magictiger: MagicTigerSettings = Field(default=MagicTigerSettings(), description="Magic Tiger")
    local: LocalSettings = Field(default=LocalSettings(), description="this machine")
