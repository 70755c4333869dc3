"""Looking at one thing after the other."""

from contextlib import AsyncExitStack

from bot.app import name_behind
from bot.doctor.finding import Finding
from bot.doctor.providers import examine_providers
from bot.domain.errors import BotError
from bot.opening import open_checked_media, open_database, open_sealer
from bot.settings import Settings, variable
from storage import migrate
from storage.database import describe, file_of


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything, one finding after the other; what fails does not keep the rest from being looked at."""
    findings = [Finding(what="settings", found="read and valid")]
    findings += await _database(settings)
    findings.append(_secret_keys(settings))
    findings.append(await _pictures(settings))
    findings.append(await _token(settings))
    findings += [finding async for finding in examine_providers(settings)]
    return findings


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
