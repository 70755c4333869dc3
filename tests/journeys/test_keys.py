"""Servers with keys of their own: each pays for itself, and what happens to a key does not lose a picture."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.discord import Conversation
from bot.sandbox.upstreams import ImgOpen
from tests.journeys.agency import agency
from tests.journeys.endings import gives_back, is_delivered
from tests.journeys.fixture import Stage
from tests.journeys.keys import admin_of, another_server, give_key, remove_key, without_operator_key
from tests.journeys.pictures import has_picture
from tests.journeys.trades import IMGOPEN
from tests.journeys.troubles import DEADLINE


def _own_ids(account: ImgOpen) -> list[str | None]:
    return [paid.own_id for paid in account.paid_tasks]


async def _keeps_key_of(stage: Stage, account: ImgOpen) -> None:
    await give_key(admin_of(stage), stage, account.access_key_id, account.access_key_secret)


async def test_two_servers_with_two_keys_pay_each_for_its_own_pictures(stage: Stage) -> None:
    other = another_server(stage)
    async with agency(stage.clock) as accounts, stage.bot_runs(**without_operator_key(stage, base_url=accounts.url)):
        await _keeps_key_of(stage, accounts.first)
        await _keeps_key_of(other, accounts.second)
        orders = [await IMGOPEN.order(stage), await IMGOPEN.order(other), await IMGOPEN.order(other)]
        for conversation in orders:
            await conversation.until(has_picture)

    assert _own_ids(accounts.first) == [task.id for task in await stage.tasks()]
    assert sorted(_own_ids(accounts.second), key=str) == sorted(task.id for task in await other.tasks())


async def test_one_servers_key_that_went_bad_does_not_hurt_the_other(stage: Stage) -> None:
    other = another_server(stage)
    async with agency(stage.clock) as accounts, stage.bot_runs(**without_operator_key(stage, base_url=accounts.url)):
        await _keeps_key_of(stage, accounts.first)
        await _keeps_key_of(other, accounts.second)
        accounts.second.access_key_secret = "another0secret0since0then"
        for _ in range(6):  # more than the failures after which a vendor counts as down
            await is_refunded_there(other)
        await (await IMGOPEN.order(stage)).until(has_picture)

    assert accounts.second.paid_tasks == []
    assert await gives_back(other)


async def is_refunded_there(stage: Stage) -> None:
    """An order ends in a sentence."""
    message = await (await IMGOPEN.order(stage)).until(lambda message: "back" in message.content)
    assert "Img Open" in message.content


@asynccontextmanager
async def bereft(stage: Stage) -> AsyncIterator[tuple[Conversation, Task]]:
    """The server's key is removed while Img Open works on Mia's task."""
    IMGOPEN.takes_its_time(stage)
    async with stage.bot_runs(**without_operator_key(stage)):
        await _keeps_key_of(stage, stage.vendors.imgopen)
        conversation = await IMGOPEN.order(stage)
        task = await stage.until_task(lambda task: task.state is State.RUNNING)
        await remove_key(admin_of(stage), stage)
        yield conversation, task


async def test_a_key_that_is_removed_while_a_task_runs_is_asked_for_and_put_back_the_picture_comes(
    stage: Stage,
) -> None:
    async with bereft(stage) as (conversation, task):
        IMGOPEN.hurry(stage, task)
        await conversation.until(lambda message: "Img Open isn't set up here" in message.content)
        await _keeps_key_of(stage, stage.vendors.imgopen)
        await is_delivered(stage, IMGOPEN, conversation)

    assert IMGOPEN.submissions(stage) == 1


async def test_a_key_that_is_removed_for_good_ends_the_task_with_the_truth(stage: Stage) -> None:
    async with bereft(stage) as (conversation, _):
        stage.clock.shift(DEADLINE)
        message = await conversation.until(lambda message: "back" in message.content)
        await stage.until_task(lambda task: task.state is State.REFUNDED)

    assert "Img Open isn't set up here" in message.content
    assert await gives_back(stage)
