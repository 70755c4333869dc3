"""The command line: run, demo, doctor, tools, database and keys."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console

from bot import app as application
from bot import doctor as examination
from bot import logs, memory, tool_list
from bot.domain.errors import BotError
from bot.roles import Role, Shards
from bot.settings import BadSettings, Settings, load
from storage.sealing import new_key

T = TypeVar("T")

_BAD_SETTINGS = 2

cli = typer.Typer(name="darkroom", help="A Discord bot for image work.", no_args_is_help=True, add_completion=False)
database = typer.Typer(help="The database.", no_args_is_help=True)
keys = typer.Typer(help="The keys that seal upstream keys.", no_args_is_help=True)
cli.add_typer(database, name="db")
cli.add_typer(keys, name="keys")


@cli.command()
def run(
    *,
    role: Annotated[
        Role, typer.Option(help="What this process does; others share the rest, through PostgreSQL.")
    ] = Role.ALL,
    shards: Annotated[str | None, typer.Option(help="Its share of the connections to Discord, like 0-3/8.")] = None,
) -> None:
    """Connect to Discord and work until SIGTERM."""
    share = _shards(shards)
    settings = _settings()
    if not settings.discord.token and role is not Role.WEB:
        _give_up("DARKROOM_DISCORD__TOKEN is not set: put your bot's token there, or try `darkroom demo` without one.")
    logs.set_up(settings.log, secrets=list(logs.secrets_of(settings)))
    memory.keep_few_heaps()
    memory.forget_imports()
    _finish(application.run(settings, role=role, shards=share))


@cli.command()
def demo(
    *,
    headless: Annotated[
        bool, typer.Option(help="No terminal drawing; exit 0 only when every picture arrived.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Where the pictures and report.json go.")] = Path("demo"),
) -> None:
    """Show the whole thing without an account: a local Discord, local vendors, the unmodified bot."""
    from bot.sandbox import demo as theatre  # noqa: PLC0415 (nobody else pays for loading the sandbox)

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _give_up(f"--out: {out} cannot be used ({error.strerror})")
    raise typer.Exit(0 if _finish(theatre.run(out, headless=headless)) else 1)


@cli.command()
def doctor() -> None:
    """Check settings, database, token and providers, and print what is found."""
    findings = _finish(examination.examine(_quiet_settings()))
    Console().print(examination.table(findings))
    raise typer.Exit(0 if all(finding.fine for finding in findings) else 1)


@cli.command()
def tools(*, as_json: Annotated[bool, typer.Option("--json", help="A JSON list, for programs.")] = False) -> None:
    """Print what people can ask for, who does it, and what keeps the others from it."""
    listed = _finish(tool_list.read(_quiet_settings()))
    if as_json:
        typer.echo(tool_list.as_json(listed))
    else:
        console = Console()
        console.print(tool_list.as_table(listed, width=console.width))


@database.command("upgrade")
def upgrade() -> None:
    """Bring the database to this version's schema (`run` does it too)."""
    typer.echo(f"The database is at revision {_finish(application.upgrade(_quiet_settings()))}.")


@keys.command("new")
def new() -> None:
    """Print a fresh key for DARKROOM_SECRET_KEYS."""
    typer.echo(new_key())


@keys.command("rotate")
def rotate() -> None:
    """Seal every kept upstream key anew with the first of the secret keys."""
    typer.echo(
        f"{_finish(application.rotate_keys(_quiet_settings()))} upstream keys are sealed with the newest secret key."
    )


def _shards(text: str | None) -> Shards | None:
    try:
        return Shards.parse(text) if text is not None else None
    except ValueError as error:
        _give_up(f"--shards {error}")


def _quiet_settings() -> Settings:
    """For commands whose answer is what is to be read: only errors are logged."""
    settings = _settings()
    logs.set_up(settings.log.model_copy(update={"level": "ERROR"}), secrets=list(logs.secrets_of(settings)))
    return settings


def _settings() -> Settings:
    try:
        return load()
    except BadSettings as error:
        _give_up("\n".join(error.sentences))


def _finish(work: Coroutine[Any, Any, T]) -> T:
    try:
        with asyncio.Runner(loop_factory=_fastest_loop()) as runner:
            return runner.run(work)
    except BotError as error:
        _give_up(error.detail or str(error))


def _fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where it exists; None stands for Python's own."""
    if find_spec("uvloop") is None:
        return None
    import uvloop  # noqa: PLC0415 (not on Windows)

    return uvloop.new_event_loop


def _give_up(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(_BAD_SETTINGS)
