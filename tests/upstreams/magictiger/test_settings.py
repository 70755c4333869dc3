from typing import Any

import pytest
from pydantic import ValidationError

from bot.upstreams.magictiger.settings import MagicTigerSettings, Meaning


def settings(**given: Any) -> MagicTigerSettings:
    return MagicTigerSettings.model_validate(given)


def test_nothing_that_only_the_operator_knows_has_a_default() -> None:
    unknown = {
        "base_url",
        "api_token",
        "default_enhance_type",
        "enhance_types",
        "types",
        "prices",
        "status_map",
        "multi_output_types",
        "token_error_codes",
        "busy_codes",
        "accepted_formats",
        "result_ttl_s",
    }
    assert not any(settings().model_dump(include=unknown).values())


def test_the_recommended_defaults_hold() -> None:
    recommended = {
        "poll_initial_s": 2,
        "poll_factor": 1.5,
        "poll_max_s": 15,
        "poll_deadline_s": 600,
        "connect_timeout_s": 10,
        "create_timeout_s": 120,
        "call_timeout_s": 30,
        "max_requests_per_s": 2,
        "max_in_flight": 4,
        "max_bytes": 20_000_000,
    }
    assert settings().model_dump(include=set(recommended)) == recommended


@pytest.mark.parametrize(("mode", "code"), [("enhance", 1), ("colour", 2), ("7", 7), ("-3", None), ("Enhance", None)])
def test_a_mode_is_a_configured_name_or_a_number(mode: str, code: int | None) -> None:
    assert settings(enhance_types={"enhance": 1, "colour": 2}).type_code(mode) == code


@pytest.mark.parametrize("mode", ["", "1.5", "1e3", "9" * 10, " 1", "1\n", "١"])  # noqa: RUF001 (an Arabic one)
def test_what_only_looks_like_a_number_is_none(mode: str) -> None:
    assert settings().type_code(mode) is None


@pytest.mark.parametrize("default", [5, "5"])
def test_the_operators_own_default_may_be_a_number_where_peoples_may_not(default: Any) -> None:
    closed = settings(default_enhance_type=default, enhance_numbers=False)
    assert (closed.type_code(None), closed.type_code("5")) == (5, None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, None),
        ({"enhance_types": {"enhance": 1}}, 1),
        ({"enhance_types": {"enhance": 1, "colour": 2}}, None),
        ({"enhance_types": {"enhance": 1, "colour": 2}, "default_enhance_type": "colour"}, 2),
        ({"enhance_types": {"enhance": 1}, "default_enhance_type": 5}, 5),
        ({"default_enhance_type": "5"}, 5),
    ],
)
def test_without_a_mode_the_default_or_the_only_type_is_taken(given: dict[str, Any], code: int | None) -> None:
    assert settings(**given).type_code(None) == code


@pytest.mark.parametrize(
    "given",
    [
        {"default_enhance_type": "colour"},
        {"path_template": "/api"},
        {"path_template": "{name}"},
        {"path_template": "/{name}/{name}"},
        {"path_template": "/{name}?token=x"},
        {"path_template": "/{name}\r\n"},
        {"auth_name": "to ken"},
        {"auth_name": "token\r\nX"},
        {"auth_prefix": "Bearer\n"},
        {"status_map": {"0": "done"}},
        {"enhance_types": {"": 1}},
        {"base_url": "http://api.magictiger.ai"},
        {"create_retries": 3},
        {"result_auth": "token"},
        {"request_md5_recipe": "md5"},
        {"callback_md5_recipe": "token"},
        {"callback_token_header": "to ken"},
        {"callback_confirm": False},
        {"enhance_types": {"enhance": True}},
        {"accepted_formats": ["BMP"]},
        {"result_ttl_s": 0},
        {"token_error_codes": [None]},
        {"token_error_codes": [0]},
        {"busy_codes": ["0"]},
        {"prices": {"enhanse": 1}},
        {"prices": {"enhance": -1}},
    ],
)
def test_a_bad_setting_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        settings(**given)


def test_a_status_map_may_be_written_with_text_keys() -> None:
    assert settings(status_map={"2": "succeeded"}).status_map == {2: Meaning.SUCCEEDED}


def test_the_token_is_in_no_repr_and_no_error() -> None:
    assert "s3cr3t" not in repr(settings(api_token="s3cr3t-token"))
    with pytest.raises(ValidationError) as caught:
        settings(api_token=["s3cr3t-token"])
    assert "s3cr3t" not in str(caught.value)
