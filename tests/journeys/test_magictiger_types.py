"""Whatever the operator has mapped to a type of Magic Tiger's, people have by its command."""

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message
from bot.sandbox.upstreams import Script
from tests.journeys.calling import call_back, listening
from tests.journeys.fixture import Stage
from tests.journeys.keys import admin_of
from tests.journeys.pictures import has_picture, png, size_of
from tests.journeys.tigers import knows, order, types_sent
from tests.journeys.works import is_done

pytestmark = pytest.mark.slow


async def ends(stage: Stage, conversation: Conversation) -> Message:
    """The message with everything in it."""
    message = await conversation.until(is_done)
    await stage.until_task(lambda task: task.state is State.DELIVERED)
    return message


async def test_a_black_and_white_photo_comes_back_in_several_colourings(stage: Stage) -> None:
    async with stage.bot_runs(**knows(stage)):
        message = await ends(stage, await order(stage, "colorize"))

    assert [size_of(picture.data) for picture in message.attachments] == [(96, 64)] * 3
    assert len({picture.data for picture in message.attachments}) == 3
    assert types_sent(stage) == [7]
    (task,) = await stage.tasks()
    assert (await stage.spent()).person_day == task.price == 2


async def test_every_mapped_tool_is_served_by_its_type_and_gives_one_picture(stage: Stage) -> None:
    asked = [("restore", {}), ("sharpen", {}), ("cartoon", {"style": "clay"}), ("enhance", {})]
    made: list[bytes] = []
    async with stage.bot_runs(**knows(stage)):
        for tool, options in asked:
            message = await (await order(stage, tool, **options)).until(has_picture)
            made.extend(picture.data for picture in message.attachments)

    assert types_sent(stage) == [3, 5, 10, 1]
    assert len(made) == 4
    assert len(stage.vendors.magictiger.paid_tasks) == 4


async def test_what_the_service_has_no_field_for_is_refused_before_anything_is_paid(stage: Stage) -> None:
    async with stage.bot_runs(**knows(stage)):
        unused = await (await order(stage, "sharpen", strength=0.5)).answer()
        unknown = await (await order(stage, "cartoon", style="oil")).answer()
        open_choice = await (await order(stage, "cartoon")).answer()

    assert "no use for" in unused.text
    assert "strength" in unused.text
    assert "manga, clay" in unknown.text
    assert "style" in open_choice.text
    assert types_sent(stage) == []
    assert (await stage.spent()).person_day == 0


async def test_colourising_that_nobody_has_mapped_is_off_and_who_can_act_hears_what_turns_it_on(stage: Stage) -> None:
    admin = admin_of(stage)
    async with stage.bot_runs():
        seen = await (await order(stage, "colorize")).answer()
        asked = await admin.slash(stage.channel, "colorize", image=png(), provider="magictiger")
        told = await asked.answer()

    assert "isn't turned on here" in seen.text
    assert "DARKROOM_PROVIDERS__MAGICTIGER__TYPES__COLORIZE" in told.text.replace("\\", "")
    assert types_sent(stage) == []


async def test_a_colourising_that_is_called_back_about_is_asked_for_once(stage: Stage) -> None:
    stage.settings.update(listening(stage))
    settings = knows(stage)
    call_back(stage)
    async with stage.bot_runs(**settings):
        message = await ends(stage, await order(stage, "colorize"))
        await stage.vendors.magictiger.callbacks_done()

    assert len(message.attachments) == 3
    calls = [call.endpoint for call in stage.vendors.magictiger.calls]
    assert [calls.count(name) for name in ("createtask", "gettask")] == [1, 1]


async def test_an_empty_account_is_owed_nothing(stage: Stage) -> None:
    stage.vendors.magictiger.credits = 0
    async with stage.bot_runs(**knows(stage)):
        message = await (await order(stage, "restore")).until(lambda message: "can't be used" in message.text)
        await stage.until_task(lambda task: task.state is State.REFUNDED)

    assert message.attachments == ()
    assert stage.vendors.magictiger.paid_tasks == []
    assert (await stage.spent()).person_day == 0


async def test_a_colourising_that_fails_is_given_back_with_its_code(stage: Stage) -> None:
    stage.vendors.magictiger.scripts.append(Script.FAIL_LATER)
    async with stage.bot_runs(**knows(stage)):
        conversation = await order(stage, "colorize")
        message = await conversation.until(lambda message: "back" in message.content)
        await stage.until_task(lambda task: task.state is State.REFUNDED)

    assert "9000003" in message.text
    assert (await stage.spent()).person_day == 0


@pytest.mark.parametrize(("codes", "words"), [([9000009], "can't be used"), ([], "9000009")])
async def test_a_code_that_the_operator_knows_for_a_wrong_token_is_the_operators_to_mend(
    stage: Stage, codes: list[int], words: str
) -> None:
    settings = knows(stage, types={"restore": 99}, token_error_codes=codes)
    stage.vendors.magictiger.config = type(stage.vendors.magictiger.config)(unknown_type_code=9000009)
    async with stage.bot_runs(**settings):
        conversation = await order(stage, "restore")
        await stage.until_task(lambda task: task.state is State.REFUNDED)
        message = await conversation.until(lambda message: words in message.text)

    assert message.attachments == ()
