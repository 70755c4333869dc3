"""Whether our secret keys are those that this database was sealed with."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from storage import facts
from storage.locks import lock
from storage.sealing import Sealer, Unsealable

_NAME = "secret keys"


async def check(connection: AsyncConnection, sealer: Sealer) -> None:
    """Open what the first process sealed, or seal it as that one. Raises Misconfigured where it cannot be opened."""
    await lock(connection, _NAME)
    sealed = await facts.recall(connection, _NAME)
    if sealed is None:
        await renew(connection, sealer)
        return
    try:
        sealer.open(_NAME, sealed)
    except Unsealable as error:
        detail = (
            "DARKROOM_SECRET_KEYS: these are not the keys that this database was sealed with; "
            "another process has others, or their file was lost"
        )
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error


async def renew(connection: AsyncConnection, sealer: Sealer) -> None:
    """Seal it with the newest key."""
    await facts.remember(connection, _NAME, sealer.seal(_NAME, True))
