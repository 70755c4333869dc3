"""How settings are read: from where, in which order, under which names, and what is said of a mistake."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel, ByteSize
from pydantic.fields import FieldInfo

from bot.settings import BadSettings, Settings, load, variable
from tests.surroundings import empty_folder  # noqa: F401  # a fixture

Place = tuple[str, ...]

pytestmark = pytest.mark.usefixtures("empty_folder")

SECRET = "hushhush"


def figures(model: BaseModel, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every setting that is a number or a switch, and a text that sets it to something else than its default."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from figures(value, (*place, name))
        elif kinds(field) <= {bool, int, float}:
            yield (*place, name), str(not value if isinstance(value, bool) else (value or 0) + 1)


def kinds(field: FieldInfo) -> set[type]:
    """What a setting may be, None aside; a byte size is a number."""
    annotation: Any = field.annotation
    parts = set(get_args(annotation)) - {NoneType} if get_origin(annotation) is UnionType else {annotation}
    return {int if part is ByteSize else part for part in parts}


def at(settings: Settings, place: Place) -> Any:
    """The value at a place."""
    found: Any = settings
    for name in place:
        found = getattr(found, name)
    return found


def mistake() -> str:
    """What is said of the present mistake."""
    with pytest.raises(BadSettings) as caught:
        load()
    (sentence,) = caught.value.sentences
    assert SECRET not in sentence
    return sentence


@pytest.mark.parametrize(
    ("place", "text"), [pytest.param(*each, id=variable(*each[0])) for each in figures(Settings.model_construct())]
)
def test_every_figure_can_be_set_by_its_variable(place: Place, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable(*place), text)

    assert str(at(load(), place)) in {text, f"{text}.0"}


def test_the_environment_comes_before_the_env_file_and_that_before_the_toml_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DARKROOM_ENGINE__LEASE_S", "11")
    (tmp_path / ".env").write_text("DARKROOM_ENGINE__LEASE_S=12\nDARKROOM_ENGINE__GRACE_S=12\n")
    (tmp_path / "darkroom.toml").write_text("[engine]\nlease_s = 13\ngrace_s = 13\nsettle_s = 13\n")

    engine = load().engine

    assert (engine.lease_s, engine.grace_s, engine.settle_s) == (11, 12, 13)


@pytest.mark.parametrize("limit", ["person_day", "person_month"])
def test_an_empty_variable_is_no_limit(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable("quota", limit), "")

    assert getattr(load().quota, limit) is None


def test_a_nested_table_may_be_given_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DARKROOM_PROVIDERS__MAGICTIGER__ENHANCE_TYPES", json.dumps({"portrait": 4}))

    assert load().providers.magictiger.enhance_types == {"portrait": 4}


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("DARKROOM_NOPE", SECRET, "DARKROOM_NOPE is not a setting"),
        ("DARKROOM_DISCORD__NOPE", SECRET, "DARKROOM_DISCORD__NOPE is not a setting"),
        ("DARKROOM_PROVIDERS__IMGOPEN__PACE__NOPE", SECRET, "DARKROOM_PROVIDERS__IMGOPEN__PACE__NOPE is not a setting"),
        ("DARKROOM_ENGINE__LEASE_S", SECRET, "DARKROOM_ENGINE__LEASE_S: "),
        ("DARKROOM_ENGINE__LEASE_S", "0", "DARKROOM_ENGINE__LEASE_S: "),
        ("DARKROOM_LOG__LEVEL", SECRET, "DARKROOM_LOG__LEVEL: "),
        ("DARKROOM_DISCORD__API_BASE", f"https://[{SECRET}", "DARKROOM_DISCORD__API_BASE: "),
        ("DARKROOM_DISCORD__GATEWAY", f"wss://[{SECRET}", "DARKROOM_DISCORD__GATEWAY: "),
        ("DARKROOM_DISCORD__TOKEN", f"{SECRET}\nand more", "DARKROOM_DISCORD__TOKEN: "),
        ("DARKROOM_DISCORD__TOKEN", f"{SECRET}-ü", "DARKROOM_DISCORD__TOKEN: "),
        ("DARKROOM_SECRET_KEYS", SECRET, "DARKROOM_SECRET_KEYS is not valid JSON"),
        ("DARKROOM_PROVIDERS", f"{{{SECRET}", "DARKROOM_PROVIDERS is not valid JSON"),
        (
            "DARKROOM_PROVIDERS__MAGICTIGER__ENHANCE_TYPES",
            f"{{{SECRET}",
            "DARKROOM_PROVIDERS__MAGICTIGER__ENHANCE_TYPES is not valid JSON",
        ),
        (
            "DARKROOM_PROVIDERS__IMGOPEN__STATUS_MAPS__ROOP",
            f'{{"{SECRET}": "{SECRET}"}}',
            "DARKROOM_PROVIDERS__IMGOPEN__STATUS_MAPS__ROOP: ",
        ),
        (
            "DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL",
            f"http://{SECRET}.example",
            "DARKROOM_PROVIDERS__MAGICTIGER__BASE_URL: must begin with https",
        ),
    ],
)
def test_a_bad_variable_is_one_sentence_that_names_it_and_not_its_value(
    name: str, value: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    assert mistake().startswith(named)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (b"DARKROOM_NOPE=hushhush", "DARKROOM_NOPE is not a setting"),
        (b"DARKROOM_DISCORD__NOPE=hushhush", "DARKROOM_DISCORD__NOPE is not a setting"),
        (b"DARKROOM_ENGINE__LEASE_S=hushhush", "DARKROOM_ENGINE__LEASE_S: "),
        (b"DARKROOM_PROVIDERS__MAGICTIGER__ENHANCE_TYPES={hushhush", "DARKROOM_PROVIDERS is not valid JSON"),
        (b"\xffhushhush", "darkroom.toml or .env cannot be read"),
    ],
)
def test_a_mistake_in_the_env_file_is_one_sentence(text: bytes, named: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(text)

    assert mistake().startswith(named)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (b"nope = 'hushhush'", "DARKROOM_NOPE is not a setting"),
        (b"[engine]\nnope = 'hushhush'", "DARKROOM_ENGINE__NOPE is not a setting"),
        (b"[engine]\nlease_s = 'hushhush'", "DARKROOM_ENGINE__LEASE_S: "),
        (b"engine = 'hushhush'", "DARKROOM_ENGINE: "),
        (b"= hushhush", "darkroom.toml or .env cannot be read"),
        (b"\xffhushhush", "darkroom.toml or .env cannot be read"),
    ],
)
def test_a_mistake_in_the_toml_file_is_one_sentence(text: bytes, named: str, tmp_path: Path) -> None:
    (tmp_path / "darkroom.toml").write_bytes(text)

    assert mistake().startswith(named)


def test_every_bad_setting_gets_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DARKROOM_ENGINE__LEASE_S", "soon")
    monkeypatch.setenv("DARKROOM_MEDIA__MAX_PIXELS", "many")

    with pytest.raises(BadSettings) as caught:
        load()

    assert [sentence.split(":")[0] for sentence in caught.value.sentences] == [
        "DARKROOM_MEDIA__MAX_PIXELS",
        "DARKROOM_ENGINE__LEASE_S",
    ]


def test_no_repr_of_the_settings_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DARKROOM_DISCORD__TOKEN", SECRET)
    monkeypatch.setenv("DARKROOM_SECRET_KEYS", json.dumps([SECRET]))
    monkeypatch.setenv("DARKROOM_DATABASE_URL", f"sqlite+aiosqlite:///{SECRET}")
    monkeypatch.setenv("DARKROOM_PROVIDERS__IMGOPEN__ACCESS_KEY_SECRET", SECRET)
    monkeypatch.setenv("DARKROOM_PROVIDERS__MAGICTIGER__API_TOKEN", SECRET)

    assert SECRET not in repr(load())
