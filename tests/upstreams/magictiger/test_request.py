import json
from hashlib import md5
from typing import Any

import pytest

from bot.domain.errors import Misconfigured
from bot.upstreams.calls import Call
from bot.upstreams.magictiger.request import make_call
from bot.upstreams.magictiger.settings import MagicTigerSettings

FIELDS = {"picurl": "https://a.test/b c.png", "type": 1}


def call(**given: Any) -> Call:
    settings = MagicTigerSettings.model_validate({"base_url": "https://vendor.test/v1/", **given})
    return make_call(settings, "createtask", FIELDS, token="t0ken", timeout_s=1, paid=True)


def test_the_path_is_made_of_the_calls_name() -> None:
    assert call().url == "https://vendor.test/v1/createtask"
    assert call(path_template="/api/{name}.do").url == "https://vendor.test/v1/api/createtask.do"


def test_by_default_the_token_is_a_header_and_the_body_holds_the_fields_alone() -> None:
    made = call()
    assert made.headers == {"token": "t0ken"}
    assert json.loads(made.content) == FIELDS
    assert not made.query


def test_the_token_may_have_another_name_and_a_prefix() -> None:
    assert call(auth_name="Authorization", auth_prefix="Bearer ").headers == {"Authorization": "Bearer t0ken"}


def test_the_token_may_go_into_the_query() -> None:
    made = call(auth_location="query")
    assert made.query == {"token": "t0ken"}
    assert not made.headers


def test_the_token_may_go_into_the_body() -> None:
    made = call(auth_location="body")
    assert json.loads(made.content) == {**FIELDS, "token": "t0ken"}
    assert not made.headers


def test_the_fields_may_be_sent_as_a_form() -> None:
    made = call(body_encoding="form")
    assert made.content == b"picurl=https%3A%2F%2Fa.test%2Fb+c.png&type=1"
    assert made.content_type == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("recipe", "prefix", "suffix"), [("body", b"", b""), ("body+token", b"", b"t0ken"), ("token+body", b"t0ken", b"")]
)
def test_the_checksum_follows_its_recipe(recipe: str, prefix: bytes, suffix: bytes) -> None:
    made = call(request_md5_recipe=recipe)
    assert made.headers["md5"] == md5(prefix + made.content + suffix).hexdigest()


def test_there_is_no_call_without_a_base_url() -> None:
    with pytest.raises(Misconfigured):
        call(base_url=None)
