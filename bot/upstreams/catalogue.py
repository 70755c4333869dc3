"""All tools and all offers. A new provider is one line here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import httpx

from bot.domain.clock import Clock, SystemClock
from bot.domain.ids import ProviderId
from bot.domain.offers import Offer
from bot.domain.toolbox import TOOLS
from bot.domain.tools import Tool
from bot.pool import Runner
from bot.upstreams.base import Upstream
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.local.provider import Local
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.settings import ProvidersSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What people can ask for and who can do it, in the order in which it is shown.

    Raises ValueError on making for a name that is used twice and for an offer that contradicts its tool or provider.
    """

    tools: tuple[Tool, ...]
    upstreams: tuple[Upstream, ...]

    def __post_init__(self) -> None:
        _refuse_twice("tool", (tool.key for tool in self.tools))
        _refuse_twice("provider", (upstream.id for upstream in self.upstreams))
        _refuse_twice("offer", (offer.key for offer in self.offers))
        for upstream in self.upstreams:
            for offer in upstream.offers:
                self._refuse_misfit(upstream, offer)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Every offer of every provider."""
        return tuple(chain.from_iterable(upstream.offers for upstream in self.upstreams))

    def offers_for(self, tool: str) -> tuple[Offer, ...]:
        """Who does that tool; none for an unknown one."""
        return tuple(offer for offer in self.offers if offer.tool == tool)

    def offer(self, key: str) -> Offer:
        """Raises KeyError."""
        return {offer.key: offer for offer in self.offers}[key]

    def upstream(self, provider: ProviderId) -> Upstream:
        """Raises KeyError."""
        return {upstream.id: upstream for upstream in self.upstreams}[provider]

    def tool(self, key: str) -> Tool:
        """Raises KeyError."""
        return {tool.key: tool for tool in self.tools}[key]

    def _refuse_misfit(self, upstream: Upstream, offer: Offer) -> None:
        if offer.provider != upstream.id:
            raise ValueError(f"offer {offer.key} of {upstream.id} says that it is {offer.provider}'s")
        tools = {tool.key: tool for tool in self.tools}
        if offer.tool not in tools:
            raise ValueError(f"offer {offer.key} is for {offer.tool}, which is no tool")
        if unknown := set(offer.choices) - set(tools[offer.tool].options.model_fields):
            raise ValueError(f"offer {offer.key} has choices for {sorted(unknown)}, which {offer.tool} does not have")


def build(
    settings: ProvidersSettings, *, client: httpx.AsyncClient, pool: Runner, clock: Clock | None = None
) -> Catalogue:
    """Everything that this program can do. `client` and `pool` are the caller's to close."""
    clock = clock or SystemClock()
    return Catalogue(
        tools=TOOLS,
        upstreams=(
            ImgOpen(settings.imgopen, client=client, clock=clock),
            MagicTiger(settings.magictiger, client=client, clock=clock),
            Local(settings.local, pool=pool),
        ),
    )


def _refuse_twice(kind: str, names: Iterable[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ValueError(f"{kind} {twice[0]} is there twice")
