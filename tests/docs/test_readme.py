import re
from pathlib import Path

import pytest

from bot.settings import load
from tests.docs.blocks import BLOCKS, README, block


@pytest.mark.parametrize("name", BLOCKS)
def test_the_readme_says_what_the_code_says(name: str) -> None:
    assert block(README.read_text(), name) == BLOCKS[name](), "run `make readme`"


def test_the_readmes_endpoints_are_taken_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README.read_text(), re.DOTALL)
    (tmp_path / "darkroom.toml").write_text(example)
    monkeypatch.chdir(tmp_path)

    endpoints = load().providers.imgopen.endpoints

    assert {"super_resolution", "lora_list", "training_result"} <= endpoints.model_fields_set
    assert [tool.key for tool in endpoints.tools] == ["tattoo"]
