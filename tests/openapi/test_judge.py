from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.openapi.allowed import ALLOWED, Allowed
from tests.openapi.judge import Judge
from tests.openapi.specification import Specification

_USER = {
    "id": "1",
    "username": "ann",
    "discriminator": "0",
    "global_name": None,
    "avatar": None,
    "public_flags": 0,
    "flags": 0,
    "primary_guild": None,
}
_DM = "/users/@me/channels"
_MESSAGES = "/channels/7/messages"
_COMMANDS = "/applications/1/commands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    path: str
    method: str = "POST"
    query: Mapping[str, str] = field(default_factory=dict)
    request: Any = None
    status: int | None = None
    response: Any = None


def _judged(openapi: Specification, *exchanges: Exchange, allowed: tuple[Allowed, ...] = ALLOWED) -> Judge:
    judge = Judge(openapi, allowed)
    for exchange in exchanges:
        judge.judge(exchange)
    return judge


def test_right_bodies_are_accepted(openapi: Specification) -> None:
    _judged(
        openapi,
        Exchange(path=_MESSAGES, request={"content": "Hello", "components": []}),
        Exchange(method="GET", path="/users/1", status=200, response=_USER),
        Exchange(method="GET", path="/users/9", status=404, response={"code": 10013, "message": "Unknown User"}),
        Exchange(method="DELETE", path="/channels/7/messages/8", status=204),
    ).verdict()


def test_a_wrong_request_is_caught(openapi: Specification) -> None:
    judge = _judged(openapi, Exchange(path=_MESSAGES, request={"content": "x" * 4001}))
    with pytest.raises(AssertionError, match=r"POST /channels/\{channel_id\}/messages request /content: .* too long"):
        judge.verdict()


def test_a_wrong_answer_is_caught(openapi: Specification) -> None:
    answer = {**_USER, "id": 1}
    judge = _judged(openapi, Exchange(method="GET", path="/users/1", status=200, response=answer))
    assert [text.partition(":")[0] for text in judge.violations] == ["GET /users/{user_id} response /id"]


def test_a_missing_field_of_an_answer_is_caught(openapi: Specification) -> None:
    answer = {key: value for key, value in _USER.items() if key != "username"}
    judge = _judged(openapi, Exchange(method="GET", path="/users/1", status=200, response=answer))
    assert judge.violations == ["GET /users/{user_id} response (whole): 'username' is a required property"]


def test_a_wrong_error_answer_is_caught(openapi: Specification) -> None:
    judge = _judged(openapi, Exchange(path=_MESSAGES, status=403, response={"message": "Missing Access"}))
    assert judge.violations == ["POST /channels/{channel_id}/messages response (whole): 'code' is a required property"]


def test_an_undocumented_route_and_an_undocumented_status_are_caught(openapi: Specification) -> None:
    judge = _judged(
        openapi,
        Exchange(path="/attachments/refresh-urls", request={}),
        Exchange(path=_DM, status=201, response={}),
    )
    assert judge.violations == [
        "POST /attachments/refresh-urls request (whole): Discord documents no such route.",
        "POST /users/@me/channels response (whole): Discord documents no answer 201.",
    ]


def test_the_branch_of_a_union_is_chosen_by_type(openapi: Specification) -> None:
    buttons = [{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "x" * 101}]}]
    judge = _judged(openapi, Exchange(path=_MESSAGES, request={"components": buttons}))
    (violation,) = judge.violations
    assert "/components/0/components/0/custom_id" in violation
    assert "too long" in violation


def test_literal_segments_win_over_parameters(openapi: Specification) -> None:
    operation = openapi.operation("PATCH", "/webhooks/1/token/messages/@original")
    assert str(operation) == "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"


def test_a_refused_request_is_not_judged_twice(openapi: Specification) -> None:
    refused = {"code": 50035, "message": "Invalid Form Body"}
    _judged(openapi, Exchange(path=_MESSAGES, request={"content": 5}, status=400, response=refused)).verdict()


def test_what_is_no_answer_of_the_api_is_not_judged(openapi: Specification) -> None:
    _judged(
        openapi,
        Exchange(path=_MESSAGES, request={"content": "Hello"}, status=502, response=None),
        Exchange(path=_MESSAGES, request={"content": "Hello"}, status=429, response="<html>"),
        Exchange(path=_MESSAGES, request={"content": "Hello"}),
    ).verdict()


_FORM_ERROR = {"code": "BASE_TYPE_REQUIRED", "message": "This field is required"}
_DIFFERENT = (
    Exchange(path=_MESSAGES, request={"attachments": [{"id": 0}]}),
    Exchange(path=_COMMANDS, request={"name": "a", "description": "b", "default_member_permissions": "8"}),
    Exchange(path=_DM, request={"recipient_id": 1}),
    Exchange(path=_MESSAGES, request={"content": "Hello", "allowed_mentions": {"users": [1]}}),
    Exchange(
        path=_MESSAGES,
        status=400,
        response={
            "code": 50035,
            "message": "Invalid Form Body",
            "errors": {"embeds": {"0": {"_errors": [_FORM_ERROR]}}},
        },
    ),
)


@pytest.mark.parametrize(("exchange", "allowed"), list(zip(_DIFFERENT, ALLOWED, strict=True)))
def test_each_known_difference_is_one(openapi: Specification, exchange: Exchange, allowed: Allowed) -> None:
    assert len(_judged(openapi, exchange, allowed=()).violations) == 1
    _judged(openapi, exchange, allowed=(allowed,)).verdict()


def test_a_body_that_comes_again_with_another_id_is_still_wrong(openapi: Specification) -> None:
    messages = ({"content": 5, "message_reference": {"message_id": "1" * length}} for length in (18, 19))
    first, second = (_judged(openapi, Exchange(path=_MESSAGES, request=message)) for message in messages)
    assert first.violations == second.violations != []


def test_what_comes_in_the_place_of_an_id_is_looked_at(openapi: Specification) -> None:
    right, wrong = ({"content": "Hi", "message_reference": {"message_id": each}} for each in ("1" * 18, "1" * 17 + "x"))
    judge = _judged(openapi, Exchange(path=_MESSAGES, request=right), Exchange(path=_MESSAGES, request=wrong))
    assert len(judge.violations) == 1


def test_differences_that_never_occur_can_be_told(openapi: Specification) -> None:
    judge = _judged(openapi, _DIFFERENT[0])
    assert judge.unused() == list(ALLOWED[1:])


def test_an_allowed_difference_elsewhere_is_still_caught(openapi: Specification) -> None:
    elsewhere = Allowed(route="GET *", side="request", pointer="*", reason="not this one")
    judge = _judged(openapi, Exchange(path=_MESSAGES, request={"content": 5}), allowed=(elsewhere,))
    with pytest.raises(AssertionError):
        judge.verdict()


def test_without_the_file_nothing_is_judged() -> None:
    judge = Judge(None)
    judge.judge(Exchange(path="/nowhere", request={"content": 5}))
    judge.verdict()
