"""The door for vendors and supervisors: what it needs of the rest, and when it is open."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from bot.domain.errors import StorageFailed
from bot.domain.lifecycle import State
from bot.engine.links import PublicLinks
from bot.engine.reception import Reception
from bot.media.store import MediaStore
from bot.web.application import make_application
from bot.web.metrics import Metrics
from bot.web.server import serve
from bot.web.settings import WebSettings
from storage.counts import count_by_state
from storage.database import Database


class Listening:
    """Callbacks, pictures by link, health and metrics. `connected`: set by who also listens to Discord's gateway."""

    def __init__(
        self,
        settings: WebSettings,
        *,
        reception: Reception,
        links: PublicLinks | None,
        media: MediaStore,
        database: Database,
    ) -> None:
        self._settings = settings
        self._reception = reception
        self._links = links
        self._media = media
        self._database = database
        self.connected: Callable[[], bool] | None = None

    def open(self) -> AbstractAsyncContextManager[int]:
        """Listen for as long as the block lasts; gives the port. Raises Misconfigured where that cannot be done."""
        application = make_application(
            reception=self._reception,
            links=self._links,
            media=self._media,
            health=self._examine,
            metrics=Metrics(self._count),
            metrics_token=self._settings.metrics_token,
        )
        return serve(application, self._settings.bind)

    async def _count(self) -> Mapping[State, int]:
        async with self._database.reading() as connection:
            return await count_by_state(connection)

    async def _examine(self) -> Mapping[str, str | None]:
        """In words that anybody may read: the details are in the log of whoever met them."""
        parts: dict[str, str | None] = {"database": None, "pictures": None}
        try:
            await self._count()
        except StorageFailed:
            parts["database"] = "does not answer"
        try:
            await self._media.ping()
        except StorageFailed:
            parts["pictures"] = "the media store does not answer"
        if self.connected is not None:
            parts["discord"] = None if self.connected() else "not connected"
        return parts
