"""How steady the machine is: the same small work again and again, before, between and after the measurements."""

import asyncio
import socket
import threading
import time
from dataclasses import dataclass, field

from tests.bench.samples import Sample

_TURNS = 2_000_000
_ECHOES = 2_000
_ECHO = b"x" * 1024


@dataclass(slots=True)
class Noise:
    """`cpu_ms`: a fixed loop of Python. `echo_us`: a kilobyte to another thread and back over loopback."""

    cpu_ms: list[float] = field(default_factory=list)
    echo_us: list[float] = field(default_factory=list)

    async def listen(self) -> None:
        """Measure once, about a third of a second."""
        self.cpu_ms.append(await asyncio.to_thread(_loop) * 1e3)
        self.echo_us.append(await asyncio.to_thread(_echo) * 1e6 / _ECHOES)

    def describe(self) -> str:
        """Median and spread of both."""
        parts = (("fixed loop", Sample.of(self.cpu_ms), "ms"), ("loopback echo", Sample.of(self.echo_us), "µs"))
        return "; ".join(
            f"{name} {sample.median:.0f} {unit} ({min(sample.values):.0f} to {max(sample.values):.0f})"
            for name, sample, unit in parts
        )


def _loop() -> float:
    began = time.perf_counter()
    total = 0
    for number in range(_TURNS):
        total += number & 7
    return time.perf_counter() - began


def _echo() -> float:
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=_answer, args=(server,), name="echo")
        answering.start()
        with socket.create_connection(server.getsockname()) as client:
            began = time.perf_counter()
            for _ in range(_ECHOES):
                client.sendall(_ECHO)
                _receive(client)
            took = time.perf_counter() - began
        answering.join()
    return took


def _answer(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        for _ in range(_ECHOES):
            connection.sendall(_receive(connection))


def _receive(connection: socket.socket) -> bytes:
    received = b""
    while len(received) < len(_ECHO):
        chunk = connection.recv(len(_ECHO))
        if not chunk:
            raise ConnectionError("the other side has gone")
        received += chunk
    return received
