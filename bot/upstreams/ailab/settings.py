"""What an operator can set about AILabTools."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, NonNegativeInt, SecretStr

from bot.domain.pace import Pace
from bot.upstreams.address import BaseUrl
from bot.upstreams.ailab.bygone import Generation
from bot.upstreams.ailab.endpoints import ENDPOINTS

_MIB = 2**20


def _known(prices: dict[str, int]) -> dict[str, int]:
    if unknown := sorted(prices.keys() - ENDPOINTS.keys()):
        raise ValueError(f"{unknown[0][:60]} is none of {', '.join(ENDPOINTS)}")
    return prices


Prices = Annotated[dict[str, NonNegativeInt], AfterValidator(_known)]


class AilabPace(Pace):
    """Five seconds between questions are documented; three at once is the SDK's advice, slower later is ours."""

    poll_initial_s: float = Field(default=5, gt=0, description="seconds before the first question about a task")
    poll_factor: float = Field(default=1.1, ge=1, description="how much longer each pause is than the one before")
    poll_deadline_s: float = Field(default=900, gt=0, description="how long a submitted task may take, in seconds")
    max_in_flight: int = Field(default=3, ge=1, description="tasks in hand at once per key; the others queue with us")


class AilabSettings(BaseModel):
    """The key is the operator's own; servers can bring theirs."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    base_url: BaseUrl = Field(default="https://www.ailabapi.com", description="where the service answers; documented")
    api_key: SecretStr | None = Field(default=None, description="the operator's key")
    mask_marks: Literal["white", "black"] | None = Field(
        default=None,
        description="which colour of a mask marks the part to work on; not documented, so masks are off if empty",
    )
    retired: bool = Field(
        default=False, description="whether endpoints are asked that the vendor has announced the end of"
    )
    retired_generation: Generation = Field(
        default=Generation.V1_1_0,
        description="how retired endpoints with a queue are asked; `V1.0.0` takes the retired query",
    )
    prices: Prices = Field(
        default={}, description="credits per task, by the endpoint's name, where the documented ones have changed"
    )
    pace: AilabPace = Field(default=AilabPace(), description="when to ask, and how much at once")
    connect_timeout_s: float = Field(default=10, gt=0, description="longest wait for a connection")
    submit_timeout_s: float = Field(default=120, gt=0, description="longest wait for an answer to pictures")
    call_timeout_s: float = Field(default=30, gt=0, description="longest wait for a query's answer")
    max_answer_bytes: int = Field(
        default=64 * _MIB, gt=0, description="largest answer; some hold the picture, which is a third larger there"
    )
