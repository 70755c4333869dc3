"""Which machines may be spoken to: the guard against links that point into our own network."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host name and a port to addresses as text, best first. Raises OSError; ValueError for an impossible name."""
Permit = Callable[[Address], bool]

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")


def is_public(address: Address) -> bool:
    """Whether `address` belongs to the open internet.

    An IPv4 address that travels inside IPv6 (mapped, or NAT64 as of RFC 6052) is judged by itself; 6to4, which is
    retired and can reach private IPv4, is not public. `is_global` alone would let multicast and site-local through.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    inner = _carried(address)
    if inner is not None:
        return is_public(inner)
    return address in _GLOBAL_UNICAST and address not in _SIX_TO_FOUR and address.is_global


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped


def is_any(_: Address) -> bool:
    """Allow every address: the sandbox lives on loopback."""
    return True


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver, off the event loop."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def parse(texts: Sequence[str]) -> list[Address]:
    """Read addresses as a resolver gives them, in order and without repeats. Raises ValueError."""
    return [ip_address(text) for text in dict.fromkeys(texts)]
