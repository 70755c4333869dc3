"""`darkroom doctor`: is everything there that `darkroom run` needs? Nothing is left changed and nothing is paid."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, SecretStr
from rich.table import Table
from rich.text import Text

from bot.app import name_behind
from bot.domain.clock import SystemClock
from bot.domain.errors import BotError, UpstreamError
from bot.domain.sentences import Sentence
from bot.opening import open_catalogue, open_checked_media, open_database, open_sealer
from bot.settings import Settings, variable
from bot.ui.messages import tell
from bot.upstreams.base import Upstream
from storage import migrate
from storage.database import describe, file_of

_VERDICTS = {
    True: "takes the operator's key",
    False: "refuses the operator's key",
    None: "has an operator's key; it cannot be tried for free",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `fine` is False only where `run` would not work as it is set up."""

    what: str
    found: str
    fine: bool = True


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything, one finding after the other; what fails does not keep the rest from being looked at."""
    findings = [Finding(what="settings", found="read and valid")]
    findings += await _database(settings)
    findings.append(_secret_keys(settings))
    findings.append(await _pictures(settings))
    findings.append(await _token(settings))
    findings += [finding async for finding in _providers(settings)]
    return findings


def table(findings: list[Finding]) -> Table:
    """The findings for a terminal."""
    drawn = Table("", "looked at", title="Darkroom's doctor", show_lines=False)
    drawn.add_column("found", overflow="fold")
    for finding in findings:
        drawn.add_row("[green]✓[/]" if finding.fine else "[red]✗[/]", finding.what, Text(finding.found))
    return drawn


async def _database(settings: Settings) -> list[Finding]:
    url = settings.database_url.get_secret_value()
    file = file_of(url)
    if file is not None and not file.exists():
        return [Finding(what="database", found=f"{file} is not there yet; `run` makes it")]
    try:
        async with AsyncExitStack() as stack:
            revision = await migrate.current(await open_database(stack, settings))
    except BotError as error:
        return [Finding(what="database", found=error.detail, fine=False)]
    compared = Finding(what="migrations", found=_compared(revision), fine=migrate.knows(revision))
    return [Finding(what="database", found=describe(url)), compared]


def _compared(revision: str | None) -> str:
    if not migrate.knows(revision):
        return f"{revision} is newer than this Darkroom: upgrade the program"
    head = migrate.head()
    return f"at revision {head}" if revision == head else f"at {revision or 'nothing yet'}; `run` upgrades it to {head}"


async def _pictures(settings: Settings) -> Finding:
    """The one thing that is tried by doing it: a small object is kept, read and deleted."""
    folder, bucket = settings.media.dir, settings.media.s3.bucket
    if bucket is None and not folder.exists():
        return Finding(what="pictures", found=f"{folder} is not there yet; `run` makes it")
    try:
        await open_checked_media(settings)
    except BotError as error:
        return Finding(what="pictures", found=error.detail, fine=False)
    return Finding(what="pictures", found=f"kept in the bucket {bucket}" if bucket else f"kept in {folder}")


def _secret_keys(settings: Settings) -> Finding:
    if not settings.secret_keys and not settings.secret_key_file.exists():
        return Finding(what="secret keys", found=f"{settings.secret_key_file} is not there yet; `run` makes it")
    try:
        open_sealer(settings)
    except BotError as error:
        return Finding(what="secret keys", found=error.detail, fine=False)
    where = variable("secret_keys") if settings.secret_keys else str(settings.secret_key_file)
    return Finding(what="secret keys", found=f"from {where}")


async def _token(settings: Settings) -> Finding:
    name = variable("discord", "token")
    if not settings.discord.token:
        return Finding(what="Discord", found=f"{name} is not set", fine=False)
    try:
        return Finding(what="Discord", found=f"the token is {await name_behind(settings.discord)}'s")
    except BotError as error:
        return Finding(what="Discord", found=error.detail, fine=False)


async def _providers(settings: Settings) -> AsyncIterator[Finding]:
    async with AsyncExitStack() as stack:
        catalogue = await open_catalogue(stack, settings, SystemClock())
        for upstream in catalogue.upstreams:
            part: BaseModel = getattr(settings.providers, upstream.id)
            if upstream.unusable() is None:
                yield await _provider(upstream)
                yield Finding(what=f"{upstream.title} runs with", found=_plain(part))
            else:
                yield Finding(what=upstream.title, found=f"off; empty are {', '.join(_empty(upstream.id, part))}")


async def _provider(upstream: Upstream) -> Finding:
    if not upstream.credential_fields:
        return Finding(what=upstream.title, found="ready, needs no key")
    if upstream.operator_credentials is None:
        return Finding(what=upstream.title, found="no operator key; servers can set their own with /keys set")
    try:
        verdict = await upstream.check(upstream.operator_credentials)
    except UpstreamError as error:
        return Finding(what=upstream.title, found=f"{_in_words(error.sentence)} ({error.detail})", fine=False)
    return Finding(what=upstream.title, found=_VERDICTS[verdict], fine=verdict is not False)


def _empty(provider: str, settings: BaseModel) -> list[str]:
    return [variable("providers", provider, name) for name, value in settings if value is None]


def _in_words(sentence: Sentence) -> str:
    return tell(sentence, "en-US")


def _plain(settings: BaseModel) -> str:
    """A provider's settings without its secrets: what its documents leave open is a setting, and is to be seen."""
    values: dict[str, Any] = settings.model_dump()
    return ", ".join(f"{name}={value}" for name, value in values.items() if not isinstance(value, SecretStr))
