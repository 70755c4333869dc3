"""Where Discord's OpenAPI file is known to be wrong, or this sandbox to differ on purpose."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

ANY_ROUTE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """A known difference. `route` ("METHOD /template") and `pointer` (a JSON pointer) may hold `*`.

    `side` is "request" or "response".
    """

    route: str
    side: str
    pointer: str
    reason: str

    def covers(self, route: str, side: str, pointer: str) -> bool:
        """Whether a violation is this difference."""
        return side == self.side and fnmatchcase(route, self.route) and fnmatchcase(pointer, self.pointer)


ALLOWED = (
    Allowed(
        route=ANY_ROUTE,
        side="request",
        pointer="*/attachments/*/id",
        reason="resources/message documents attachments[].id as a snowflake or the number n of files[n].",
    ),
    Allowed(
        route="*/commands*",
        side="request",
        pointer="*/default_member_permissions",
        reason="interactions/application-commands documents a string of a bitset; the file says integer.",
    ),
    Allowed(
        route="POST /users/@me/channels",
        side="request",
        pointer="/recipient_id",
        reason="reference, Snowflakes: requests may carry them as integers; discord.py does.",
    ),
    Allowed(
        route=ANY_ROUTE,
        side="request",
        pointer="*/allowed_mentions/*/*",
        reason="reference, Snowflakes: requests may carry them as integers; discord.py does.",
    ),
    Allowed(
        route=ANY_ROUTE,
        side="response",
        pointer="/errors/*/_errors/*/code",
        reason="reference, Error Messages: the codes inside a form error are words; the file says integer.",
    ),
)
