"""What people, vendors and Discord do in the scenarios."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation
from bot.sandbox.discord import Fault as DiscordFault
from bot.sandbox.upstreams import Fault, Script, ToolSwitches
from tests.faults.house import House
from tests.faults.life import lose

Arrangement = Callable[[House], None]
Deed = Callable[[House, Conversation], Coroutine[Any, Any, None]]

DEADLINE_S = 300
PAST_IT = timedelta(seconds=DEADLINE_S + 60)
"""Well before a token dies."""
_RETRY = timedelta(minutes=2)
_ALWAYS = 100_000
_ETERNITY_S = 3600


def all_of(*arrangements: Arrangement) -> Arrangement:
    """One after the other."""

    def arrange(house: House) -> None:
        for each in arrangements:
            each(house)

    return arrange


def imgopen_meets(fault: Fault, endpoint: str, times: int = 1) -> Arrangement:
    """Img Open's next calls of that kind go wrong."""
    return lambda house: house.stage.vendors.imgopen.faults.add(fault, endpoint=endpoint, times=times)


def imgopen_always_meets(fault: Fault, endpoint: str) -> Arrangement:
    """Every call of that kind goes wrong."""
    return imgopen_meets(fault, endpoint, _ALWAYS)


def imgopen_answers(switches: ToolSwitches) -> Arrangement:
    """One of the ways that its documents leave open."""

    def arrange(house: House) -> None:
        house.stage.vendors.imgopen.config = replace(house.stage.vendors.imgopen.config, switches=switches)

    return arrange


def imgopen_plays(script: Script) -> Arrangement:
    """What becomes of the next task."""
    return lambda house: house.stage.vendors.imgopen.scripts.append(script)


def imgopen_is_broke(house: House) -> None:
    """No task can be made."""
    house.stage.vendors.imgopen.credits = 0


def magictiger_loses_its_answer(house: House) -> None:
    """The task is made, and nobody hears of it."""
    house.stage.vendors.magictiger.faults.add(Fault.DROP_AFTER_COMMIT, endpoint="createtask")


def magictiger_takes_its_time(house: House) -> None:
    """Until it is hurried."""
    vendor = house.stage.vendors.magictiger
    vendor.config = replace(vendor.config, processing_s=_ETERNITY_S)


def hurry_magictiger(house: House) -> None:
    """What it has in hand is ready now."""
    for job in house.stage.vendors.magictiger.workshop._running:
        job.hurry.set()


def cdn_is_slow(house: House) -> None:
    """The first download of an input takes longer than the first bot lives."""
    house.stage.discord.faults.add(DiscordFault(kind="cdn_slow", seconds=30))


def cdn_is_cut(house: House) -> None:
    """No download of an input ends."""
    house.stage.discord.faults.add(DiscordFault(kind="cdn_cut", times=_ALWAYS))


def replies_are_shut(house: House) -> None:
    """Discord takes no edits of replies; 401 is the answer that discord.py does not repeat for a while by itself."""
    house.stage.discord.faults.add(
        DiscordFault(kind="status", method="PATCH", path_regex="@original", times=_ALWAYS, status=401)
    )


def discord_recovers(house: House) -> None:
    """Nothing goes wrong there any more."""
    house.stage.discord.faults.clear()


def discord_recovers_after_a_while(house: House) -> None:
    """What is parked is due again."""
    discord_recovers(house)
    house.stage.clock.shift(_RETRY)


def cancel_in(state: State) -> Deed:
    """Mia presses Cancel once her task is there."""

    async def act(house: House, conversation: Conversation) -> None:
        await house.until(lambda row: row["state"] == state and (row["lease_owner"] or state is State.RUNNING))
        message = await conversation.until(lambda message: "Cancel" in message.buttons)
        await house.stage.mia.press(message, "Cancel")

    return act


def deadline_passes_in(state: State, *, attempts: int = 0) -> Deed:
    """The task stays where it is for too long."""

    async def act(house: House, _: Conversation) -> None:
        await house.until(lambda row: row["state"] == state and row["attempts"] >= attempts)
        house.stage.clock.shift(PAST_IT)

    return act


async def parked_then_discord_recovers(house: House, _: Conversation) -> None:
    """The next try gets through."""
    await house.until_in(State.PARKED)
    discord_recovers_after_a_while(house)


async def parked_then_disk_is_lost(house: House, _: Conversation) -> None:
    """The next try finds no picture."""
    await house.until_in(State.PARKED)
    lose(house.pictures)
    house.stage.clock.shift(_RETRY)


async def parked_for_too_long(house: House, _: Conversation) -> None:
    """Discord recovers when the time is over."""
    await house.until_in(State.PARKED)
    discord_recovers(house)
    house.stage.clock.shift(PAST_IT)
