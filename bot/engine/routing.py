"""Which offer does a task: by the guild's own key, the operator's, or none; then the cheapest healthy one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.errors import Misconfigured, Refused, Unreachable
from bot.domain.ids import GuildId, ProviderId, UserId
from bot.domain.offers import Credentials, Offer, Shape
from bot.domain.sentences import Reason, Sentence, Value
from bot.domain.tasks import KeyOwner, Request
from bot.domain.tools import Options, Tool
from bot.upstreams.base import Upstream
from bot.upstreams.catalogue import Catalogue
from storage.database import Database, Transaction
from storage.vault import Vault

_PREFERENCE = tuple(KeyOwner)
Failing = Mapping[ProviderId, datetime | None]
"""Providers against which failures are counted, and until when they are taken for down, if they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An offer that this guild can use, and the key to use it with.

    `failing`: failures of its provider are counted. `refused`: its provider has refused the key, some time ago.
    """

    offer: Offer
    upstream: Upstream
    key_owner: KeyOwner
    credentials: Credentials | None = field(repr=False)
    price: int = 0
    """What the task costs with this offer, in credits."""
    failing: bool = False
    refused: bool = False
    asked: Offer | None = None
    """What is submitted first, so that the person can choose from what it finds."""

    @property
    def first(self) -> Offer:
        """The offer that is submitted now."""
        return self.asked or self.offer


class Router:
    """Knows the catalogue and who has which keys."""

    def __init__(self, *, catalogue: Catalogue, database: Database, vault: Vault) -> None:
        self._catalogue = catalogue
        self._database = database
        self._vault = vault

    async def choices(
        self,
        connection: Transaction,
        tool: str,
        options: Options,
        guild_id: GuildId,
        provider: ProviderId | None,
        *,
        slots: Collection[str] = (),
    ) -> list[Choice]:
        """Every usable offer that takes these options and pictures (by slot), best first.

        Raises Misconfigured if no provider is set up for it, and Refused if the set-up ones do not take the options.
        """
        offers = [offer for offer in self._catalogue.offers_for(tool) if provider in (None, offer.provider)]
        if not offers:
            raise Refused(Reason.PROVIDER_LACKS_TOOL, provider=str(provider), tool=tool)
        keys = await self._vault.keys_of(connection, guild_id)
        keyed = [choice for offer in offers if (choice := self._with_key(offer, keys)) is not None]
        if not keyed:
            raise _not_set_up(self._catalogue, tool, provider)
        willing = [choice for choice in keyed if _unwilling(choice, options, slots) is None]
        if not willing:
            raise Refused(_first(_unwilling(choice, options, slots) for choice in keyed))
        priced = [replace(choice, price=choice.offer.cost(options)) for choice in willing]
        return sorted(priced, key=_preference)

    async def usable(self, connection: Transaction, tool: str, guild_id: GuildId) -> list[Choice]:
        """Every offer for which there is a key, whatever it takes; none for an unknown tool."""
        keys = await self._vault.keys_of(connection, guild_id)
        keyed = [self._with_key(offer, keys) for offer in self._catalogue.offers_for(tool)]
        return [choice for choice in keyed if choice is not None]

    async def credentials(self, upstream: Upstream, guild_id: GuildId, owner: KeyOwner) -> Credentials | None:
        """The key that a task was submitted with; None if it was removed since."""
        if owner is KeyOwner.OPERATOR:
            return upstream.operator_credentials
        if owner is KeyOwner.GUILD:
            async with self._database.reading() as connection:
                return await self._vault.get(connection, guild_id, upstream.id)
        return None

    async def giver_of(self, guild_id: GuildId, provider: ProviderId) -> UserId | None:
        """Who has given a guild's key, if there is one."""
        async with self._database.reading() as connection:
            rows = await self._vault.rows(connection, guild_id)
        return next((row.put_by for row in rows if row.provider == provider), None)

    async def has_own_key(self, guild_id: GuildId) -> bool:
        """Whether a guild has brought any key."""
        async with self._database.reading() as connection:
            return bool(await self._vault.rows(connection, guild_id))

    def _with_key(self, offer: Offer, guild_keys: Mapping[ProviderId, Credentials]) -> Choice | None:
        upstream = self._catalogue.upstream(offer.provider)
        if upstream.unusable() is not None or offer.off is not None:
            return None
        if not upstream.credential_fields:
            return Choice(offer=offer, upstream=upstream, key_owner=KeyOwner.NOBODY, credentials=None)
        own = {KeyOwner.GUILD: guild_keys.get(upstream.id), KeyOwner.OPERATOR: upstream.operator_credentials}
        for owner, credentials in own.items():
            if credentials is not None:
                return Choice(offer=offer, upstream=upstream, key_owner=owner, credentials=credentials)
        return None


