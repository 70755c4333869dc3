"""How many credits may be spent: the rules, without the database."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.sentences import Reason, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A guild's limits in credits; None is no limit. Days and months are UTC."""

    person_day: int | None
    person_month: int | None
    guild_month: int | None

    def within(self, other: "Quota") -> "Quota":
        """The stricter of both limits, each."""
        return Quota(
            person_day=_stricter(self.person_day, other.person_day),
            person_month=_stricter(self.person_month, other.person_month),
            guild_month=_stricter(self.guild_month, other.guild_month),
        )


def _stricter(one: int | None, other: int | None) -> int | None:
    return min((limit for limit in (one, other) if limit is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Credits held or captured so far in the present day and month."""

    person_day: int = 0
    person_month: int = 0
    guild_month: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a person sees: limits beside what is spent."""

    quota: Quota
    spent: Spent


_CHECKS = (
    ("person_day", Reason.DAY_SPENT),
    ("person_month", Reason.MONTH_SPENT),
    ("guild_month", Reason.GUILD_MONTH_SPENT),
)


def refusal(quota: Quota, spent: Spent, price: int) -> Sentence | None:
    """The first limit that `price` more credits would break, or None."""
    for name, reason in _CHECKS:
        limit = getattr(quota, name)
        if limit is None:
            continue
        left = max(0, limit - getattr(spent, name))
        if price > left:
            return Sentence.of(reason, price=price, left=left, limit=limit)
    return None


def day_start(now: datetime) -> datetime:
    """Midnight UTC of the day that `now` is in."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def month_start(now: datetime) -> datetime:
    """Midnight UTC of the first day of the month that `now` is in."""
    return day_start(now).replace(day=1)
