"""A PostgreSQL cluster of our own, started from the installed binaries; gone with its data at the end."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL

_DEBIAN = Path("/usr/lib/postgresql")
_UNPRIVILEGED = ("postgres", "nobody")
_SETTINGS = {"listen_addresses": "127.0.0.1", "max_connections": "200", "wal_level": "minimal", "max_wal_senders": "0"}
_FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
_STARTS = 3


class NotInstalled(Exception):
    """No cluster can be made here; the reason is a sentence."""


class Failed(Exception):
    """PostgreSQL's own program did not do what it was asked."""


@contextmanager
def private_cluster(*, durable: bool) -> Iterator[URL]:
    """The URL of its maintenance database, until the end of the block. Raises NotInstalled and Failed."""
    pg_ctl = _binary("pg_ctl")
    settings = _SETTINGS if durable else _SETTINGS | _FORGETFUL
    with tempfile.TemporaryDirectory(prefix="darkroom-postgres-") as name:
        folder = Path(name)
        who = _unprivileged(folder)
        password = _make(folder, who)
        server = (str(pg_ctl), "-D", str(folder / "data"), "-w", "-l", str(folder / "log"))
        port = _start(server, folder, settings, who)
        try:
            yield URL.create("postgresql+psycopg", "postgres", password, "127.0.0.1", port, "postgres")
        finally:
            _run((*server, "-m", "immediate", "stop"), folder, who)


def _make(folder: Path, who: Mapping[str, Any]) -> str:
    """An empty cluster in `folder`/data; its password."""
    password = secrets.token_urlsafe(16)
    file = folder / "password"
    file.write_text(password)
    file.chmod(0o644)  # the folder itself is closed
    how = ("--auth=scram-sha-256", f"--pwfile={file}", "--username=postgres", "--encoding=UTF8", "--locale=C")
    _run((str(_binary("initdb")), "-D", str(folder / "data"), "--no-sync", "--no-instructions", *how), folder, who)
    return password


def _start(server: tuple[str, ...], folder: Path, settings: Mapping[str, str], who: Mapping[str, Any]) -> int:
    """Start on a free port, and on another one if somebody takes it meanwhile; the port."""
    for tries_left in reversed(range(_STARTS)):
        port = _free_port()
        options = {**settings, "port": str(port), "unix_socket_directories": str(folder)}
        arguments = " ".join(f"-c {name}={value}" for name, value in options.items())
        try:
            _run((*server, "-o", arguments, "start"), folder, who)
        except Failed:
            if not tries_left:
                raise
        else:
            return port
    raise AssertionError("the last one returns or raises")


def _run(command: tuple[str, ...], folder: Path, who: Mapping[str, Any]) -> None:
    """To its end. What it says goes to a file: the server that it leaves behind would keep a pipe open."""
    said = folder / "said"
    with said.open("w") as out:
        done = subprocess.run(
            command, check=False, cwd=folder, env={}, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **who
        )
    if done.returncode != 0:
        log = folder / "log"
        raise Failed(f"{command[0]}: {said.read_text()} {log.read_text() if log.exists() else ''}")


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Whom to run as, and the folder becomes theirs: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    found = next((known[name] for name in _UNPRIVILEGED if name in known), None)
    if found is None:
        raise NotInstalled(f"nobody to run PostgreSQL as: there is no user {' or '.join(_UNPRIVILEGED)}")
    os.chown(folder, found.pw_uid, found.pw_gid)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _binary(name: str) -> Path:
    """From PATH, else Debian's newest; where it really is, beside the programs that it calls."""
    found = shutil.which(name) or max(_DEBIAN.glob(f"*/bin/{name}"), key=_version, default=None)
    if found is None:
        raise NotInstalled(f"PostgreSQL is not installed: {name} is neither in PATH nor in {_DEBIAN}")
    return Path(found).resolve()


def _version(binary: Path) -> int:
    version = binary.relative_to(_DEBIAN).parts[0]
    return int(version) if version.isdecimal() else 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
