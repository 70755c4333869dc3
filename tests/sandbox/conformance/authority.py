"""A throw-away certificate authority, so that Discord's own host names can be served on loopback."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HOSTS = ("discord.com", "gateway.discord.gg", "cdn.discordapp.com", "media.discordapp.net")
_ISSUER = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sandbox authority")])
_SUBJECT = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOSTS[0])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexts:
    """TLS for the server that calls itself Discord, and for the client that believes it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def certify(folder: Path) -> Contexts:
    """Make an authority and a certificate for HOSTS; OpenSSL reads the key from `folder`."""
    authority_key, key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
    authority = _builder(_ISSUER, authority_key).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    names = x509.SubjectAlternativeName([x509.DNSName(host) for host in HOSTS])
    leaf = _builder(_SUBJECT, key).add_extension(names, critical=False).sign(authority_key, hashes.SHA256())
    path = folder / "leaf.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + leaf.public_bytes(Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    trusted = authority.sign(authority_key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()
    return Contexts(server=server, client=ssl.create_default_context(cadata=trusted))


def _builder(subject: x509.Name, key: EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(_ISSUER)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
