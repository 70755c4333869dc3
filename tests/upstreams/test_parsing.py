import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.upstreams.parsing import parse, shape


@given(st.binary())
def test_bytes_are_an_object_or_a_value_error(body: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(parse(body, charset=None), dict)


@given(st.text(max_size=10))
def test_any_declared_charset_is_survived(charset: str) -> None:
    assert parse(b'{"code": 0}', charset=charset) == {"code": 0}


@pytest.mark.parametrize("charset", ["zlib", "rot13", "utf-7", "punycode", "unicode_escape", "x" * 1000])
def test_a_charset_that_is_a_python_codec_is_not_used(charset: str) -> None:
    assert parse(b'{"code": "+AGE-"}', charset=charset) == {"code": "+AGE-"}


def test_chinese_prose_is_read_in_its_declared_encoding() -> None:
    body = json.dumps({"msg": "任务成功"}, ensure_ascii=False).encode("gbk")
    assert parse(body, charset="GBK") == {"msg": "任务成功"}


def test_prose_in_a_wrong_encoding_does_not_hide_the_code() -> None:
    assert parse(b'{"code": "200", "msg": "\xb3\xc9"}', charset="utf-8")["code"] == "200"


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert parse(b'\xef\xbb\xbf{"code": 0}', charset=None) == {"code": 0}


def test_a_shape_holds_keys_and_types_and_no_value() -> None:
    assert shape({"code": "200", "data": {"url": "secret"}, "n": None}) == "{code: str, data: dict, n: NoneType}"


@given(st.dictionaries(st.text(), st.none(), max_size=30))
def test_a_shape_is_short_and_printable(data: dict[str, None]) -> None:
    told = shape(data)
    assert told.isascii()
    assert told.isprintable()
    assert len(told) < 400
