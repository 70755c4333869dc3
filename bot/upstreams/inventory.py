"""What there is to ask for, who does it, and what stands in the way: for the command line, `/help` and the README."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.domain.ids import ProviderId
from bot.domain.listings import listed
from bot.domain.offers import Coverage, Limits, Offer
from bot.domain.sentences import Reason, Sentence
from bot.domain.tools import Family, Output, Tool
from bot.upstreams.base import Upstream
from bot.upstreams.catalogue import Catalogue


class Mode(StrEnum):
    """How an answer comes."""

    HERE = "on this machine"
    SYNCHRONOUS = "synchronous"
    ASYNCHRONOUS = "asynchronous"
    CALLS_BACK = "asynchronous, calls back"


class Entry(BaseModel):
    """The base of what is listed; it can be dumped as JSON."""

    model_config = ConfigDict(frozen=True)


class LimitsEntry(Entry):
    """What pictures are accepted, both ends included. `formats` empty: any that we can decode."""

    formats: tuple[str, ...]
    max_bytes: int
    min_side: int
    max_side: int
    max_pixels: int | None
    max_height: int | None = None
    max_ratio: float | None = None


class OfferEntry(Entry):
    """How one provider does a tool.

    `title` is the provider's name as a person reads it, `price` is in credits, for each picture if `per_picture`,
    `limits` is None where the tool takes no picture. `enabled`: it works with what the operator has set. `why_not` says
    what is missing where it does not; where that is `Reason.NO_OPERATOR_KEY`, it works on any server that has a key of
    its own.
    """

    key: str
    provider: ProviderId
    title: str
    endpoint: str
    mode: Mode
    price: int
    per_picture: bool = False
    limits: LimitsEntry | None
    documented: Coverage
    enabled: bool
    why_not: Sentence | None

    @property
    def price_label(self) -> str:
        """The price in a table."""
        return f"{self.price} each" if self.per_picture else str(self.price)


class ToolEntry(Entry):
    """One thing to ask for, by its slash command. `unlisted`: options for which no provider has a list at present."""

    key: str
    command: str
    family: Family
    summary: str
    output: Output
    offers: tuple[OfferEntry, ...]
    unlisted: tuple[str, ...] = ()


def inventory(catalogue: Catalogue) -> tuple[ToolEntry, ...]:
    """Every tool with every offer, in the order in which they are shown; what is off is listed too."""
    return tuple(_tool(tool, catalogue) for tool in catalogue.tools)


def _tool(tool: Tool, catalogue: Catalogue) -> ToolEntry:
    offers = catalogue.offers_for(tool.key)
    return ToolEntry(
        key=tool.key,
        command=f"/{tool.key}",
        family=tool.family,
        summary=tool.summary,
        output=tool.output,
        offers=tuple(_offer(offer, tool, catalogue.upstream(offer.provider)) for offer in offers),
        unlisted=tuple(_unlisted(tool, [catalogue.upstream(offer.provider) for offer in offers])),
    )


def _unlisted(tool: Tool, upstreams: Iterable[Upstream]) -> Iterator[str]:
    had = {kind for upstream in upstreams for kind in upstream.lists}
    return (name for name, kind in listed(tool.options) if kind not in had)


def _offer(offer: Offer, tool: Tool, upstream: Upstream) -> OfferEntry:
    why_not = _obstacle(offer, upstream)
    return OfferEntry(
        key=offer.key,
        provider=offer.provider,
        title=upstream.title,
        endpoint=offer.endpoint,
        mode=_mode(offer, upstream),
        price=offer.price,
        per_picture=offer.per_picture,
        limits=_limits(offer.limits) if tool.slots else None,
        documented=offer.coverage,
        enabled=why_not is None,
        why_not=why_not,
    )


def _obstacle(offer: Offer, upstream: Upstream) -> Sentence | None:
    """What no key can change comes first."""
    if (why_not := offer.off or upstream.unusable()) is not None:
        return why_not
    if upstream.credential_fields and upstream.operator_credentials is None:
        return Sentence.of(Reason.NO_OPERATOR_KEY, provider=upstream.title)
    return None


def _mode(offer: Offer, upstream: Upstream) -> Mode:
    if not upstream.credential_fields:
        return Mode.HERE
    if offer.at_once:
        return Mode.SYNCHRONOUS
    return Mode.CALLS_BACK if offer.calls_back else Mode.ASYNCHRONOUS


def _limits(limits: Limits) -> LimitsEntry:
    return LimitsEntry(
        formats=tuple(sorted(limits.formats)),
        max_bytes=limits.max_bytes,
        min_side=limits.min_side,
        max_side=limits.max_side,
        max_pixels=limits.max_pixels,
        max_height=limits.max_height,
        max_ratio=limits.max_ratio,
    )
