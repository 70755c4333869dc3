"""The AILabTools server: which path leads to which counter."""

from aiohttp import web

from bot.domain.clock import Clock
from bot.sandbox.upstreams.ailab.config import Envelope
from bot.sandbox.upstreams.ailab.cutting import CUTTING
from bot.sandbox.upstreams.ailab.enhancing import ENHANCING
from bot.sandbox.upstreams.ailab.looks import LOOKS
from bot.sandbox.upstreams.ailab.office import RESULT_PATH, Office, Talk
from bot.sandbox.upstreams.ailab.people import PEOPLE
from bot.sandbox.upstreams.ailab.prompted import PROMPTED
from bot.sandbox.upstreams.ailab.queries import CREDITS, CURRENT_QUERY, LEGACY_QUERY, Queries
from bot.sandbox.upstreams.ailab.retired import RETIRED
from bot.sandbox.upstreams.ailab.submissions import Submissions
from bot.sandbox.upstreams.imaging import Imaging

ENDPOINTS = {each.code: each for each in (*ENHANCING, *CUTTING, *PEOPLE, *LOOKS, *PROMPTED, *RETIRED)}
"""By the last part of the path, in their present generation."""


class AilabTools(Office):
    """AILabTools on this machine. Replace `config` at any time; running tasks keep what they began with."""

    def __init__(self, *, clock: Clock, imaging: Imaging) -> None:
        super().__init__(
            submits=ENDPOINTS, queries=(CURRENT_QUERY, LEGACY_QUERY), others=(CREDITS,), clock=clock, imaging=imaging
        )
        self._submissions = Submissions(self)
        self._queries = Queries(self)

    def application(self) -> web.Application:
        """The routes."""
        app = web.Application()
        for code, endpoint in ENDPOINTS.items():
            talk = self._submissions.talk(endpoint)
            handler = self.speak(code, "short" if endpoint.is_short else "full", talk)
            app.router.add_post(endpoint.path, self.door(code, handler))
        for path, code, envelope, query in self._questions():
            app.router.add_get(f"/api/{path}/{code}", self.door(code, self.speak(code, envelope, query)))
        self.serve_results(app, RESULT_PATH)
        self.refuse_unknown_paths(app)
        return app

    def _questions(self) -> tuple[tuple[str, str, Envelope, Talk], ...]:
        return (
            ("common", CURRENT_QUERY, "short", self._queries.current),
            ("image", LEGACY_QUERY, "full", self._queries.legacy),
            ("common", CREDITS, "short", self._queries.credits),
        )
