"""Where a download may go."""

import re
from dataclasses import dataclass

from bot.media.fetch.addresses import Address, Permit, Resolve, parse

MAX_ADDRESSES = 3
MAX_PORT = 65_535
_HOST = re.compile(r"[A-Za-z0-9._:-]{1,253}")


class BadLink(ValueError):
    """A link that is not followed, and why; the text holds no path and no query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """`plain_http`: whether http is taken beside https."""

    permits: Permit
    resolve: Resolve
    plain_http: bool

    def check(self, scheme: str, host: str, userinfo: bytes) -> None:
        """Raise BadLink for what no honest link holds."""
        if scheme != "https" and not (self.plain_http and scheme == "http"):
            raise BadLink(f"the scheme is {scheme[:20]!r}")
        if not _HOST.fullmatch(host):
            raise BadLink("no host name and no address")
        if userinfo:
            raise BadLink(f"{host}: credentials in the link")

    async def addresses(self, host: str, port: int) -> list[Address]:
        """Where to connect for `host`, best first. One forbidden address spoils the name: honest names do not mix.

        Raises BadLink, and OSError where the name cannot be resolved now.
        """
        if not 0 < port <= MAX_PORT:
            raise BadLink(f"{host}: no port {port}")
        try:
            found = parse(await self.resolve(host, port))
        except ValueError as error:
            raise BadLink(f"{host}: not a host name") from error
        if not found:
            raise OSError(f"{host}: no address")
        for address in found:
            if not self.permits(address):
                raise BadLink(f"{host}: {address} is not public")
        return found[:MAX_ADDRESSES]
