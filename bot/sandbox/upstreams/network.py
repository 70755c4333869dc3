"""How a local vendor reaches its customers: on loopback only, without redirects, up to a limit."""

from collections.abc import Mapping
from io import BytesIO
from ipaddress import ip_address

from aiohttp import ClientError, ClientSession, ClientTimeout, StreamReader
from yarl import URL

from bot.sandbox.upstreams.failures import TooLarge, Unfetchable

_PICTURE_TIMEOUT = ClientTimeout(total=20)
_OK = 200
_ACKNOWLEDGEMENT_MAX_BYTES = 64 * 1024


class Network:
    """A guarded GET for pictures and a guarded POST for callbacks. Everything it refuses stays on this machine."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    async def fetch(self, url: str, *, max_bytes: int) -> bytes:
        """The bytes behind `url`; reading stops at the limit.

        Raises Unfetchable (not http(s), not loopback, a redirect, not 200, no answer) or TooLarge.
        """
        address = _loopback(url)
        try:
            async with self._session.get(address, allow_redirects=False, timeout=_PICTURE_TIMEOUT) as response:
                if response.status != _OK:
                    raise Unfetchable(f"the picture's URL answered {response.status}")
                return await _read(response.content, max_bytes)
        except (ClientError, TimeoutError, OSError) as error:
            raise Unfetchable("the picture's URL did not answer") from error

    async def post(self, url: str, body: bytes, *, headers: Mapping[str, str], timeout_s: float) -> tuple[int, bytes]:
        """Send JSON; the status and the body of the answer.

        Raises Unfetchable (not http(s), not loopback, no whole answer in time) or TooLarge.
        """
        address, timeout = _loopback(url), ClientTimeout(total=timeout_s)
        headers = {"Content-Type": "application/json", **headers}
        try:
            async with self._session.post(
                address, data=BytesIO(body), headers=headers, allow_redirects=False, timeout=timeout
            ) as response:
                return response.status, await _read(response.content, _ACKNOWLEDGEMENT_MAX_BYTES)
        except (ClientError, TimeoutError, OSError) as error:
            raise Unfetchable("the callback's URL did not answer") from error


async def _read(content: StreamReader, max_bytes: int) -> bytes:
    body = bytearray()
    async for chunk in content.iter_chunked(65536):
        body += chunk
        if len(body) > max_bytes:
            raise TooLarge(f"more than {max_bytes} bytes")
    return bytes(body)


def _loopback(url: str) -> URL:
    try:
        address = URL(url)
        host = address.host or ""
        is_loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError as error:
        raise Unfetchable("the URL is not one that this vendor calls") from error
    if address.scheme not in {"http", "https"} or not is_loopback:
        raise Unfetchable("the URL is not one that this vendor calls")
    return address
