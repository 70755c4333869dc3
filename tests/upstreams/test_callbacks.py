import pytest
from hypothesis import given

from bot.domain.errors import Garbled
from bot.upstreams.base import Callback
from bot.upstreams.callbacks import read_data
from tests.upstreams.callbacks import CALLBACKS, a_callback


def test_the_data_of_an_envelope_is_read() -> None:
    assert read_data(a_callback(b'{"code": 0, "data": {"taskid": "t-1"}}'), title="Vendor") == {"taskid": "t-1"}


@pytest.mark.parametrize("body", [b"", b" \r\n", b"{}", b'{"data": null}', b'{"data": []}', b'{"hello": 1}'])
def test_a_probe_says_nothing(body: bytes) -> None:
    assert read_data(a_callback(body), title="Vendor") == {}


@pytest.mark.parametrize(
    "body",
    [b"null", b"[]", b'"text"', b"{", b"a=1&b=2", b"\xff\xfe", b'{"data": NaN}', b"[" * 100_000, b"9" * 5000],
    ids=lambda body: repr(body[:10]),
)
def test_what_is_no_json_object_is_garbled_and_not_quoted(body: bytes) -> None:
    with pytest.raises(Garbled, match=f"a callback with {len(body)} bytes instead of a JSON object"):
        read_data(a_callback(body), title="Vendor")


@given(CALLBACKS)
def test_no_callback_raises_anything_but_garbled(callback: Callback) -> None:
    try:
        data = read_data(callback, title="Vendor")
    except Garbled:
        return
    assert isinstance(data, dict)


def test_no_repr_shows_what_a_callback_holds() -> None:
    assert "s3cr3t" not in repr(a_callback(b"s3cr3t", token="s3cr3t"))
