"""Operators who know more of Magic Tiger than its document says, and the vendor of whom it is true: all is ours."""

from dataclasses import replace
from typing import Any

from bot.sandbox.discord import Conversation
from bot.upstreams.magictiger.settings import MagicTigerSettings
from tests.journeys.fixture import Stage
from tests.journeys.pictures import png

TYPES: dict[str, Any] = {"colorize": 7, "restore": 3, "sharpen": 5, "cartoon": {"manga": 9, "clay": 10}}


def knows(stage: Stage, **given: Any) -> dict[str, Any]:
    """The vendor has these types; the settings of an operator who has mapped them, and who has found out `given`."""
    codes = {"enhance": 1, "colours": 7, "restore": 3, "sharpen": 5, "cartoon": 9, "clay": 10}
    vendor = stage.vendors.magictiger
    vendor.config = replace(vendor.config, enhance_types=codes, multi_output_types=frozenset({7}))
    providers = stage.settings["providers"]
    settings = dict(providers.magictiger) | {"types": TYPES} | given
    return {"providers": providers.model_copy(update={"magictiger": MagicTigerSettings.model_validate(settings)})}


async def order(stage: Stage, tool: str, **options: Any) -> Conversation:
    """Mia asks Magic Tiger, and nobody else, for something."""
    return await stage.mia.slash(stage.channel, tool, **{"image": png(), **options}, provider="magictiger")


def types_sent(stage: Stage) -> list[int]:
    """The types of all creations, in order."""
    return [call.body["type"] for call in stage.vendors.magictiger.calls if call.endpoint == "createtask"]
