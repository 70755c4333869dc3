"""When to ask a provider about a task, and how much it may have in hand at once."""

from pydantic import BaseModel, ConfigDict, Field


class Pace(BaseModel):
    """Seconds, unless named otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    poll_initial_s: float = Field(default=2, gt=0, description="seconds before the first question about a task")
    poll_factor: float = Field(default=1.5, ge=1, description="how much longer each pause is than the one before")
    poll_max_s: float = Field(default=15, gt=0, description="longest pause between two questions, in seconds")
    poll_safety_s: float = Field(
        default=60, gt=0, description="longest pause between two questions where the provider calls back, in seconds"
    )
    poll_deadline_s: float = Field(default=600, gt=0, description="how long a submitted task may take, in seconds")
    max_requests_per_s: float = Field(default=2, gt=0, description="requests per second and key")
    max_in_flight: int = Field(default=4, ge=1, description="tasks in hand at once per key; the others queue with us")
