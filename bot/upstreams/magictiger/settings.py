"""What Magic Tiger's document leaves open, each a setting, so that no guess is taken for a fact.

Two are missing on purpose. There are no repeats of `createtask`, not even as a setting: nothing says that a repeated
call is recognised, so each may be billed. And a callback is always confirmed by `gettask`: its checksum is not
documented, so nothing that it says is taken for true.
"""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, SecretStr, StringConstraints, model_validator

from bot.domain.pace import Pace
from bot.upstreams.address import BaseUrl
from bot.upstreams.magictiger.checksum import Recipe

_NUMBER = re.compile(r"[0-9]{1,9}")


class Meaning(StrEnum):
    """What a status number says."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


def _with_name(template: str) -> str:
    if template.count("{name}") != 1 or not re.fullmatch(r"/[\w./~{}-]*", template, re.ASCII):
        raise ValueError("must be a path that begins with / and holds {name} once")
    return template


PathTemplate = Annotated[str, AfterValidator(_with_name)]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
TypeName = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class MagicTigerSettings(Pace):
    """Nothing works without `base_url`: a guessed host would receive keys and pictures' addresses.

    The pace's fields stand beside the others: the vendor gives no guidance on polling, rates or parallel tasks.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    base_url: BaseUrl | None = Field(default=None, description="where the service answers; required, not documented")
    api_token: SecretStr | None = Field(default=None, description="the operator's token")
    path_template: PathTemplate = Field(default="/{name}", description="path of a call, by the call's name")
    http_method: Literal["POST", "PUT", "GET"] = Field(default="POST", description="method of every call")
    body_encoding: Literal["json", "form"] = Field(default="json", description="how a call's fields are sent")
    auth_location: Literal["header", "query", "body"] = Field(default="header", description="where the token goes")
    auth_name: Token = Field(default="token", description="name of the header or field that holds the token")
    auth_prefix: str = Field(
        default="", pattern=r"^[\x20-\x7e]{0,20}$", description="what stands before the token, its space included"
    )
    request_md5_recipe: Literal["off", "body", "body+token", "token+body"] = Field(
        default="off", description="what the `md5` header of a call is made of; `off`: there is none"
    )
    enhance_types: dict[TypeName, int] = Field(
        default={}, description="the types that people can choose, name to code; a number is always accepted"
    )
    default_enhance_type: str | int | None = Field(
        default=None, description="name or code used when nobody chooses; if empty, the only one of `enhance_types`"
    )
    multi_output_types: frozenset[int] = Field(
        default=frozenset(), description="codes of the types whose `facelist` holds output pictures"
    )
    status_map: dict[int, Meaning] = Field(
        default={},
        description="status number to `pending`, `succeeded` or `failed`; if empty, results and errors decide",
    )
    max_bytes: int = Field(default=20_000_000, gt=0, description="largest input; documented as 20 MB")
    result_auth: Literal["none"] = Field(default="none", description="results are fetched without the token, always")
    result_max_redirects: Literal[3] = Field(default=3, description="redirects that a result's download follows")
    connect_timeout_s: float = Field(default=10, gt=0, description="longest wait for a connection")
    create_timeout_s: float = Field(default=120, gt=0, description="longest wait for `createtask`, which fetches first")
    call_timeout_s: float = Field(default=30, gt=0, description="longest wait for the other calls")
    callbacks: bool = Field(
        default=False, description="whether `PUBLIC_URL/callbacks/magictiger` is registered with the vendor"
    )
    callback_md5_recipe: Recipe = Field(
        default="off", description="what a callback's checksum is made of; a wrong one is refused. `off`: not checked"
    )
    callback_token_header: Token = Field(default="token", description="a callback's header with the token")
    callback_md5_header: Token = Field(default="md5", description="a callback's header with the checksum")
    delete_refunds: bool = Field(
        default=False, description="whether `deletetask` costs nothing; not documented. Only then can people cancel"
    )
    price: int = Field(default=2, ge=0, description="credits per picture; what the vendor charges is not documented")

    @model_validator(mode="after")
    def _default_is_known(self) -> Self:
        if self.default_enhance_type is not None and self.type_code(str(self.default_enhance_type)) is None:
            raise ValueError("default_enhance_type is neither a number nor one of enhance_types")
        return self

    def type_code(self, mode: str | None) -> int | None:
        """The code of the type that a person named by name or number, or of the default; None where there is none."""
        if mode is None:
            return self._default_code()
        if mode in self.enhance_types:
            return self.enhance_types[mode]
        return int(mode) if _NUMBER.fullmatch(mode) else None

    def _default_code(self) -> int | None:
        if self.default_enhance_type is not None:
            return self.type_code(str(self.default_enhance_type))
        return next(iter(self.enhance_types.values())) if len(self.enhance_types) == 1 else None
