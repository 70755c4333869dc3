"""An operator's `darkroom.toml`, and what is said of it."""

from pathlib import Path

import pytest

from bot.settings import BadSettings, load
from bot.upstreams.imgopen.tables import Endpoints

PLACE = "DARKROOM_PROVIDERS__IMGOPEN__ENDPOINTS"


def read(text: str) -> Endpoints:
    """What is read from a `darkroom.toml` in the present folder."""
    Path("darkroom.toml").write_text(text)
    return load().providers.imgopen.endpoints


def complaint(text: str) -> str:
    """The one sentence about what is wrong with it, without the place where all tables are."""
    with pytest.raises(BadSettings) as caught:
        read(text)
    (sentence,) = caught.value.sentences
    return sentence.removeprefix(f"{PLACE}__")


def table(name: str, *more: str, without: str = "") -> str:
    """A good table, with more lines and without the line of one field."""
    lines = ['path = "/saas/x"', 'body = { i = "{image}" }', 'result = "data.url"']
    kept = [line for line in lines if not without or not line.startswith(without)]
    return "\n".join([f"[providers.imgopen.endpoints.{name}]", *kept, *more])
