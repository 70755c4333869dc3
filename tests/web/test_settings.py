import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.web.settings import WebSettings, split_bind


def complaints(**settings: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        WebSettings.model_validate(settings)
    return [error["msg"] for error in caught.value.errors()]


def test_by_default_only_this_machine_is_answered() -> None:
    settings = WebSettings()
    assert (settings.bind, settings.metrics_token) == ("127.0.0.1:8080", None)


@pytest.mark.parametrize(
    ("bind", "split"),
    [
        ("127.0.0.1:0", ("127.0.0.1", 0)),
        ("0.0.0.0:65535", ("0.0.0.0", 65535)),
        ("[::1]:8080", ("::1", 8080)),
        ("darkroom_web.internal:80", ("darkroom_web.internal", 80)),
    ],
)
def test_a_bind_is_a_host_and_a_port(bind: str, split: tuple[str, int]) -> None:
    assert split_bind(WebSettings(bind=bind).bind) == split


@pytest.mark.parametrize("bind", ["", "8080", ":8080", "localhost", "localhost:", "a..b:1", "::1:8080", "x:65536"])
def test_anything_else_is_one_clear_sentence(bind: str) -> None:
    sentence = "Value error, must be a host and a port, such as 127.0.0.1:8080 or [::]:8080"
    assert complaints(bind=bind) == [sentence]


@given(st.text())
def test_no_text_raises_anything_but_a_complaint(bind: str) -> None:
    try:
        _, port = split_bind(bind)
    except ValueError:
        return
    assert port in range(65536)


def test_the_token_is_not_shown_and_not_empty() -> None:
    assert "hush" not in repr(WebSettings.model_validate({"metrics_token": "hush"}))
    assert len(complaints(metrics_token="")) == 1
