"""Stories in which Mia is asked whether she wants it at that price."""

from dataclasses import replace
from functools import partial

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message
from bot.sandbox.discord.components import walk
from tests.faults import deeds
from tests.faults.deeds import DEADLINE_S
from tests.faults.house import House
from tests.faults.picking import until_heard
from tests.faults.scenario import Ending, Scenario


async def agree(house: House, _: Conversation) -> None:
    """Mia says yes to the latest question that she sees."""
    question = await _question(house)
    await until_heard(house, partial(house.stage.mia.press, question, _yes(question)))


async def decline(house: House, _: Conversation) -> None:
    """She would rather not."""
    question = await _question(house)
    await until_heard(house, partial(house.stage.mia.press, question, "Cancel"))


async def _question(house: House) -> Message:
    await house.until_in(State.ASKING)
    mia = house.stage.mia
    return [message for message in (*mia.sees(house.stage.channel), *mia.sees()) if _labels(message)][-1]


def _yes(question: Message) -> str:
    return next(label for label in _labels(question) if label != "Cancel")


def _labels(message: Message) -> list[str]:
    labels = [part["label"] for part in walk(message.components) if part.get("label")]
    return labels if "Cancel" in labels and len(labels) > 1 else []


_ASKING: dict[str, object] = {"engine.agree_from": 1}

AGREED = Scenario(changes=_ASKING, act=agree, act_again=agree)
AGREED_IN_PRIVATE = replace(AGREED, private=True, unseen="a private reply cannot be read back once its token is dead")
DECLINED = Scenario(changes=_ASKING, act=decline, act_again=decline, ending=Ending.REFUNDED)
UNANSWERED = Scenario(
    changes={**_ASKING, "engine.choose_within_s": DEADLINE_S},
    act=deeds.deadline_passes_in(State.ASKING),
    ending=Ending.REFUNDED,
)
