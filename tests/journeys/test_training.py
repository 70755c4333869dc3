"""A model is trained for hours; it is used on the server where it was trained, and nowhere else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message, Person
from bot.sandbox.upstreams import Script
from bot.sandbox.upstreams.imgopen.tools import TRAINING
from tests.journeys.endings import gives_back
from tests.journeys.fixture import Stage, open_stage
from tests.journeys.keys import another_server
from tests.journeys.pictures import has_picture, png
from tests.journeys.supplies import supply
from tests.journeys.works import Work, finish, rendered, somebody_else
from tests.openapi.judge import Judge
from tests.openapi.specification import Specification

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOURS = timedelta(hours=3)
NAME = "Our cat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Atelier:
    """A server where Mia has trained a model, and another one. `promise` is what she read in the meantime."""

    stage: Stage
    elsewhere: Stage
    promise: Message
    work: Work

    @property
    def model(self) -> str:
        """The vendor's name for what was trained."""
        (name,) = self.stage.vendors.imgopen.trained.values()
        return name


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def atelier(
    tmp_path_factory: pytest.TempPathFactory, openapi_or_none: Specification | None
) -> AsyncIterator[Atelier]:
    """The training takes three hours: the token of the interaction is long dead by then."""
    judge = Judge(openapi_or_none)
    async with open_stage(tmp_path_factory.mktemp("atelier"), judge) as stage:
        supply(stage)
        elsewhere = another_server(stage)
        async with stage.bot_runs():
            yield await _trained(stage, elsewhere)
        judge.verdict()


async def _trained(stage: Stage, elsewhere: Stage) -> Atelier:
    vendor = stage.vendors.imgopen
    vendor.config = replace(vendor.config, training_s=HOURS.total_seconds())
    asked = await train(stage, stage.mia)
    promise = await asked.until(lambda message: "50 % done" in message.content)
    stage.clock.shift(HOURS)
    vendor.register[TRAINING.code, (await stage.tasks())[0].id].hurry.set()
    told = await stage.mia.until_sees(lambda message: "is trained" in message.content, stage.channel)
    task = await stage.until_task(lambda task: task.state is State.DELIVERED)
    (body,) = [call.body for call in vendor.calls if call.endpoint == TRAINING.code]
    return Atelier(stage=stage, elsewhere=elsewhere, promise=promise, work=Work(message=told, task=task, body=body))


async def train(stage: Stage, person: Person) -> Conversation:
    """Twelve pictures in two fields of a form."""
    asked = await person.slash(stage.channel, "train", name=NAME)
    pictures = [png(name=f"cat-{number}.png") for number in range(1, 13)]
    return await person.fill_modal(asked, **{"Pictures 1-10": pictures[:10], "Pictures 11-20": pictures[10:]})


async def suggested(stage: Stage, person: Person, typed: str = "") -> list[str]:
    """The labels of the LoRAs that somebody is shown."""
    found = await person.autocomplete(stage.channel, "imagine", focused="lora", lora=typed)
    return [label for label, _ in found]


async def is_paid_back(stage: Stage, asked: Conversation) -> Message:
    """The sentence that a command ends in, once the credits are back."""
    message = await asked.until(lambda message: "back" in message.content)
    newest = (await stage.tasks())[0].id
    await stage.until_task(lambda task: task.id == newest and task.state is State.REFUNDED)
    return message


async def test_the_vendor_is_sent_all_pictures_in_their_order(atelier: Atelier) -> None:
    files = [Path(url.partition("?")[0]).name for url in atelier.work.body["fileUrlList"]]

    assert files == [f"cat-{number}.png" for number in range(1, 13)]


async def test_who_waits_for_hours_is_told_how_far_it_is_and_how_long_it_takes(atelier: Atelier) -> None:
    assert "Img Open is working on it" in atelier.promise.content
    assert "It usually takes about 2 h" in atelier.promise.content


async def test_when_it_is_done_a_new_message_in_the_channel_mentions_who_asked(atelier: Atelier) -> None:
    told, stage = atelier.work.message, atelier.stage
    (seen,) = [message for message in somebody_else(stage).sees(stage.channel) if message.id == told.id]

    assert seen.pings == {stage.mia.id}
    assert f"**{NAME}** is trained. Choose it as `lora`" in seen.content
    assert told.id != atelier.promise.id
    assert [bill.tool for bill in stage.vendors.imgopen.paid_tasks] == [TRAINING.code]
    assert (await stage.spent()).person_month == atelier.work.task.price == 50


async def test_it_can_be_found_by_its_name_by_everybody_on_the_server(atelier: Atelier) -> None:
    assert await suggested(atelier.stage, somebody_else(atelier.stage), "our c") == [NAME]


async def test_on_another_server_it_is_not_shown(atelier: Atelier) -> None:
    there = atelier.elsewhere

    assert await suggested(there, there.mia) == ["Pressed Flowers", "Chalk Drawing"]
    assert await suggested(there, there.mia, atelier.model) == []


async def test_a_picture_is_drawn_with_it_as_the_operators_template_says(atelier: Atelier) -> None:
    stage = replace(atelier.stage, mia=somebody_else(atelier.stage))
    asked = await stage.mia.slash(stage.channel, "imagine", prompt="a sofa", lora=atelier.model)
    work = await finish(stage, asked, at="sd/v2/text2image")

    assert work.body["prompt"] == f"a sofa, <lora:{atelier.model}:1>"
    assert has_picture(work.message)


async def test_who_types_its_name_on_another_server_is_refused_and_pays_nothing(atelier: Atelier) -> None:
    there, paid = atelier.elsewhere, len(atelier.stage.vendors.imgopen.paid_tasks)
    asked = await there.mia.slash(there.channel, "imagine", prompt="a sofa", lora=atelier.model)
    message = await is_paid_back(there, asked)

    assert f"There is no lora called {atelier.model}" in rendered(message)
    assert len(atelier.stage.vendors.imgopen.paid_tasks) == paid
    assert await gives_back(there)


async def test_a_training_that_fails_gives_the_credits_back_and_makes_no_model(atelier: Atelier) -> None:
    vendor, there = atelier.stage.vendors.imgopen, atelier.elsewhere
    vendor.config = replace(vendor.config, training_s=0.05)
    vendor.scripts.append(Script.FAIL_LATER)
    message = await is_paid_back(there, await train(there, there.mia))

    assert "You have your 50 credits back." in message.content
    assert await gives_back(there)
    assert NAME not in await suggested(there, there.mia)
