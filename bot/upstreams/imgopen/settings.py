"""What an operator can set about Img Open, most of it because the vendor's documents leave it open."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bot.upstreams.address import BaseUrl
from bot.upstreams.base import Pace


class Meaning(StrEnum):
    """What a status number says about a task that shows no result."""

    PENDING = "pending"
    FAILED = "failed"


StatusMap = dict[int, Meaning]
ToolCode = Literal["roop", "v2/roop"]


class StatusMaps(BaseModel):
    """One table per endpoint.

    Empty, because the documents contradict themselves: finished results are shown with 0, 1 and 2, and the only page
    that lists meanings calls 2 a failure beside the example of a success with 2.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    roop: StatusMap = Field(default={}, description="status number to `pending` or `failed`, face swap version 1")
    v2_roop: StatusMap = Field(default={}, description="status number to `pending` or `failed`, face swap version 2")


class Prices(BaseModel):
    """Credits per picture."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    roop: int = Field(default=2, ge=0, description="face swap version 1")
    v2_roop: int = Field(default=3, ge=0, description="face swap version 2, with face repair")


class ImgOpenSettings(BaseModel):
    """The key is the operator's own; servers can bring theirs."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    base_url: BaseUrl = Field(default="https://api.zhiqite.com", description="where the service answers; documented")
    access_key_id: SecretStr | None = Field(default=None, description="the operator's key id")
    access_key_secret: SecretStr | None = Field(default=None, description="the operator's key secret")
    wrong_key_codes: frozenset[str] = Field(
        default=frozenset(), description="business codes that mean a wrong key; not documented, so none"
    )
    status_maps: StatusMaps = Field(default=StatusMaps(), description="meanings of status numbers, per endpoint")
    result_fields: tuple[str, ...] = Field(
        default=("outputImageUrl", "outputImageUrls", "imageUrl", "imageUrls", "resultUrl", "resultUrls"),
        min_length=1,
        description="fields that may hold the result, first found first; the face swap's own was never seen",
    )
    callback_tools: frozenset[ToolCode] = Field(
        default=frozenset(),
        description="tool codes that take `callbackUrl`; the face swap's pages do not list it, so none",
    )
    result_ttl_s: float | None = Field(
        default=None, gt=0, description="how long a result's URL lives; unknown if empty"
    )
    max_bytes: int = Field(default=20_000_000, gt=0, description="largest input in bytes; ours, none is documented")
    max_side: int = Field(default=8192, gt=0, description="longest input side in pixels; ours, none is documented")
    prices: Prices = Field(default=Prices(), description="credits per picture")
    pace: Pace = Field(default=Pace(), description="when to ask, and how much at once; ours, none is documented")
    connect_timeout_s: float = Field(default=10, gt=0, description="longest wait for a connection")
    submit_timeout_s: float = Field(default=60, gt=0, description="longest wait for a submission's answer")
    call_timeout_s: float = Field(default=30, gt=0, description="longest wait for a query's answer")
