"""How a local vendor fetches its customers' pictures: from loopback only, without redirects, up to a limit."""

from ipaddress import ip_address

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

from bot.sandbox.upstreams.failures import TooLarge, Unfetchable

_TIMEOUT = ClientTimeout(total=20)
_OK = 200


class Fetcher:
    """A guarded GET for pictures. Everything it refuses stays on this machine."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    async def fetch(self, url: str, *, max_bytes: int) -> bytes:
        """The bytes behind `url`; reading stops at the limit.

        Raises Unfetchable (not http(s), not loopback, a redirect, not 200, no answer) or TooLarge.
        """
        address = _loopback(url)
        try:
            async with self._session.get(address, allow_redirects=False, timeout=_TIMEOUT) as response:
                if response.status != _OK:
                    raise Unfetchable(f"the picture's URL answered {response.status}")
                picture = bytearray()
                async for chunk in response.content.iter_chunked(65536):
                    picture += chunk
                    if len(picture) > max_bytes:
                        raise TooLarge(f"the picture has more than {max_bytes} bytes")
        except (ClientError, TimeoutError, OSError) as error:
            raise Unfetchable("the picture's URL did not answer") from error
        return bytes(picture)


def _loopback(url: str) -> URL:
    try:
        address = URL(url)
        host = address.host or ""
        is_loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError as error:
        raise Unfetchable("the picture's URL is not one that this vendor fetches") from error
    if address.scheme not in {"http", "https"} or not is_loopback:
        raise Unfetchable("the picture's URL is not one that this vendor fetches")
    return address
