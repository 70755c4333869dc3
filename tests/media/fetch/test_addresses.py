import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.media.fetch.addresses import is_public, parse, resolve

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:808:808::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "162.159.135.233",
    "172.32.0.1",
    "100.128.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2606:4700::1111",
    "2a00:1450:4001:81b::200e",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_not_the_open_internet_is_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_the_open_internet_is_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@given(number=st.integers(0, 2**32 - 1), prefix=st.sampled_from(["::ffff:0:0", "64:ff9b::"]))
def test_an_address_is_no_more_public_inside_another(number: int, prefix: str) -> None:
    inner = ipaddress.IPv4Address(number)
    outer = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + number)
    assert is_public(outer) == is_public(inner)


@pytest.mark.parametrize("name", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"])
async def test_every_spelling_of_loopback_resolves_to_loopback(name: str) -> None:
    assert all(address.is_loopback for address in parse(await resolve(name, 443)))


def test_repeats_are_read_once_and_in_order() -> None:
    assert [str(address) for address in parse(["9.9.9.9", "1.1.1.1", "9.9.9.9"])] == ["9.9.9.9", "1.1.1.1"]


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="example"):
        parse(["example"])
