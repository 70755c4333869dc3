"""Words about pictures, and words for making them."""

import pytest

from tests.journeys.fixture import Stage
from tests.journeys.pictures import png
from tests.journeys.works import make

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_picture_is_put_into_words_for_all_to_read(supplied_room: Stage) -> None:
    work = await make(supplied_room, "describe", at="interrogate", image=png(96, 64))

    assert "a picture of 96 by 64" in work.message.content
    assert work.message.attachments == ()


async def test_a_private_description_is_read_by_nobody_else(supplied_room: Stage) -> None:
    work = await make(supplied_room, "describe", at="interrogate", private=True, image=png(96, 64))

    assert work.message.ephemeral
    assert "a picture of 96 by 64" in work.message.content


async def test_a_picture_is_put_into_tags_for_who_asks_for_them(supplied_room: Stage) -> None:
    work = await make(supplied_room, "describe", at="interrogate", image=png(96, 64), style="deepdanbooru")

    assert work.body["model"] == "deepdanbooru"
    assert "picture, 96, 64" in work.message.content


async def test_the_style_of_a_picture_is_named(supplied_room: Stage) -> None:
    work = await make(supplied_room, "style", at="identifyStyle", image=png())

    assert "```\ntint\n```" in work.message.content


async def test_a_few_words_become_as_many_prompts_as_were_asked_for(supplied_room: Stage) -> None:
    work = await make(supplied_room, "prompt", at="prompts/expand", prompt="a girl", model="sdxl", count=3)

    prompts = [str(result.text) for result in work.task.results]
    assert len(set(prompts)) == 3
    assert all("a girl" in prompt and f"```\n{prompt}\n```" in work.message.content for prompt in prompts)
    assert (work.body["mode"], work.body["sequencesNum"]) == (1, 3)
    assert "queryTask" not in [call.endpoint for call in supplied_room.vendors.imgopen.calls]
