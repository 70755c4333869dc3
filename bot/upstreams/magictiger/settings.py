"""What Magic Tiger's document leaves open, each a setting, so that no guess is taken for a fact.

Two are missing on purpose. There are no repeats of `createtask`, not even as a setting: nothing says that a repeated
call is recognised, so each may be billed. And a callback is always confirmed by `gettask`: its checksum is not
documented, so nothing that it says is taken for true.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, SecretStr, StringConstraints, model_validator

from bot.domain.pace import Pace
from bot.domain.toolbox import COLORIZE
from bot.upstreams.address import BaseUrl
from bot.upstreams.lenient import Code
from bot.upstreams.magictiger.checksum import Recipe
from bot.upstreams.magictiger.mapping import ToolKey, TypeCode, TypeName, Types
from bot.upstreams.magictiger.wire import SUCCESS

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


def _no_success(codes: frozenset[str]) -> frozenset[str]:
    if SUCCESS in codes:
        raise ValueError(f"{SUCCESS} means success")
    return codes


PathTemplate = Annotated[str, AfterValidator(_with_name)]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
Codes = Annotated[frozenset[Code], AfterValidator(_no_success)]
Picture = Literal["JPEG", "PNG", "WEBP"]


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
    enhance_types: dict[TypeName, TypeCode] = Field(
        default={}, description="the types that /enhance can choose, name to code"
    )
    enhance_numbers: bool = Field(
        default=True, description="whether /enhance takes the number of any type too, whatever that type costs"
    )
    default_enhance_type: str | int | None = Field(
        default=None, description="name or code used when nobody chooses; if empty, the only one of `enhance_types`"
    )
    types: Types = Field(
        default={},
        description="the types that do other tools: tool to code, as `colorize = 7`, or to a code for each value "
        "of its option, as `cartoon = {manga = 9}`",
    )
    multi_output_types: frozenset[TypeCode] = Field(
        default=frozenset(), description="codes of the types whose `facelist` holds output pictures; colorize's does"
    )
    status_map: dict[int, Meaning] = Field(
        default={},
        description="status number to `pending`, `succeeded` or `failed`; if empty, results and errors decide",
    )
    token_error_codes: Codes = Field(
        default=frozenset(),
        description="error codes that mean a wrong token; not documented. HTTP 401 and 403 always do",
    )
    busy_codes: Codes = Field(
        default=frozenset(),
        description="error codes that mean: nothing was done, try again later; not documented. HTTP 429 always does",
    )
    accepted_formats: frozenset[Picture] = Field(
        default=frozenset(), description="formats that are sent; if empty, all that we can read: none is documented"
    )
    max_bytes: int = Field(default=20_000_000, gt=0, description="largest input; documented as 20 MB")
    result_auth: Literal["none"] = Field(default="none", description="results are fetched without the token, always")
    result_max_redirects: Literal[3] = Field(default=3, description="redirects that a result's download follows")
    result_ttl_s: float | None = Field(
        default=None, gt=0, description="how long results can be fetched, in seconds; if empty, they go first of all"
    )
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
    prices: dict[ToolKey, Annotated[int, Field(ge=0)]] = Field(
        default={}, description="tool to credits, for tools whose type costs something else"
    )

    @model_validator(mode="after")
    def _default_is_known(self) -> Self:
        if self.default_enhance_type is not None and self._default_code() is None:
            raise ValueError("default_enhance_type is neither a number nor one of enhance_types")
        return self

    @property
    def several_output_types(self) -> frozenset[int]:
        """The codes of the types whose `facelist` holds output pictures: of colourising that is documented."""
        code = self.types.get(COLORIZE.key)
        return self.multi_output_types | ({code} if isinstance(code, int) else frozenset())

    def type_code(self, mode: str | None) -> int | None:
        """The code of the type that a person named by name or number, or of the default; None where there is none."""
        if mode is None:
            return self._default_code()
        code = self._code_called(mode) if self.enhance_numbers else self.enhance_types.get(mode)
        return code if mode in self.enhance_types or code not in self._codes_of_others else None

    @property
    def _codes_of_others(self) -> frozenset[int]:
        """The types that serve other tools, at prices of their own."""
        return frozenset(code for codes in self.types.values() for code in _all_of(codes))

    def _code_called(self, mode: str) -> int | None:
        return self.enhance_types.get(mode, int(mode) if _NUMBER.fullmatch(mode) else None)

    def _default_code(self) -> int | None:
        default = self.default_enhance_type
        if default is not None:
            return default if isinstance(default, int) else self._code_called(default)
        return next(iter(self.enhance_types.values())) if len(self.enhance_types) == 1 else None


def _all_of(codes: int | dict[str, int]) -> Iterable[int]:
    return codes.values() if isinstance(codes, dict) else (codes,)
