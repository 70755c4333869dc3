"""The Img Open server: which path leads to which counter."""

from aiohttp import web

from bot.domain.clock import Clock
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.imgopen.invented import InventedEndpoint, InventedList
from bot.sandbox.upstreams.imgopen.inventions import Inventions
from bot.sandbox.upstreams.imgopen.office import RESULT_PATH, Office, Talk
from bot.sandbox.upstreams.imgopen.queries import ARCHIVE_QUERY, LIVE_QUERY, MODEL_LIST, TOOL_QUERY, Queries
from bot.sandbox.upstreams.imgopen.submissions import Submissions
from bot.sandbox.upstreams.imgopen.tools import DRAWINGS, TOOLS, TRAINING

_ROOT = "/AIGCImgOpenServ/saas/"
_ORDERS = (*TOOLS.values(), *DRAWINGS.values(), TRAINING)


class ImgOpen(Office):
    """Img Open on this machine. Replace `config` at any time; running tasks keep what they began with.

    `trained` holds the names of the models that were trained, by the customer's ids.
    """

    def __init__(self, *, clock: Clock, imaging: Imaging) -> None:
        super().__init__(
            submits=(tool.code for tool in _ORDERS),
            queries=(TOOL_QUERY, ARCHIVE_QUERY, LIVE_QUERY),
            others=(MODEL_LIST,),
            clock=clock,
            imaging=imaging,
        )
        self._submissions = Submissions(self)
        self._queries = Queries(self)
        self._inventions = Inventions(self, self._submissions)

    def invent(self, invention: InventedEndpoint | InventedList) -> None:
        """From now on there is one endpoint more, that no document names: the customer's tables must."""
        self._inventions.add(invention)

    def application(self) -> web.Application:
        """The routes. A query's path is the tool's own, slashes included, and a suffix; what is invented comes last."""
        app = web.Application()
        for tool in TOOLS.values():
            self._add(app, f"tool/{tool.code}", tool.code, self._submissions.talk(tool))
            self._add(app, f"tool/{tool.code}/{TOOL_QUERY}", TOOL_QUERY, self._queries.about(tool))
        for tool in (*DRAWINGS.values(), TRAINING):
            self._add(app, tool.code, tool.code, self._submissions.talk(tool))
        self._add(app, LIVE_QUERY, LIVE_QUERY, self._queries.live)
        self._add(app, ARCHIVE_QUERY, ARCHIVE_QUERY, self._queries.archived)
        self._add(app, MODEL_LIST, MODEL_LIST, self._queries.models)
        self.serve_results(app, RESULT_PATH)
        app.router.add_route("*", "/{path:.*}", self._inventions.answer)
        return app

    def _add(self, app: web.Application, path: str, endpoint: str, talk: Talk) -> None:
        app.router.add_post(_ROOT + path, self.door(endpoint, self.speak(endpoint, talk)))
