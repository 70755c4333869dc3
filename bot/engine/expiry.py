"""How long a link to a picture lives."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

_EXPIRY = "ex"


def is_dead(url: str, now: datetime) -> bool:
    """Whether there is no link, or Discord has signed it for a time that is over (`ex`, hexadecimal epoch seconds)."""
    if not url:
        return True
    try:
        stated = parse_qs(urlsplit(url).query).get(_EXPIRY, [""])[0]
        return datetime.fromtimestamp(int(stated, 16), UTC) <= now
    except (ValueError, OverflowError, OSError):
        return False
