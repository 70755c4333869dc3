"""What all submits have in common."""

from abc import ABC, abstractmethod

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from bot.sandbox.upstreams.imgopen.bench import Bench, Goods
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.forms.fields import Text
from bot.sandbox.upstreams.requests import Order


class Query(Order):
    """The body of every query: the customer's own id; the platform's works too."""

    model_config = ConfigDict(alias_generator=to_camel)

    business_task_id: Text


class Submission(Order, ABC):
    """The body of a submit."""

    @property
    @abstractmethod
    def own_id(self) -> str:
        """What the customer calls the task."""

    @property
    def report_to(self) -> str:
        """Where to report the end of the task; empty for nowhere."""
        return ""

    @property
    def words(self) -> str:
        """The prompt, for the content check."""
        return ""

    def misfit(self, code: str, config: ImgOpenConfig) -> str | None:  # noqa: ARG002 (for those who have one)
        """What is wrong with it at an endpoint with this code as things are set: a breach of the protocol."""
        return None

    def refusal(self, config: ImgOpenConfig) -> str | None:  # noqa: ARG002 (likewise)
        """Why a well-formed order is not taken."""
        return None

    @abstractmethod
    async def make(self, bench: Bench) -> Goods:
        """What was ordered. Raises WorkFailed."""


class ToolOrder(Query, Submission, ABC):
    """The body of an image tool's submit. An empty `callback_url` means that none was sent."""

    callback_url: Text = ""

    @property
    def own_id(self) -> str:
        """The businessTaskId."""
        return self.business_task_id

    @property
    def report_to(self) -> str:
        """The callbackUrl."""
        return self.callback_url

    def misfit(self, code: str, config: ImgOpenConfig) -> str | None:
        """Some tools know no callbackUrl."""
        if "callback_url" in self.model_fields_set and code not in config.callback_tools:
            return "callbackUrl: Extra inputs are not permitted"
        return None
