"""What a person is shown while typing a model's name, and what becomes of a name that is gone by then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault
from bot.sandbox.upstreams.imgopen import model_row
from tests.journeys.endings import gives_back
from tests.journeys.fixture import Stage
from tests.journeys.works import finish, rendered

MODEL_LIST, FROM_WORDS = "sd/v2/queryModelList", "sd/v2/text2image"
WATERCOLOR = ("Linen Watercolor (SD 1.5)", "linenWatercolor_v1.safetensors")
A_WHILE = timedelta(minutes=1)


async def models(stage: Stage, typed: str) -> list[tuple[str, str]]:
    """What Mia is shown, as (name, value)."""
    return await stage.mia.autocomplete(stage.channel, "imagine", focused="model", model=typed)


def forget(stage: Stage, value: str) -> None:
    """The vendor has that model no more."""
    left = tuple(row for row in stage.vendors.imgopen.config.models if row["sdModelCheckpoint"] != value)
    stage.vendors.imgopen.config = replace(stage.vendors.imgopen.config, models=left)


async def test_a_model_is_found_by_a_part_of_its_name_and_drawn_with(stage: Stage) -> None:
    async with stage.bot_runs():
        assert await models(stage, "WATERC") == [WATERCOLOR]
        asked = await stage.mia.slash(stage.channel, "imagine", prompt="a pier", model=WATERCOLOR[1])
        work = await finish(stage, asked, at=FROM_WORDS)

    assert work.body["alwayson_scripts"]["sd_model_checkpoint"] == WATERCOLOR[1]


async def test_of_many_models_the_first_25_are_shown_and_all_can_be_found(stage: Stage) -> None:
    """The vendor hands out fewer rows to a page than it is asked for."""
    many = tuple(model_row(number, f"Style {number:03}", f"style{number:03}.ckpt") for number in range(120))
    stage.vendors.imgopen.config = replace(stage.vendors.imgopen.config, models=many, most_rows=30)
    async with stage.bot_runs():
        assert [value for _, value in await models(stage, "")] == [f"style{number:03}.ckpt" for number in range(25)]
        assert [value for _, value in await models(stage, "style 119")] == ["style119.ckpt"]


async def test_a_vendor_that_never_answers_leaves_nobody_waiting(stage: Stage) -> None:
    """Discord gives up after three seconds; the sandbox does so too."""
    stage.vendors.imgopen.faults.add(Fault.HANG, endpoint=MODEL_LIST, times=10)
    providers = stage.settings["providers"]
    patient = providers.imgopen.model_copy(update={"call_timeout_s": 30})
    async with stage.bot_runs(providers=providers.model_copy(update={"imgopen": patient})):
        assert await models(stage, "photon") == []


async def test_the_list_is_asked_for_once_however_much_is_typed(stage: Stage) -> None:
    async with stage.bot_runs():
        for length in range(1, 7):
            assert len(await models(stage, "photon"[:length])) >= 1

    assert [call.endpoint for call in stage.vendors.imgopen.calls] == [MODEL_LIST]


@pytest.mark.parametrize("pause", [timedelta(), A_WHILE], ids=["just now", "a while ago"])
async def test_a_model_that_vanished_since_ends_in_a_sentence_and_costs_nothing(stage: Stage, pause: timedelta) -> None:
    """What we read just now is believed at first: then it is the vendor who refuses."""
    async with stage.bot_runs():
        ((_, value),) = await models(stage, "watercolor")
        forget(stage, value)
        stage.clock.shift(pause)
        asked = await stage.mia.slash(stage.channel, "imagine", prompt="a pier", model=value)
        message = await asked.until(lambda message: "back" in message.content)
        await stage.until_task(lambda task: task.state is State.REFUNDED)

    assert f"There is no model called {value}." in rendered(message)
    assert stage.vendors.imgopen.paid_tasks == []
    assert await gives_back(stage)
    assert len(stage.mia.sees(stage.channel)) == 1


async def test_what_the_operator_has_set_is_suggested_where_there_is_no_list(stage: Stage) -> None:
    async with stage.bot_runs():
        shown = await stage.mia.autocomplete(stage.channel, "imagine", focused="sampler", sampler="karras")

    assert shown == [("DPM++ 2M Karras", "DPM++ 2M Karras")]
