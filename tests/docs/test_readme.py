import pytest

from tests.docs.blocks import BLOCKS, README, block


@pytest.mark.parametrize("name", BLOCKS)
def test_the_readme_says_what_the_code_says(name: str) -> None:
    assert block(README.read_text(), name) == BLOCKS[name](), "run `make readme`"
