from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given

from bot.domain.clock import SystemClock
from bot.domain.errors import Garbled
from bot.upstreams.base import Callback, Claim, Door
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.imgopen.settings import ImgOpenSettings
from tests.upstreams import orders
from tests.upstreams.callbacks import CALLBACKS, a_callback, about, no_client


@pytest.fixture
def upstream() -> ImgOpen:
    return ImgOpen(ImgOpenSettings(), client=no_client(), clock=SystemClock())


def test_it_calls_back_at_an_address_per_task(upstream: ImgOpen) -> None:
    assert upstream.door is Door.PER_TASK


def test_the_receipt_is_the_documented_one(upstream: ImgOpen) -> None:
    assert upstream.receipt == {"code": "200"}


@pytest.mark.parametrize("field", ["task_id", "taskId", "id_task"])
def test_a_callback_claims_both_ids_however_the_vendors_is_spelt(upstream: ImgOpen, field: str) -> None:
    claim = upstream.read_callback(about(**{"businessTaskId": "own", field: "pre1718697515338445992201"}))
    assert (claim.task_id, claim.upstream_id) == ("own", "pre1718697515338445992201")


@pytest.mark.parametrize(
    "data", [{}, {"businessTaskId": "a b", "taskId": ["x"]}, {"businessTaskId": "", "taskId": None}]
)
def test_what_cannot_be_an_id_is_not_claimed(upstream: ImgOpen, data: dict[str, Any]) -> None:
    assert upstream.read_callback(about(**data)) == Claim()


def test_an_empty_body_claims_nothing(upstream: ImgOpen) -> None:
    assert upstream.read_callback(a_callback(b"")) == Claim()


def test_a_body_that_is_no_object_is_garbled(upstream: ImgOpen) -> None:
    with pytest.raises(Garbled):
        upstream.read_callback(a_callback(b"<html>"))


def test_who_knows_the_address_needs_no_other_proof(upstream: ImgOpen) -> None:
    assert upstream.admits(a_callback(b""), None)
    assert upstream.admits(a_callback(b"", token="forged"), orders.sealed(access_key_id="a"))


@given(CALLBACKS)
def test_no_callback_raises_anything_but_garbled(callback: Callback) -> None:
    upstream = ImgOpen(ImgOpenSettings(), client=no_client(), clock=SystemClock())
    with suppress(Garbled):
        assert isinstance(upstream.read_callback(callback), Claim)


@pytest.mark.parametrize(("name", "number"), [("0a1b2c", 1), ("0a1b2c-2", 2), ("0a1b2c-12", 12)])
def test_a_callback_about_any_round_claims_the_task_and_that_round(upstream: ImgOpen, name: str, number: int) -> None:
    claim = upstream.read_callback(about(businessTaskId=name))
    assert (claim.task_id, claim.round) == ("0a1b2c", number)
