"""What cannot be done ends in one clear sentence, and nobody has paid."""

import pytest

from bot.domain.toolbox import TOOLS
from bot.domain.tools import Family
from bot.sandbox.upstreams import Script
from tests.journeys.catalogue.ailab import AILAB
from tests.journeys.catalogue.exhibits import Exhibit, order
from tests.journeys.catalogue.failures import FAILURES, Failure
from tests.journeys.catalogue.local import LOCAL
from tests.journeys.endings import gives_back, is_refunded, last_words
from tests.journeys.fixture import Stage
from tests.upstreams.everything import everything

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

ONE_EACH = tuple({exhibit.offer: exhibit for exhibit in AILAB}.values())
LATER = tuple(exhibit for exhibit in ONE_EACH if not everything().offer(exhibit.offer).at_once)
OF_PORTRAITS = {tool.key for tool in TOOLS if tool.family is Family.PORTRAIT}


def code_for(exhibit: Exhibit) -> tuple[str, str]:
    """What the vendor says of the pictures, and what Mia reads of it."""
    if not exhibit.pictures:
        return "ERROR_CONTENT_NON_COMPLIANCE", "AILabTools's content check refused it"
    if exhibit.command in OF_PORTRAITS:
        return "ERROR_NO_FACE_IN_FILE", "I couldn't find a face in"
    return "FILE_DECODING_FAILURE", "AILabTools can't work with this picture (code FILE\\_DECODING\\_FAILURE)"


@pytest.mark.parametrize("exhibit", ONE_EACH, ids=lambda exhibit: exhibit.offer)
async def test_what_ailabtools_refuses_for_its_pictures_is_given_back(room: Stage, exhibit: Exhibit) -> None:
    code, words = code_for(exhibit)
    room.vendors.ailab.errors.append(code)
    conversation, _ = await order(room, exhibit)

    await is_refunded(room, conversation, words)

    assert not room.vendors.ailab.errors
    assert room.vendors.ailab.paid_tasks == []


@pytest.mark.parametrize("exhibit", LATER, ids=lambda exhibit: exhibit.offer)
async def test_what_ailabtools_cannot_finish_is_given_back(room: Stage, exhibit: Exhibit) -> None:
    room.vendors.ailab.scripts.append(Script.FAIL_LATER)
    conversation, _ = await order(room, exhibit)

    await is_refunded(room, conversation, "can't be worked on")

    assert not room.vendors.ailab.scripts
    assert room.vendors.ailab.paid_tasks == []


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.name)
async def test_what_this_machine_cannot_do_costs_nothing(room: Stage, failure: Failure) -> None:
    pictures = {slot: make() for slot, make in failure.pictures.items()}
    conversation = await room.mia.slash(room.channel, failure.command, **pictures, **failure.options, provider="local")

    message = await last_words(room, conversation)

    assert failure.words in message.content.translate({ord("*"): None, ord("\\"): None})
    assert await gives_back(room)


async def test_every_tool_of_this_machine_fails_in_some_way() -> None:
    assert {failure.command for failure in FAILURES} == {exhibit.command for exhibit in LOCAL}
