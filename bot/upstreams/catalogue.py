"""All tools and all offers. A new provider is one line here."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar

import httpx

from bot.domain.clock import Clock, SystemClock
from bot.domain.ids import ProviderId
from bot.domain.offers import Offer
from bot.domain.toolbox import TOOLS
from bot.domain.tools import Tool
from bot.pool import Runner
from bot.upstreams.ailab.provider import Ailab
from bot.upstreams.base import Upstream
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.local.provider import Local
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.settings import ProvidersSettings

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What people can ask for and who can do it, in the order in which it is shown.

    The upstreams are asked once for what they offer. Raises ValueError on making for a name that is used twice and for
    an offer that contradicts its tool or provider.
    """

    tools: tuple[Tool, ...]
    upstreams: tuple[Upstream, ...]

    def __post_init__(self) -> None:
        _ = self._tools, self._upstreams, self._offers  # each refuses a name that is used twice
        for upstream in self.upstreams:
            for offer in upstream.offers:
                self._refuse_misfit(upstream, offer)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Every offer of every provider."""
        return tuple(chain.from_iterable(upstream.offers for upstream in self.upstreams))

    def offers_for(self, tool: str) -> tuple[Offer, ...]:
        """Who does that tool; none for an unknown one."""
        return self._offers_by_tool.get(tool, ())

    def offer(self, key: str) -> Offer:
        """Raises KeyError."""
        return self._offers[key]

    def upstream(self, provider: ProviderId) -> Upstream:
        """Raises KeyError."""
        return self._upstreams[provider]

    def tool(self, key: str) -> Tool:
        """Raises KeyError."""
        return self._tools[key]

    def keeps_inputs(self, tool: str) -> bool:
        """Whether a tool's inputs are kept as long as its results; not those of a tool that is no more."""
        return tool in self._tools and self._tools[tool].keeps_inputs

    @cached_property
    def _tools(self) -> dict[str, Tool]:
        return _index("tool", ((tool.key, tool) for tool in self.tools))

    @cached_property
    def _upstreams(self) -> dict[str, Upstream]:
        return _index("provider", ((upstream.id, upstream) for upstream in self.upstreams))

    @cached_property
    def _offers(self) -> dict[str, Offer]:
        return _index("offer", ((offer.key, offer) for offer in self.offers))

    @cached_property
    def _offers_by_tool(self) -> dict[str, tuple[Offer, ...]]:
        return {key: tuple(offer for offer in self.offers if offer.tool == key) for key in self._tools}

    def _refuse_misfit(self, upstream: Upstream, offer: Offer) -> None:
        if offer.provider != upstream.id:
            raise ValueError(f"offer {offer.key} of {upstream.id} says that it is {offer.provider}'s")
        if offer.tool not in self._tools:
            raise ValueError(f"offer {offer.key} is for {offer.tool}, which is no tool")
        if unknown := set(offer.choices) - set(self._tools[offer.tool].options.model_fields):
            raise ValueError(f"offer {offer.key} has choices for {sorted(unknown)}, which {offer.tool} does not have")


def build(
    settings: ProvidersSettings, *, client: httpx.AsyncClient, pool: Runner, clock: Clock | None = None
) -> Catalogue:
    """Everything that this program can do. `client` and `pool` are the caller's to close."""
    clock = clock or SystemClock()
    imgopen = ImgOpen(settings.imgopen, client=client, clock=clock)
    return Catalogue(
        tools=(*TOOLS, *imgopen.tools),
        upstreams=(
            imgopen,
            Ailab(settings.ailab, client=client, clock=clock),
            MagicTiger(settings.magictiger, client=client, clock=clock),
            Local(settings.local, pool=pool),
        ),
    )


def _index(kind: str, named: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, thing in named:
        if name in found:
            raise ValueError(f"{kind} {name} is there twice")
        found[name] = thing
    return found
