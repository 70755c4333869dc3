"""Keys that their provider refuses are left alone for a while."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.errors import KeyRejected
from bot.domain.ids import GuildId, ProviderId
from bot.domain.offers import Credentials
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import KeyOwner
from bot.engine.routing import Choice
from storage.refused_keys import OPERATOR, RefusedKey

_TO_PEOPLE = {Reason.OUT_OF_CREDITS: Reason.SERVER_OUT_OF_CREDITS}


def with_good_keys(
    choices: Iterable[Choice], refusals: Iterable[RefusedKey], guild_id: GuildId, now: datetime
) -> list[Choice]:
    """The choices whose key is not to be left alone. Raises KeyRejected where there are none."""
    refused = {(each.provider, each.guild_id, each.digest): each for each in refusals}
    marked = [(choice, refused.get(key_of(choice, guild_id))) for choice in choices]
    good = [replace(choice, refused=refusal is not None) for choice, refusal in marked if _is_over(refusal, now)]
    if not good:
        raise KeyRejected(next(refused_to_people(choice, refusal.reason) for choice, refusal in marked if refusal))
    return good


def refused_to_people(choice: Choice, reason: Reason) -> Sentence:
    """What those hear who cannot mend it."""
    title = choice.upstream.title
    if choice.key_owner is not KeyOwner.GUILD:
        return Sentence.of(Reason.OPERATOR_KEY_REJECTED, provider=title)
    return Sentence.of(_TO_PEOPLE.get(reason, Reason.SERVER_KEY_REJECTED), provider=title)


def key_of(choice: Choice, guild_id: GuildId) -> tuple[ProviderId, GuildId, str]:
    """Of which provider, under whose name it is noted, and what tells it from another key."""
    return choice.offer.provider, holder_of(guild_id, choice.key_owner), _digest(choice.credentials)


def _digest(credentials: Credentials | None) -> str:
    """What tells keys apart without keeping them."""
    parts = [f"{name}={value.get_secret_value()}" for name, value in sorted((credentials or {}).items())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def holder_of(guild_id: GuildId, owner: KeyOwner) -> GuildId:
    """Under which guild a key is noted."""
    return guild_id if owner is KeyOwner.GUILD else OPERATOR


def _is_over(refusal: RefusedKey | None, now: datetime) -> bool:
    return refusal is None or refusal.until <= now