def fitting(choices: Sequence[Choice], shapes: Mapping[str, Shape]) -> list[Choice]:
    """The choices whose limits accept these pictures (by slot).

    Raises Refused with the nearest limit where none accepts them.
    """
    objections = {choice.offer.key: choice.offer.objection(shapes) for choice in choices}
    if accepting := [choice for choice in choices if objections[choice.offer.key] is None]:
        return accepting
    raise Refused(min(filter(None, objections.values()), key=lambda objection: objection.miss).sentence)


def most_needed(choices: Sequence[Choice]) -> int:
    """What is held: the best offer's price, or that of one that may turn out to be needed to ask first."""
    return max(choice.price for choice in choices if choice is choices[0] or choice.offer.asks)


def refuse_large_files(request: Request, choices: Sequence[Choice]) -> None:
    """Discord states each attachment's size: what no offer takes need not be stored or held first."""
    for entry in request.inputs:
        most = max(choice.offer.limits_of.get(entry.slot, choice.offer.limits).max_bytes for choice in choices)
        if entry.size_bytes > most:
            raise Refused(Reason.FILE_TOO_LARGE, slot=entry.slot, size_bytes=entry.size_bytes, max_bytes=most)


def refuse_grey(tool: Tool, shapes: Mapping[str, Shape]) -> None:
    """Raises Refused for a picture without colours where the tool is after its colours."""
    for slot in tool.slots:
        if slot.is_colourful and slot.name in shapes and shapes[slot.name].is_grey:
            raise Refused(Reason.WITHOUT_COLOUR, slot=slot.name)


def refuse_other_size(shapes: Mapping[str, Shape]) -> None:
    """Raises Refused where a mask is not as large as its picture."""
    image, mask = shapes.get("image"), shapes.get("mask")
    if image and mask and (image.width, image.height) != (mask.width, mask.height):
        sides: dict[str, Value] = {"width": image.width, "height": image.height}
        sides |= {"mask_width": mask.width, "mask_height": mask.height}
        raise Refused(Sentence.of(Reason.MASK_SIZE, slot="mask", **sides))


def at_hand(choices: Sequence[Choice], failing: Failing, now: datetime) -> list[Choice]:
    """Those whose provider is not taken for down come first."""
    down = {provider for provider, until in failing.items() if until is not None and until > now}
    return sorted(choices, key=lambda choice: choice.offer.provider in down)


def best_of(choices: Sequence[Choice], held: int, failing: Failing, now: datetime) -> Choice:
    """The first healthy choice that costs no more than is held; where there is none, a dearer one, to be asked about.

    Raises Unreachable where all are taken for down.
    """
    affordable = [choice for choice in choices if choice.price <= held]
    try:
        return healthy(affordable or choices, failing, now)
    except Unreachable:
        return healthy(choices, failing, now)


def healthy(choices: Sequence[Choice], failing: Failing, now: datetime) -> Choice:
    """The first choice whose provider is not taken for down. Raises Unreachable, with the wait, where all are.

    `failing`: providers against which failures are counted, and until when they are taken for down, if they are.
    """
    down = {provider: until for provider, until in failing.items() if until is not None and until > now}
    for choice in choices:
        if choice.offer.provider not in down:
            return replace(choice, failing=choice.offer.provider in failing)
    soonest = min(down[choice.offer.provider] for choice in choices)
    wait_s = max(1.0, (soonest - now).total_seconds())
    raise Unreachable(Reason.PROVIDER_DOWN, retry_after_s=wait_s, provider=choices[0].upstream.title)


def _unwilling(choice: Choice, options: Options, slots: Collection[str]) -> Sentence | None:
    """Why an offer does not take these options, or what goes with them."""
    if refusal := choice.offer.refuses(options) or choice.offer.misses(options, slots):
        return refusal
    unused = next((slot for slot in slots if slot in choice.offer.ignores), None)
    return Sentence.of(Reason.OPTION_UNUSED, option=unused, provider=choice.upstream.title) if unused else None


def _preference(choice: Choice) -> tuple[int, int]:
    return _PREFERENCE.index(choice.key_owner), choice.price


def _first(sentences: Iterable[Sentence | None]) -> Sentence:
    return next(sentence for sentence in sentences if sentence is not None)


def _not_set_up(catalogue: Catalogue, tool: str, provider: ProviderId | None) -> Misconfigured:
    offs = [offer.off for offer in catalogue.offers_for(tool) if provider in (None, offer.provider)]
    if offs and all(offs):
        return Misconfigured(offs[0] or Reason.NOT_SET_UP)
    if provider is None:
        return Misconfigured(Reason.NOT_SET_UP, tool=tool)
    upstream = catalogue.upstream(provider)
    return Misconfigured(upstream.unusable() or Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider=upstream.title))
