"""A throw-away certificate authority, so that Discord's own host names can be served on loopback."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOSTS = ("discord.com", "gateway.discord.gg", "cdn.discordapp.com", "media.discordapp.net")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexts:
    """TLS for the server that calls itself Discord, and for the client that believes it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def certify(folder: Path) -> Contexts:
    """Make an authority and a certificate for HOSTS; the key is written to `folder` for OpenSSL to read."""
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _certificate("sandbox authority", key, authority_key, None)
    authority = _self_signed(authority_key)
    leaf = _certificate(authority, key, authority_key)
    path = folder / "leaf.pem"
    path.write_bytes(_private(key) + leaf.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    trusted = authority.public_bytes(serialization.Encoding.PEM).decode()
    return Contexts(server=server, client=ssl.create_default_context(cadata=trusted))
