"""How a call to Magic Tiger is written: path, encoding, token, checksum. All of it is the operator's to say."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from bot.upstreams.calls import Call
from bot.upstreams.magictiger.checksum import OFF, checksum
from bot.upstreams.magictiger.offers import TITLE
from bot.upstreams.magictiger.settings import MagicTigerSettings


def make_call(
    settings: MagicTigerSettings,
    name: str,
    fields: Mapping[str, Any],
    *,
    token: str,
    **rest: Any,
) -> Call:
    """The call of that name, `rest` being fields of it. Raises Misconfigured without a base URL."""
    if settings.base_url is None:
        raise Misconfigured(Reason.PROVIDER_NOT_SET_UP, provider=TITLE)
    proof = {settings.auth_name: settings.auth_prefix + token}
    where = settings.auth_location
    write = Call.json if settings.body_encoding == "json" else Call.form
    call = write(
        settings.base_url + settings.path_template.replace("{name}", name),
        {**fields, **(proof if where == "body" else {})},
        method=settings.http_method,
        query=proof if where == "query" else {},
        **rest,
    )
    return call.with_headers((proof if where == "header" else {}) | _checksum(settings, call.content, token))


def _checksum(settings: MagicTigerSettings, body: bytes, token: str) -> dict[str, str]:
    """The `md5` header. The recipes with a task id are left out: `createtask` has none yet."""
    recipe = settings.request_md5_recipe
    return {} if recipe == OFF else {"md5": checksum(recipe, body=body, token=token.encode())}
