"""A store for buckets that can be shut: who calls then is refused, and what it keeps stays."""

from moto.server import ThreadedMotoServer


class Shop:
    """On loopback, always at the same port."""

    def __init__(self) -> None:
        self._port = 0
        self._server: ThreadedMotoServer | None = None

    @property
    def address(self) -> str:
        """Where it answers when it is open."""
        return f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Answer."""
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self._port, verbose=False)
        self._server.start()
        _, self._port = self._server.get_host_and_port()

    def shut(self) -> None:
        """Refuse everybody; may be done twice."""
        server, self._server = self._server, None
        if server is not None:
            server.stop()
            assert server._server is not None
            server._server.server_close()
