"""Bad input where the operator has described what the vendor's documents do not: masks, trainings, previews."""

import pytest

from bot.sandbox.discord import ImpossibleError
from tests.journeys import odd_pictures as odd
from tests.journeys.endings import paid
from tests.journeys.fixture import Stage
from tests.journeys.forgery import forge, forge_form
from tests.journeys.pictures import png
from tests.journeys.refusing import is_refused
from tests.journeys.works import make

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_forged_command_without_its_second_picture_is_refused(supplied_room: Stage) -> None:
    with pytest.raises(ImpossibleError):
        await supplied_room.mia.slash(supplied_room.channel, "faceswap", source=png())

    await is_refused(supplied_room, forge(supplied_room.mia, supplied_room.channel, "faceswap", source=png()))


async def test_nine_pictures_do_not_train_a_model_and_the_form_does_not_let_them_go(supplied_room: Stage) -> None:
    ten = [png(name=f"{number}.png") for number in range(10)]
    asked = await supplied_room.mia.slash(supplied_room.channel, "train", name="Rex")
    await asked.opened_modal()
    with pytest.raises(ImpossibleError):
        await supplied_room.mia.fill_modal(asked, **{"pictures-1": ten[:9]})
    forged = await forge_form(supplied_room.mia, asked, most=9, **{"pictures-1": ten})

    await is_refused(supplied_room, forged, "9 pictures", "at least 10")


async def test_a_bad_picture_among_ten_is_named_and_nothing_is_trained(supplied_room: Stage) -> None:
    pictures = [png(name=f"{number}.png") for number in range(9)]
    asked = await supplied_room.mia.slash(supplied_room.channel, "train", name="Rex")
    sent = await supplied_room.mia.fill_modal(asked, **{"pictures-1": [*pictures, odd.cut_png()]})

    await is_refused(supplied_room, sent, "pictures-10", "damaged")


@pytest.mark.parametrize("prompt", [" ", "\n"])
async def test_an_empty_prompt_for_a_preview_is_refused_and_the_preview_stays(
    supplied_room: Stage, prompt: str
) -> None:
    preview = await make(supplied_room, "preview", at="cnt/preview", image=png())
    form = await supplied_room.mia.press(preview.message, "Use this")
    said = await (await supplied_room.mia.fill_modal(form, prompt=prompt)).answer()

    assert "prompt" in said.content
    assert "is empty" in said.content
    assert paid(supplied_room) == ["cnt/preview"]
    assert (await supplied_room.spent()).person_day == preview.task.price
