"""What a vendor has to tell a customer's server, and how it would be sent if nothing went wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.upstreams.callbacks.ladder import Ladder
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.jobs import Job

Seal = Callable[[Json, bytes], dict[str, str]]
Approval = Callable[[int, bytes], bool]


def unsealed(_envelope: Json, _body: bytes) -> dict[str, str]:
    """No headers of the vendor's own: nothing says who calls."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """One callback, tried until `is_delivered` likes an answer's status and body. A probe has no job.

    `seal` makes the headers for an envelope and the bytes in which it travels.
    """

    job: Job | None
    url: str = field(repr=False)
    envelope: Json = field(repr=False)
    ladder: Ladder
    is_delivered: Approval
    seal: Seal = field(default=unsealed, repr=False)
