import pytest
from pydantic import TypeAdapter, ValidationError

from bot.upstreams.address import BaseUrl

ADDRESS: TypeAdapter[str] = TypeAdapter(BaseUrl)


@pytest.mark.parametrize(
    "url", ["https://api.zhiqite.com", "https://a.test:8443/v1", "http://127.0.0.1:80", "http://[::1]:8"]
)
def test_https_and_this_machine_are_taken(url: str) -> None:
    assert ADDRESS.validate_python(url) == url


def test_a_last_slash_is_dropped() -> None:
    assert ADDRESS.validate_python("https://a.test/v1/") == "https://a.test/v1"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.test",
        "ftp://a.test",
        "http://a.test",
        "https://",
        "https://user:secret@a.test",
        "https://a.test?token=secret",
        "https://a.test#x",
        "https://a.test:99999",
        "https://a b.test\n",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        ADDRESS.validate_python(url)
