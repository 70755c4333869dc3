"""Strict reading of what a customer sends: the documented fields with the documented types, and nothing else."""

from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError


class Order(BaseModel):
    """A request body. Unknown fields and converted types are errors."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


OrderT = TypeVar("OrderT", bound=Order)


class Malformed(Exception):
    """No correct client sends this. The text names the fields."""

    def __init__(self, sentence: str, *, is_json: bool = True) -> None:
        super().__init__(sentence)
        self.is_json = is_json


async def read(request: web.Request, form: type[OrderT]) -> OrderT:
    """The body as that form. Raises Malformed."""
    if request.content_type != "application/json":
        raise Malformed(f"content type {request.content_type} instead of application/json", is_json=False)
    try:
        return form.model_validate_json(await request.read())
    except ValidationError as error:
        raise _explain(error) from error


def _explain(error: ValidationError) -> Malformed:
    details = error.errors(include_url=False, include_context=False, include_input=False)
    is_json = all(detail["type"] != "json_invalid" for detail in details)
    sentence = "; ".join(f"{'.'.join(map(str, detail['loc'])) or 'body'}: {detail['msg']}" for detail in details)
    return Malformed(sentence, is_json=is_json)
