"""What all processes learn of the providers together: how long they take, and whether they are down."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import ProviderId
from storage.database import upsert
from storage.schema import circuits, timings
from storage.types import Instant

_SMOOTHING = 0.2
"""How much one new duration weighs in the mean."""

_CIRCUITS = select(circuits.c.provider, circuits.c.open_until)


async def learn(connection: AsyncConnection, offer: str, took: timedelta) -> None:
    """Take one more duration into the offer's mean."""
    took_s = took.total_seconds()
    statement = upsert(connection, timings).values(offer=offer, mean_s=took_s, samples=1)
    mean = timings.c.mean_s + (took_s - timings.c.mean_s) * _SMOOTHING
    changed = {"mean_s": mean, "samples": timings.c.samples + 1}
    await connection.execute(statement.on_conflict_do_update(index_elements=["offer"], set_=changed))


async def usual_s(connection: AsyncConnection, offer: str) -> float | None:
    """The offer's mean duration in seconds; None before the first."""
    return (await connection.execute(select(timings.c.mean_s).where(timings.c.offer == offer))).scalar_one_or_none()


async def note_failure(
    connection: AsyncConnection, provider: ProviderId, *, now: datetime, threshold: int, pause: timedelta
) -> bool:
    """Count one more failure in a row; True if the circuit is open after it, for `pause`."""
    until = now + pause
    first = {"failures": 1, "open_until": until if threshold <= 1 else None}
    statement = upsert(connection, circuits).values(provider=provider, **first)
    failures = circuits.c.failures + 1
    opens = case((failures >= threshold, literal(until, Instant)), else_=circuits.c.open_until)
    changed = {"failures": failures, "open_until": opens}
    await connection.execute(statement.on_conflict_do_update(index_elements=["provider"], set_=changed))
    open_until = (await failing(connection))[provider]
    return open_until is not None and open_until > now


async def note_success(connection: AsyncConnection, provider: ProviderId) -> None:
    """The provider answered: close its circuit."""
    await connection.execute(delete(circuits).where(circuits.c.provider == provider))


async def failing(connection: AsyncConnection) -> dict[ProviderId, datetime | None]:
    """Providers against which failures are counted, and until when they are taken for down, if they are."""
    return {row.provider: row.open_until for row in await connection.execute(_CIRCUITS)}
