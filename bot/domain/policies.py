"""What a server does with a picture that a provider's content check has flagged."""

from enum import StrEnum


class FlaggedPolicy(StrEnum):
    """The server's setting."""

    WITHHOLD = "withhold"
    SPOILER = "spoiler"
    AGE_RESTRICTED = "age_restricted"


class Showing(StrEnum):
    """How one picture is shown."""

    PLAIN = "plain"
    SPOILER = "spoiler"
    WITHHELD = "withheld"


def showing(policy: FlaggedPolicy, *, flagged: bool, age_restricted: bool) -> Showing:
    """What becomes of a picture in a channel that is, or is not, age-restricted."""
    if not flagged:
        return Showing.PLAIN
    match policy:
        case FlaggedPolicy.SPOILER:
            return Showing.SPOILER
        case FlaggedPolicy.AGE_RESTRICTED if age_restricted:
            return Showing.PLAIN
        case _:
            return Showing.WITHHELD
