"""A provider that cannot be reached: another one does what it can, and the message says which."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.bot_process import free_port
from bot.sandbox.upstreams import LocalVendors, TintImaging
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.pictures import has_picture, png
from tests.journeys.tigers import knows

pytestmark = pytest.mark.slow

SEEN_S = 5.0
"""So long a vendor works that what is shown meanwhile is seen: a message is edited a few times, then more rarely."""
PAUSE = timedelta(seconds=PATIENT.circuit_pause_s + 1)


def nowhere(stage: Stage, url: str, **changes: Any) -> dict[str, Any]:
    """The settings where nobody answers at the address of AILabTools; Magic Tiger repairs faces too."""
    providers = knows(stage)["providers"]
    return {
        "providers": providers.model_copy(
            update={"ailab": providers.ailab.model_copy(update={"base_url": url, **changes})}
        )
    }


async def test_whoever_does_it_instead_is_named(stage: Stage) -> None:
    gone = nowhere(stage, f"http://127.0.0.1:{free_port()}", prices={"enhance-face": 2})
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=SEEN_S)
    async with stage.bot_runs(**gone):
        conversation = await stage.mia.slash(stage.channel, "restore", image=png(96, 72))
        await conversation.until(lambda message: "AILabTools isn't answering" in message.content)
        await conversation.until(lambda message: "Magic Tiger is working on it" in message.content)
        await conversation.until(has_picture)
        task = await stage.until_task(lambda task: task.state is State.DELIVERED)

    assert (task.offer, task.price) == ("magictiger.restore", 2)
    assert len(stage.vendors.magictiger.paid_tasks) == 1
    assert len(stage.mia.sees(stage.channel)) == 1


async def test_while_a_vendor_is_down_others_do_what_they_can_and_it_is_asked_again_later(stage: Stage) -> None:
    port = free_port()
    async with stage.bot_runs(**nowhere(stage, f"http://127.0.0.1:{port}/ailab")):
        waiting = await stage.mia.slash(stage.channel, "unstretch", image=png())
        await waiting.until(lambda message: "AILabTools isn't answering" in message.content)
        await stage.until_task(lambda task: task.attempts >= PATIENT.circuit_threshold)

        other = await stage.mia.slash(stage.channel, "dehaze", image=png())
        await other.until(has_picture)
        task = await stage.until_task(lambda task: task.state is State.DELIVERED)
        assert (task.offer, task.price, task.attempts) == ("local.dehaze", 0, 0)

        async with LocalVendors(clock=stage.clock, imaging=TintImaging(), port=port) as back:
            back.ailab.api_key = stage.vendors.ailab.api_key
            stage.clock.shift(PAUSE)
            await waiting.until(has_picture)
            assert [paid.tool for paid in back.ailab.paid_tasks] == ["stretch-image-recovery"]
