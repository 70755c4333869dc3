"""Img Open's image tools: what each one is sent and what it does. A new tool is one form and one entry."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.requests import Order

Fetch = Callable[[str], Awaitable[bytes]]


def _within_unit_interval(text: str) -> str:
    if not 0 <= float(text) <= 1:
        raise ValueError("outside [0, 1]")
    return text


Text = Annotated[str, Field(min_length=1)]
UnitInterval = Annotated[str, AfterValidator(_within_unit_interval)]


class Query(Order):
    """The body of every query: the customer's own id; the platform's works too."""

    model_config = ConfigDict(alias_generator=to_camel)

    business_task_id: Text


class ToolOrder(Query, ABC):
    """The body of a submit. An empty `callback_url` means that none was sent."""

    callback_url: Text = ""

    @abstractmethod
    async def make(self, fetch: Fetch, imaging: Imaging) -> bytes:
        """The picture that was ordered. Raises WorkFailed."""


class SingleFaceSwap(ToolOrder):
    """Version 1: two URLs."""

    source_url: Text
    target_url: Text

    async def make(self, fetch: Fetch, imaging: Imaging) -> bytes:
        """The target with the source's face."""
        return await imaging.swap(await fetch(self.source_url), await fetch(self.target_url), self._fidelity())

    def _fidelity(self) -> float | None:
        return None


class SingleFaceSwapV2(SingleFaceSwap):
    """Version 2: with a weight, which is a string on the wire; an empty one means that none was sent."""

    fidelity_weight: UnitInterval = ""

    def _fidelity(self) -> float | None:
        return float(self.fidelity_weight) if self.fidelity_weight else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One image tool. `code` is its path after `tool/`, `task_name` what replies call it in `toolTask`."""

    code: str
    task_name: str
    form: type[ToolOrder]


TOOLS = {
    tool.code: tool
    for tool in (
        Tool(code="roop", task_name="roop", form=SingleFaceSwap),
        Tool(code="v2/roop", task_name="roopV2", form=SingleFaceSwapV2),
    )
}
