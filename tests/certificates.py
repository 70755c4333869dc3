"""What certificates a test's client trusts."""

import ssl

NOBODYS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients that meet no TLS: to load the certificates of the world takes longer than most tests."""
