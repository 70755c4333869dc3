"""Vendors that are down, keys that are wrong, and results where no honest vendor keeps them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message
from storage import health
from tests.journeys.endings import gives_back, last_words, paid
from tests.journeys.entrance import Entrance, entrance
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.logbook import Logbook
from tests.journeys.pictures import has_picture, png
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade, at_both

pytestmark = pytest.mark.slow

LONG_PAUSE = timedelta(minutes=5)
WRONG = "wrong0but0well0formed0"


@pytest.fixture(autouse=True)
def discreet(stage: Stage, logbook: Logbook) -> Iterator[None]:
    """Whatever happens, the log holds no secret."""
    yield
    assert logbook.leaks(stage) == []
    assert logbook.about(WRONG) == []


@asynccontextmanager
async def bot_before_shut_entrance(stage: Stage, trade: Trade, **engine: object) -> AsyncIterator[Entrance]:
    """The bot runs, and knows the vendor by an address where nobody answers yet."""
    async with entrance(trade.vendor(stage)) as shut:
        changes = {"engine": PATIENT.model_copy(update=engine)}
        async with stage.bot_runs(**changes, **_with(stage, trade, base_url=shut.url)):
            yield shut


def _with(stage: Stage, trade: Trade, **changes: object) -> dict[str, object]:
    """The settings, with changes about one vendor."""
    providers = stage.settings["providers"]
    changed = getattr(providers, trade.provider).model_copy(update=changes)
    return {"providers": providers.model_copy(update={trade.provider: changed})}


def tells_of_waiting(trade: Trade, message: Message) -> bool:
    return f"{trade.title} isn't answering" in message.content and "place is kept" in message.content


async def hears_of_waiting(trade: Trade, conversation: Conversation) -> None:
    await conversation.until(lambda message: tells_of_waiting(trade, message))


async def circuits(stage: Stage) -> set[str]:
    """The vendors that are taken for down."""
    async with stage.database() as database, database.reading() as connection:
        failing = await health.failing(connection)
    return {provider for provider, until in failing.items() if until is not None and until > stage.clock.now()}


@at_both
async def test_who_orders_from_a_vendor_that_is_down_hears_of_the_wait_and_gets_the_picture_later(
    stage: Stage, trade: Trade
) -> None:
    async with bot_before_shut_entrance(stage, trade) as shut:
        conversation = await trade.order(stage)
        await hears_of_waiting(trade, conversation)
        await shut.open()
        await conversation.until(has_picture)

    assert (trade.submissions(stage), trade.bills(stage)) == (1, 1)
    assert len(stage.mia.sees(stage.channel)) == 1


async def test_a_vendor_that_stays_down_ends_the_wait_with_a_sentence(stage: Stage) -> None:
    async with bot_before_shut_entrance(stage, MAGICTIGER, submit_deadline_s=600):
        conversation = await MAGICTIGER.order(stage)
        await hears_of_waiting(MAGICTIGER, conversation)
        stage.clock.shift(timedelta(minutes=10))
        message = await last_words(stage, conversation)

    assert "couldn't start it within 10 minutes" in message.content
    assert await gives_back(stage)
    assert MAGICTIGER.submissions(stage) == 0


async def test_a_vendor_that_is_down_is_left_alone_for_a_while_and_then_serves_everybody(stage: Stage) -> None:
    pause = {"circuit_threshold": 2, "circuit_pause_s": LONG_PAUSE.total_seconds()}
    async with bot_before_shut_entrance(stage, MAGICTIGER, **pause) as shut:
        first = await MAGICTIGER.order(stage)
        await stage.until_task(lambda task: task.attempts > pause["circuit_threshold"])
        assert await circuits(stage) == {"magictiger"}
        await shut.open()
        second = await MAGICTIGER.order(stage)
        await hears_of_waiting(MAGICTIGER, second)
        assert MAGICTIGER.submissions(stage) == 0
        stage.clock.shift(LONG_PAUSE)
        for conversation in (first, second):
            await conversation.until(has_picture)
        assert await circuits(stage) == set()

    assert MAGICTIGER.bills(stage) == 2


async def test_who_names_no_vendor_is_served_by_this_machine_while_magic_tiger_is_down(stage: Stage) -> None:
    async with bot_before_shut_entrance(stage, MAGICTIGER, circuit_threshold=1):
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await conversation.until(has_picture)
        task = await stage.until_task(lambda task: task.state is State.DELIVERED)

    assert (task.provider, task.price) == ("local", 0)
    assert paid(stage) == []
    assert await gives_back(stage)


@pytest.mark.parametrize(
    ("trade", "changes", "said"),
    [
        (MAGICTIGER, {"api_token": SecretStr(WRONG)}, ("Magic Tiger can't be used at the moment", "key refused")),
        (IMGOPEN, {"access_key_secret": SecretStr(WRONG)}, ("Img Open refused", "provider refused")),
        (
            IMGOPEN,
            {"access_key_secret": SecretStr(WRONG), "wrong_key_codes": frozenset({"400"})},
            ("Img Open can't be used at the moment", "key refused"),
        ),
    ],
    ids=["magictiger", "imgopen", "imgopen whose code is known"],
)
async def test_a_wrong_key_ends_in_a_sentence_and_costs_nothing(
    stage: Stage, logbook: Logbook, trade: Trade, changes: dict[str, object], said: tuple[str, str]
) -> None:
    words, logged = said
    async with stage.bot_runs(**_with(stage, trade, **changes)):
        message = await last_words(stage, await trade.order(stage))

    assert words in message.content
    assert (trade.submissions(stage), paid(stage)) == (1, [])
    assert await gives_back(stage)
    assert logbook.about(logged, trade.provider)


async def test_a_result_at_a_private_address_is_never_asked_for(stage: Stage) -> None:
    """The first bot takes the sandbox's addresses; the second one has the settings of the real world."""
    vendor = stage.vendors.magictiger
    vendor.config = replace(vendor.config, processing_s=1)
    async with stage.bot_runs():
        conversation = await MAGICTIGER.order(stage)
        await stage.until_task(lambda task: task.state is State.RUNNING)
    strict = stage.settings["media"].model_copy(update={"allow_private_networks": False})
    async with stage.bot_runs(media=strict):
        message = await last_words(stage, conversation)

    assert "Magic Tiger answered with something that I don't understand" in message.content
    assert "result" not in [call.endpoint for call in vendor.calls]
    assert await gives_back(stage)


async def test_a_picture_at_a_private_address_is_never_asked_for(stage: Stage) -> None:
    strict = stage.settings["media"].model_copy(update={"allow_private_networks": False})
    async with stage.bot_runs(media=strict):
        message = await last_words(stage, await MAGICTIGER.order(stage))

    assert "image" in message.content
    assert paid(stage) == []
    assert await gives_back(stage)
