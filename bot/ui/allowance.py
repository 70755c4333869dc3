"""What a person may spend, as text."""

from bot.domain.quota import Allowance, Quota
from bot.ui.figures import allowance, bar
from bot.ui.messages import say
from bot.ui.notices import Notice

_LINES = (
    ("person_day", Notice.QUOTA_DAY, Notice.QUOTA_DAY_FREE),
    ("person_month", Notice.QUOTA_MONTH, Notice.QUOTA_MONTH_FREE),
    ("guild_month", Notice.QUOTA_GUILD, Notice.QUOTA_GUILD_FREE),
)


def allowance_text(shown: Allowance, locale: str) -> str:
    """A line per limit, with a bar."""
    return "\n".join(_line(shown, name, limited, free, locale) for name, limited, free in _LINES)


def limits_text(quota: Quota, notice: Notice, locale: str) -> str:
    """A server's limits in one sentence."""
    limits = {name: allowance(getattr(quota, name)) for name, _, _ in _LINES}
    return say(notice, locale, **limits)


def _line(shown: Allowance, name: str, limited: Notice, free: Notice, locale: str) -> str:
    limit: int | None = getattr(shown.quota, name)
    spent: int = getattr(shown.spent, name)
    if limit is None:
        return say(free, locale, spent=spent)
    return say(limited, locale, bar=bar(spent, limit), spent=spent, limit=limit)
