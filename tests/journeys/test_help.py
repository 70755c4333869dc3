"""What there is, what of it is off and why, and what a server may set about flagged pictures."""

import pytest

from bot.sandbox.discord import ImpossibleError
from tests.journeys.fixture import Stage
from tests.journeys.keys import admin_of
from tests.journeys.manual import help_of, line_of
from tests.journeys.pictures import png
from tests.journeys.works import refuse

pytestmark = pytest.mark.asyncio(loop_scope="module")

OFF = {
    "hairstyle": "hairstyle",
    "restore": "face_restoration",
    "erase": "object_removal",
    "removebg": "background_remove",
    "watermark": "image_watermark",
}


async def test_help_says_of_each_tool_whether_it_works_and_else_what_the_operator_would_have_to_add(
    house: Stage,
) -> None:
    text = await help_of(house)

    for command in ("imagine", "reimagine", "preview", "portrait", "describe", "style", "prompt", "outpaint", "faces"):
        assert line_of(text, command).startswith("✅"), command
    assert line_of(text, "train").startswith("💤")
    assert "[providers.imgopen.endpoints.training_result] in darkroom.toml" in line_of(text, "train")


@pytest.mark.parametrize(("command", "table"), OFF.items(), ids=OFF.keys())
async def test_help_about_one_tool_names_what_turns_on_each_of_its_providers(
    house: Stage, command: str, table: str
) -> None:
    text = await help_of(house, tool=command)

    assert f"💤 **Img Open** `imgopen.{table.replace('_', '-')}`" in text
    assert f"[providers.imgopen.endpoints.{table}] in darkroom.toml" in text
    assert "✅" in text


async def test_help_about_one_tool_tells_offers_prices_and_how_well_they_are_known(house: Stage) -> None:
    text = await help_of(house, tool="imagine")

    assert "✅ **Img Open** `imgopen.text2image` · 2 credits per picture · documented in part" in text
    assert "✅ **Img Open** `imgopen.flux` · 2 credits · documented" in text


@pytest.mark.parametrize(
    ("command", "words"), [("hairstyle", {"style": "bob", "provider": "imgopen"}), ("control", {"prompt": "a house"})]
)
async def test_a_tool_that_is_off_says_so_and_costs_nothing(room: Stage, command: str, words: dict[str, str]) -> None:
    refused = await refuse(room, await room.mia.slash(room.channel, command, image=png(), **words))

    assert "isn't turned on here" in refused.content
    assert await room.tasks() == []


async def test_training_that_is_off_is_refused_before_a_form_asks_for_pictures(room: Stage) -> None:
    refused = await refuse(room, await room.mia.slash(room.channel, "train", name="Our cat"))

    assert "isn't turned on here" in refused.content


async def test_who_manages_the_server_decides_about_flagged_pictures(house: Stage) -> None:
    admin = admin_of(house)

    async def said(**options: str) -> str:
        return (await (await admin.slash(house.channel, "settings flagged", **options)).answer()).content

    before, changed, after = await said(), await said(policy="spoiler"), await said()

    assert "aren't shown on this server" in before
    assert changed == f"Changed. {after}"
    assert "behind a spoiler" in after
    await said(policy="withhold")


async def test_who_does_not_manage_the_server_is_not_offered_that_setting(house: Stage) -> None:
    with pytest.raises(ImpossibleError):
        await house.mia.slash(house.channel, "settings flagged")
