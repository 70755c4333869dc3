from contextlib import suppress
from hashlib import md5
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import SystemClock
from bot.domain.errors import Garbled
from bot.domain.ids import TaskId, UpstreamId
from bot.upstreams.base import Callback, Claim, Door
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.magictiger.settings import MagicTigerSettings
from tests.upstreams import orders
from tests.upstreams.callbacks import BODIES, CALLBACKS, HEADERS, a_callback, about, no_client

TOKEN = "test-token"
KEY = orders.sealed(api_token=TOKEN)
BODY = b'{"code":0,"msg":"","data":{"taskid":"t-1","status":2}}'
DIGESTS = {
    "body": "4d31bb9ee2cac202dae51c79736efd90",
    "body+token": "f7f27be84a276fefd2d9b3a591d3e9c8",
    "token+body": "4146cff09f91ba59907bd48b53b8685a",
    "taskid+token": "7d9883cccc130dfca152ab376dbe2ffd",
    "token+taskid": "7e326e5544a74131ff18128184c227b1",
}
"""Of that token and that body; made by hand from the recipes' definitions."""
RECIPES = ["off", *DIGESTS]


def tiger(recipe: str = "off", **given: Any) -> MagicTiger:
    settings = MagicTigerSettings.model_validate({"callback_md5_recipe": recipe, **given})
    return MagicTiger(settings, client=no_client(), clock=SystemClock())


def test_it_calls_back_at_one_address_where_that_is_registered() -> None:
    assert tiger().door is Door.PER_ACCOUNT
    for registered in (False, True):
        assert {offer.calls_back for offer in tiger(callbacks=registered).offers} == {registered}


def test_the_receipt_is_the_documented_one() -> None:
    assert tiger().receipt == {"code": 0, "msg": "", "data": {"success": True}}


@pytest.mark.parametrize(
    ("data", "claim"),
    [
        (
            {"taskid": "t-1", "chtaskid": "own"},
            Claim(task_id=TaskId("own"), upstream_id=UpstreamId("t-1")),
        ),
        ({"taskid": 6, "chtaskid": ""}, Claim(upstream_id=UpstreamId("6"))),
        ({"taskid": None, "chtaskid": "own"}, Claim(task_id=TaskId("own"))),
        ({"taskid": "a\x00b", "chtaskid": ["own"]}, Claim()),
        ({}, Claim()),
    ],
)
def test_a_callback_claims_both_ids_as_far_as_they_are_there(data: dict[str, Any], claim: Claim) -> None:
    assert tiger().read_callback(about(**data)) == claim


def test_an_empty_body_claims_nothing() -> None:
    assert tiger().read_callback(a_callback(b"")) == Claim()


@pytest.mark.parametrize("recipe", DIGESTS)
def test_the_digests_of_the_definitions_are_admitted(recipe: str) -> None:
    digest = DIGESTS[recipe]
    assert tiger(recipe).admits(a_callback(BODY, token=TOKEN, md5=digest), KEY)
    assert tiger(recipe).admits(a_callback(BODY, token=TOKEN, md5=digest.upper()), KEY)


@pytest.mark.parametrize("recipe", DIGESTS)
@pytest.mark.parametrize("digest", ["", "0" * 32, *DIGESTS.values()])
def test_a_digest_of_another_recipe_is_not_admitted(recipe: str, digest: str) -> None:
    assert tiger(recipe).admits(a_callback(BODY, token=TOKEN, md5=digest), KEY) is (digest == DIGESTS[recipe])


@pytest.mark.parametrize("recipe", DIGESTS)
def test_a_missing_checksum_is_not_admitted_once_there_is_a_recipe(recipe: str) -> None:
    assert not tiger(recipe).admits(a_callback(BODY, token=TOKEN), KEY)
    assert tiger("off").admits(a_callback(BODY, token=TOKEN), KEY)


@pytest.mark.parametrize("recipe", ["body", "body+token", "token+body"])
def test_the_body_is_hashed_as_received(recipe: str) -> None:
    assert not tiger(recipe).admits(a_callback(BODY + b"\n", token=TOKEN, md5=DIGESTS[recipe]), KEY)


def test_the_headers_may_have_other_names() -> None:
    renamed = tiger("body", callback_token_header="X-Token", callback_md5_header="X-MD5")
    assert renamed.admits(Callback(headers={"x-token": TOKEN, "x-md5": DIGESTS["body"]}, body=BODY), KEY)
    assert not renamed.admits(a_callback(BODY, token=TOKEN, md5=DIGESTS["body"]), KEY)


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("credentials", [None, {}, orders.sealed(api_token=""), orders.sealed(access_key_id=TOKEN)])
def test_nobody_comes_in_without_a_key_of_ours(recipe: str, credentials: Any) -> None:
    digest = DIGESTS.get(recipe, "")
    for token in ("", TOKEN):
        assert not tiger(recipe).admits(a_callback(BODY, token=token, md5=digest), credentials)


@given(
    st.sampled_from(RECIPES), HEADERS, BODIES, st.text(st.characters(), max_size=20).filter(lambda told: told != TOKEN)
)
def test_no_wrong_token_is_admitted(recipe: str, headers: dict[str, str], body: bytes, told: str) -> None:
    forged = {**headers, "token": told, "md5": md5(body + TOKEN.encode()).hexdigest()}
    assert tiger(recipe).admits(Callback(headers=forged, body=body), KEY) is False


@given(BODIES)
def test_every_body_with_the_right_token_and_checksum_is_admitted(body: bytes) -> None:
    digest = md5(body).hexdigest()
    with suppress(Garbled):
        assert tiger("body").admits(a_callback(body, token=TOKEN, md5=digest), KEY)


@given(st.sampled_from(RECIPES), CALLBACKS, st.booleans())
def test_no_callback_raises_anything_but_garbled(recipe: str, callback: Callback, has_token: bool) -> None:  # noqa: FBT001 (drawn)
    if has_token:
        callback = Callback(headers={**callback.headers, "token": TOKEN}, body=callback.body)
    with suppress(Garbled):
        assert tiger(recipe).admits(callback, KEY) in (True, False)
    with suppress(Garbled):
        assert isinstance(tiger(recipe).read_callback(callback), Claim)
