"""All settings: read once, checked, frozen, and passed down in parts. Each part is declared beside what it steers."""

import os
from collections.abc import Iterator, Mapping
from json import JSONDecodeError
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from bot.engine.settings import EngineSettings, QuotaSettings
from bot.media.settings import MediaSettings
from bot.ui.settings import DiscordSettings
from bot.upstreams.address import BaseUrl
from bot.upstreams.settings import ProvidersSettings
from bot.web.settings import WebSettings

PREFIX = "DARKROOM_"
_DELIMITER = "__"


class LogSettings(BaseModel):
    """What is logged, and how."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="least level that is logged"
    )
    format: Literal["auto", "json", "console"] = Field(
        default="auto", description="`json` lines, `console` for people; `auto`: console on a terminal"
    )


class Settings(BaseSettings):
    """From the environment (prefix `DARKROOM_`, nested with `__`), then `.env`, then `darkroom.toml`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=_DELIMITER,
        env_parse_none_str="",
        env_file=".env",
        toml_file="darkroom.toml",
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    discord: DiscordSettings = DiscordSettings()
    database_url: SecretStr = Field(
        default=SecretStr("sqlite+aiosqlite:///data/darkroom.db"), description="where tasks and credits live"
    )
    secret_keys: list[SecretStr] = Field(
        default=[], description="Fernet keys that seal upstream keys, newest first, as a JSON list"
    )
    secret_key_file: Path = Field(
        default=Path("data/secret.keys"), description="used when `SECRET_KEYS` is empty; made on first start"
    )
    providers: ProvidersSettings = ProvidersSettings()
    public_url: BaseUrl | None = Field(
        default=None, description="where vendors reach `WEB__BIND` from outside; without it nobody calls back"
    )
    web: WebSettings = WebSettings()
    media: MediaSettings = MediaSettings()
    engine: EngineSettings = EngineSettings()
    quota: QuotaSettings = QuotaSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the library's signature)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Earlier sources win."""
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)


class BadSettings(Exception):
    """One sentence per mistake, each naming its variable and none its value."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__("; ".join(sentences))


def load() -> Settings:
    """Read the settings. Raises BadSettings."""
    mistakes = list(_unknown(os.environ))
    if mistakes:
        raise BadSettings(mistakes)
    try:
        return Settings()
    except SettingsError as error:
        raise BadSettings([f"{_holding_no_json(error)} is not valid JSON"]) from None
    except ValidationError as error:
        raise BadSettings(_sentences(error)) from None
    except (OSError, ValueError) as error:
        raise BadSettings([f"darkroom.toml or .env cannot be read: {type(error).__name__}"]) from None


def variable(*path: object) -> str:
    """The environment variable of a setting, from its field names."""
    return PREFIX + _DELIMITER.join(str(part).upper() for part in path)


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """Pydantic reads only the variables that it knows: a misspelt one would be passed over in silence."""
    known = {name.upper() for name in Settings.model_fields}
    for name in sorted(environment):
        first = name.upper().removeprefix(PREFIX).split(_DELIMITER)[0]
        if name.upper().startswith(PREFIX) and first not in known:
            yield f"{name} is not a setting that Darkroom knows"


def _sentences(error: ValidationError) -> list[str]:
    """One per setting, however much is wrong inside its value."""
    found: dict[str, str] = {}
    for mistake in error.errors(include_input=False):
        name = variable(*_setting_at(mistake["loc"])).replace(PREFIX * 2, PREFIX)  # `.env` is quoted with the prefix
        found.setdefault(name, f"{name}{_complaint(mistake)}")
    return list(found.values())


def _setting_at(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The part of a place that names a setting; what follows is inside its value."""
    table: Any = Settings
    for depth, part in enumerate(loc, 1):
        table = _table_at(table, part)
        if table is None:
            return loc[:depth]
    return loc


def _table_at(table: Any, name: int | str) -> Any:
    """The model, or the dictionary of models, that stands under this name in another one; None where a value does."""
    if get_origin(table) is dict:
        kind = get_args(table)[1]
    else:
        field = table.model_fields.get(name)
        kind = field.annotation if field else None
    parts = get_args(kind) if get_origin(kind) is UnionType else (kind,)
    return next((part for part in parts if _is_table(part)), None)


def _is_table(kind: Any) -> bool:
    if get_origin(kind) is dict:
        return _is_table(get_args(kind)[1])
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _complaint(mistake: Any) -> str:
    if mistake["type"] == "extra_forbidden":
        return " is not a setting that Darkroom knows"
    return f": {mistake['msg'].removeprefix('Value error, ')}"


def _holding_no_json(error: SettingsError) -> str:
    """The variable that holds the text that is no JSON; if it stands elsewhere, the part of the settings it is in."""
    text = error.__cause__.doc if isinstance(error.__cause__, JSONDecodeError) else None
    holding = [name for name, value in os.environ.items() if name.upper().startswith(PREFIX) and value == text]
    parts = [variable(name) for name in Settings.model_fields if f'"{name}"' in str(error)]
    return next(iter([*holding, *parts]), "a setting")
