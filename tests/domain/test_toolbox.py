import pytest
from pydantic import ValidationError

from bot.domain.toolbox import TOOLS, EnhanceOptions, FaceswapOptions
from bot.domain.tools import Tool

A_DESCRIPTION = 100  # Discord's limit, for commands and options alike


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_description_fits_into_a_command(tool: Tool) -> None:
    texts = [tool.summary, *(slot.description for slot in tool.slots)]
    texts += [field.description or "" for field in tool.options.model_fields.values()]
    assert all(0 < len(text) <= A_DESCRIPTION for text in texts)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_option_may_be_left_out(tool: Tool) -> None:
    assert tool.options()


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_no_option_has_the_name_of_a_picture(tool: Tool) -> None:
    assert not {slot.name for slot in tool.slots} & set(tool.options.model_fields)


@pytest.mark.parametrize("fidelity", [-0.01, 1.01, float("nan")])
def test_a_fidelity_outside_0_to_1_is_refused(fidelity: float) -> None:
    with pytest.raises(ValidationError):
        FaceswapOptions(fidelity=fidelity)


@pytest.mark.parametrize("mode", ["", "x" * 41])
def test_a_mode_that_is_empty_or_long_is_refused(mode: str) -> None:
    with pytest.raises(ValidationError):
        EnhanceOptions(mode=mode)
