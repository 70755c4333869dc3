"""What there is to ask for, and whether it works here, as text."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage
from bot.domain.sentences import Reason, Sentence
from bot.domain.tools import Family
from bot.ui.messages import say, tell
from bot.ui.notices import Notice
from bot.upstreams.inventory import LimitsEntry, OfferEntry, ToolEntry

FAMILIES: Mapping[Family, Notice] = {
    Family.PORTRAIT: Notice.FAMILY_PORTRAIT,
    Family.GENERATE: Notice.FAMILY_GENERATE,
    Family.EDIT: Notice.FAMILY_EDIT,
    Family.ART: Notice.FAMILY_ART,
    Family.UNDERSTAND: Notice.FAMILY_UNDERSTAND,
}
COVERAGES: Mapping[Coverage, Notice] = {
    Coverage.DOCUMENTED: Notice.COVERAGE_DOCUMENTED,
    Coverage.PARTIAL: Notice.COVERAGE_PARTIAL,
    Coverage.OPERATOR_SUPPLIED: Notice.COVERAGE_OPERATOR_SUPPLIED,
    Coverage.RETIRED: Notice.COVERAGE_RETIRED,
}
LONGEST_PAGE = 2000
"""Discord's limit for a message."""

_WORKS, _NEEDS_KEY, _OFF = "✅", "🔑", "💤"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it is read, and in which language. `keyed`: the providers for which this server has a key of its own."""

    locale: str
    keyed: Collection[ProviderId]
    is_direct: bool


def overview(tools: Collection[ToolEntry], place: Place) -> list[str]:
    """Every tool by family, in messages that Discord takes."""
    lines = [say(Notice.HELP_SIGNS, place.locale, works=_WORKS, needs_key=_NEEDS_KEY, off=_OFF)]
    for family, notice in FAMILIES.items():
        if members := [_line(tool, place) for tool in tools if tool.family is family]:
            lines += [f"\n**{say(notice, place.locale)}**", *members]
    return list(_pages([*lines, f"\n{say(Notice.HELP_MORE, place.locale)}"]))


def details(tool: ToolEntry, place: Place) -> list[str]:
    """All about one tool: who does it, what it costs and what it takes."""
    lines = [f"**{tool.command}** {tool.summary}"]
    for offer in tool.offers:
        lines += ["", *_offer_lines(offer, place)]
    if tool.unlisted:
        lines += ["", say(Notice.HELP_UNLISTED, place.locale, options=", ".join(f"`{name}`" for name in tool.unlisted))]
    if not tool.offers:
        lines += ["", f"{_OFF} {_nobody(tool, place)}"]
    return list(_pages(lines))


def _line(tool: ToolEntry, place: Place) -> str:
    obstacles = [_obstacle(offer, place) for offer in tool.offers]
    if None in obstacles:
        return f"{_WORKS} `{tool.command}` {tool.summary}"
    known = sorted(filter(None, obstacles), key=_is_key_missing, reverse=True)  # about a key, people can do something
    sign, why = (_sign(known[0]), _tell(known[0], place)) if known else (_OFF, _nobody(tool, place))
    return f"{sign} `{tool.command}` {tool.summary} {why}"


def _offer_lines(offer: OfferEntry, place: Place) -> Iterator[str]:
    obstacle = _obstacle(offer, place)
    yield say(
        Notice.HELP_OFFER_EACH if offer.per_picture else Notice.HELP_OFFER,
        place.locale,
        sign=_sign(obstacle),
        provider=offer.title,
        offer=offer.key,
        price=offer.price,
        coverage=say(COVERAGES[offer.documented], place.locale),
    )
    if offer.limits is not None:
        yield " ".join(_limits(offer.limits, place.locale))
    if obstacle is not None:
        yield _tell(obstacle, place)


def _limits(limits: LimitsEntry, locale: str) -> Iterator[str]:
    formats = ", ".join(limits.formats) or say(Notice.ANY_FORMAT, locale)
    yield say(Notice.HELP_LIMITS, locale, formats=formats, max_bytes=limits.max_bytes, max_side=limits.max_side)
    if limits.min_side > 1:
        yield say(Notice.HELP_LEAST, locale, min_side=limits.min_side)
    if limits.max_height is not None:
        yield say(Notice.HELP_HEIGHT, locale, max_height=limits.max_height)
    if limits.max_ratio is not None:
        yield say(Notice.HELP_RATIO, locale, max_ratio=limits.max_ratio)
    if limits.max_pixels is not None:
        yield say(Notice.HELP_PIXELS, locale, max_pixels=limits.max_pixels)


def _obstacle(offer: OfferEntry, place: Place) -> Sentence | None:
    """Why it does not work here; a server's own key helps where only a key is missing."""
    missing = offer.why_not
    if missing is None or missing.reason is not Reason.NO_OPERATOR_KEY:
        return missing
    return None if offer.provider in place.keyed else Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider=offer.title)


def _is_key_missing(obstacle: Sentence) -> bool:
    return obstacle.reason is Reason.PROVIDER_NOT_SET_UP


def _sign(obstacle: Sentence | None) -> str:
    if obstacle is None:
        return _WORKS
    return _NEEDS_KEY if _is_key_missing(obstacle) else _OFF


def _tell(obstacle: Sentence, place: Place) -> str:
    if place.is_direct and _is_key_missing(obstacle):
        return say(Notice.NOT_SET_UP_DIRECT, place.locale)
    return tell(obstacle, place.locale)


def _nobody(tool: ToolEntry, place: Place) -> str:
    return tell(Sentence.of(Reason.NOT_SET_UP, tool=tool.key), place.locale)


def _pages(lines: Iterable[str]) -> Iterator[str]:
    """Whole lines, as many to a page as fit."""
    page = ""
    for line in lines:
        longer = f"{page}\n{line}" if page else line
        if len(longer) > LONGEST_PAGE:
            yield page
            longer = line.lstrip()
        page = longer
    yield page
