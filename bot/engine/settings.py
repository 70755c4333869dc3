"""How the engine works: patience, batch sizes, and the credits a person has where a server has set none."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.policies import FlaggedPolicy
from bot.domain.quota import Quota


class EngineSettings(BaseModel):
    """Seconds, unless named otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    duties_at_once: int = Field(
        default=16, ge=1, description="tasks that one process works on at the same time, per lane"
    )
    lease_s: float = Field(default=30, gt=1, description="how long a task stays with a process that has gone silent")
    idle_max_s: float = Field(default=5, gt=0, description="longest sleep before looking for work again")
    submit_deadline_s: float = Field(default=900, gt=0, description="how long a task may wait to be submitted")
    choose_within_s: float = Field(
        default=3600, gt=0, description="how long a person may take to answer what a task asks them"
    )
    agree_from: int | None = Field(
        default=20, ge=1, description="credits from which on a person is asked before they are spent; never if empty"
    )
    key_pause_s: float = Field(
        default=600, ge=10, description="how long a key is left alone that a provider has refused"
    )
    flagged_pictures: FlaggedPolicy = Field(
        default=FlaggedPolicy.WITHHOLD,
        description="pictures that a provider's content check has flagged, where a server has set nothing",
    )
    settle_s: float = Field(
        default=60,
        ge=0,
        description="after a lost submission, how long a provider's 'unknown task' is not yet believed",
    )
    retry_first_s: float = Field(default=2, gt=0, description="first pause after something went wrong")
    retry_max_s: float = Field(default=60, gt=0, description="longest pause after something went wrong")
    fetch_attempts: int = Field(default=5, ge=1, description="tries to download a finished result")
    circuit_threshold: int = Field(
        default=5, ge=1, description="failures in a row after which a provider counts as down"
    )
    circuit_pause_s: float = Field(default=30, gt=0, description="how long a provider that is down is left alone")
    sweep_every_s: float = Field(default=60, gt=0, description="how often old pictures are removed")
    fetch_deadline_s: float = Field(default=3600, gt=0, description="how long the download of a result is tried")
    open_tasks_per_person: int = Field(default=10, ge=1, description="requests of a person under way at once")
    given_back_per_person_day: int = Field(
        default=30,
        ge=1,
        description="requests of a person that may end without a result in a day after the operator has paid for them",
    )
    grace_s: float = Field(
        default=130, ge=0, description="how long running work may end after SIGTERM; a paid request has 120 s to answer"
    )

    def backoff(self, attempts: int) -> timedelta:
        """The pause after the `attempts`-th failure in a row, counted from 1."""
        return timedelta(seconds=min(self.retry_max_s, self.retry_first_s * 2 ** min(attempts - 1, 16)))


class QuotaSettings(BaseModel):
    """Credits for servers that have set no limits of their own; empty is no limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person_day: int | None = Field(default=50, ge=0, description="credits per person and day")
    person_month: int | None = Field(default=500, ge=0, description="credits per person and month")
    guild_month: int | None = Field(default=None, ge=0, description="credits per server and month")

    def quota(self) -> Quota:
        """The same as the domain's value."""
        return Quota(person_day=self.person_day, person_month=self.person_month, guild_month=self.guild_month)
