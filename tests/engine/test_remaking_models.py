"""A button that asks for no model: one is taken where nothing works without."""

import pytest

from bot.domain.errors import Refused
from bot.domain.listings import Entry, ListKind
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.domain.toolbox.generate import DrawingOptions
from bot.domain.tools import Options
from tests.engine.bench import Bench

MODELS = (Entry(value="m-1", label="Anime"), Entry(value="m-2", label="Photo"))
NEEDED = Sentence.of(Reason.OPTION_NEEDED, option="model")
BUTTONS = (("vary", "reimagine"), ("go on", "control"))


def need_a_model(bench: Bench, tool: str) -> None:
    """As where the operator has set none to stand in."""

    def refuse(options: Options) -> Sentence | None:
        assert isinstance(options, DrawingOptions)
        return NEEDED if options.model is None else None

    bench.vendor.does(tool, refuses=refuse)


async def remade(bench: Bench, button: str) -> Task:
    """What comes of a button that asks for no model, on a task that had none."""
    press = bench.press()
    if button == "vary":
        task = await bench.ask(tool="imagine", options={"prompt": "a cat"}, inputs=())
        made = await bench.studio.vary(task.id, bench.input("pressed"), press)
    else:
        made = await bench.studio.go_on((await bench.ask_and_work(tool="preview")).id, press, "a cat")
    assert made is not None
    return made


@pytest.mark.parametrize(("button", "tool"), BUTTONS)
async def test_where_a_model_is_needed_a_button_takes_the_first_of_the_list(
    bench: Bench, button: str, tool: str
) -> None:
    bench.vendor.listings[ListKind.MODEL] = MODELS
    need_a_model(bench, tool)
    assert (await remade(bench, button)).options["model"] == MODELS[0].value


@pytest.mark.parametrize("button", [button for button, _ in BUTTONS])
async def test_where_no_model_is_needed_a_button_adds_none(bench: Bench, button: str) -> None:
    bench.vendor.listings[ListKind.MODEL] = MODELS
    assert "model" not in (await remade(bench, button)).options


async def test_a_button_leaves_the_model_that_was_chosen(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = MODELS
    need_a_model(bench, "reimagine")
    chosen = {"prompt": "a cat", "model": MODELS[1].value}
    task = await bench.ask(tool="imagine", options=chosen, inputs=())
    varied = await bench.studio.vary(task.id, bench.input("pressed"), bench.press())
    assert varied is not None
    assert varied.options["model"] == MODELS[1].value


@pytest.mark.parametrize(("button", "tool"), BUTTONS)
async def test_where_a_model_is_needed_and_none_is_listed_the_person_hears_it(
    bench: Bench, button: str, tool: str
) -> None:
    need_a_model(bench, tool)
    with pytest.raises(Refused) as caught:
        await remade(bench, button)
    assert caught.value.sentence == NEEDED
