"""Where we listen, and who may read the metrics."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

_LARGEST_PORT = 65_535
_LABEL = "[A-Za-z0-9_-]{1,63}"
_BIND = re.compile(rf"(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|(?P<name>{_LABEL}(?:\.{_LABEL})*)):(?P<port>[0-9]{{1,5}})")


def split_bind(bind: str) -> tuple[str, int]:
    """Host and port. Raises ValueError."""
    found = _BIND.fullmatch(bind)
    if found is None or int(found["port"]) > _LARGEST_PORT:
        raise ValueError("must be a host and a port, such as 127.0.0.1:8080 or [::]:8080")
    return found["ipv6"] or found["name"], int(found["port"])


def _checked(bind: str) -> str:
    split_bind(bind)
    return bind


class WebSettings(BaseModel):
    """What we listen with; whoever is to reach it from outside goes through the operator's proxy."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bind: Annotated[str, AfterValidator(_checked)] = Field(
        default="127.0.0.1:8080", description="host and port to listen at, where vendors call back"
    )
    metrics_token: SecretStr | None = Field(
        default=None,
        min_length=1,
        description="asked of whoever reads `/metrics`; without it, only this machine may read them",
    )
