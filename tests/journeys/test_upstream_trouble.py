"""Vendors that misbehave: nothing is paid twice, nothing is lost, and whoever gets no picture hears why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message
from bot.sandbox.upstreams import Fault, Script, StatusNumbers, ToolSwitches
from bot.sandbox.upstreams.imgopen import SD_NUMBERS, ZERO_NUMBERS
from tests.journeys.endings import gives_back, last_words
from tests.journeys.fixture import Stage
from tests.journeys.logbook import Logbook
from tests.journeys.pictures import has_picture
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade, at_both

pytestmark = pytest.mark.asyncio(loop_scope="module")

DEADLINE = timedelta(minutes=10)
FOR_EVER = 1000

NO_ANSWER_AFTER_COMMIT = [
    Fault.DROP_AFTER_COMMIT,
    Fault.UNAVAILABLE_AFTER_COMMIT,
    Fault.NOT_JSON,
    Fault.HTML,
    Fault.ENDLESS,
]
ANSWER_WITHOUT_SENSE = [Fault.WRONG_TYPES, Fault.MISSING_FIELDS, Fault.MISSING_DATA]
NOTHING_COMMITTED = [Fault.DROP_BEFORE_COMMIT, Fault.UNAVAILABLE, Fault.HANG]
OF_RESULTS = {
    Fault.GONE: "no longer had it",
    Fault.REDIRECT: "don't understand",
    Fault.NOT_AN_IMAGE: "isn't a picture",
    Fault.TRUNCATED: "isn't a picture",
    Fault.CUT_OFF: "no longer had it",
}


def each(*faults: Fault) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fault", faults, ids=lambda fault: fault.name.lower())


async def is_delivered(stage: Stage, trade: Trade, conversation: Conversation) -> None:
    """Mia gets her picture, in one message and for one bill."""
    await conversation.until(has_picture)
    task = await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert len(stage.mia.sees(stage.channel)) == 1
    assert [bill.own_id for bill in trade.vendor(stage).paid_tasks] == [task.id]
    assert (await stage.spent()).person_day == task.price > 0


async def is_refunded(stage: Stage, conversation: Conversation, *words: str) -> Message:
    """Mia gets one sentence with these words, and her credits."""
    message = await last_words(stage, conversation)
    assert [word for word in (*words, "credits back") if word not in message.content] == []
    assert await gives_back(stage)
    return message


@each(*NO_ANSWER_AFTER_COMMIT)
async def test_a_submission_whose_answer_was_lost_is_found_again_at_img_open(
    room: Stage, logbook: Logbook, fault: Fault
) -> None:
    room.vendors.imgopen.faults.add(fault, endpoint=IMGOPEN.submission)

    await is_delivered(room, IMGOPEN, await IMGOPEN.order(room))

    assert IMGOPEN.submissions(room) == 1
    assert logbook.about("task moved", '"target": "uncertain"')


@each(*ANSWER_WITHOUT_SENSE)
async def test_a_submission_whose_answer_names_no_task_is_asked_for_by_our_own_id_at_img_open(
    room: Stage, fault: Fault
) -> None:
    room.vendors.imgopen.faults.add(fault, endpoint=IMGOPEN.submission)

    await is_delivered(room, IMGOPEN, await IMGOPEN.order(room))

    assert IMGOPEN.submissions(room) == 1


@each(*NOTHING_COMMITTED)
async def test_a_submission_that_img_open_does_not_know_is_not_sent_again(room: Stage, fault: Fault) -> None:
    room.vendors.imgopen.faults.add(fault, endpoint=IMGOPEN.submission)

    await is_refunded(room, await IMGOPEN.order(room), "connection to Img Open broke", "doesn't know")

    assert (IMGOPEN.submissions(room), IMGOPEN.bills(room)) == (1, 0)


@each(*NO_ANSWER_AFTER_COMMIT, *NOTHING_COMMITTED, Fault.MISSING_FIELDS, Fault.MISSING_DATA)
async def test_a_submission_without_an_answer_waits_at_magic_tiger_for_the_deadline_and_is_never_sent_again(
    room: Stage, fault: Fault
) -> None:
    room.vendors.magictiger.faults.add(fault, endpoint=MAGICTIGER.submission)
    conversation = await MAGICTIGER.order(room)
    await conversation.until(lambda message: "finding out" in message.content)
    await room.until_task(lambda task: task.state is State.UNCERTAIN)
    room.clock.shift(DEADLINE)

    await is_refunded(room, conversation, "connection to Magic Tiger broke", "couldn't find out")

    assert MAGICTIGER.submissions(room) == 1


async def test_a_submission_answered_with_a_wrong_task_id_ends_with_what_magic_tiger_says_of_it(room: Stage) -> None:
    room.vendors.magictiger.faults.add(Fault.WRONG_TYPES, endpoint=MAGICTIGER.submission)

    await is_refunded(room, await MAGICTIGER.order(room), "Magic Tiger couldn't finish it", "1002001")

    assert MAGICTIGER.submissions(room) == 1


@at_both
async def test_a_submission_that_is_put_off_is_sent_again_no_sooner_than_asked_and_paid_once(
    room: Stage, trade: Trade
) -> None:
    trade.vendor(room).faults.add(Fault.TOO_MANY_REQUESTS, endpoint=trade.submission)
    conversation = await trade.order(room)
    await conversation.until(lambda message: f"{trade.title} isn't answering" in message.content)

    await is_delivered(room, trade, conversation)

    refused, accepted = (call.at for call in trade.vendor(room).calls if call.endpoint == trade.submission)
    assert accepted - refused >= timedelta(seconds=trade.vendor(room).faults.retry_after_s)


@at_both
@each(
    Fault.SLOW, *NO_ANSWER_AFTER_COMMIT, *ANSWER_WITHOUT_SENSE, *NOTHING_COMMITTED, Fault.TOO_MANY_REQUESTS, Fault.LIE
)
async def test_no_answer_to_a_question_can_lose_a_picture(room: Stage, trade: Trade, fault: Fault) -> None:
    trade.vendor(room).faults.slow_s = 0.1
    trade.vendor(room).faults.add(fault, endpoint=trade.question, times=2)

    await is_delivered(room, trade, await trade.order(room))

    assert trade.submissions(room) == 1


@at_both
@each(Fault.SLOW, Fault.HANG, Fault.UNAVAILABLE, Fault.DROP_BEFORE_COMMIT, Fault.TOO_MANY_REQUESTS, *OF_RESULTS)
async def test_a_result_that_cannot_be_had_at_first_is_fetched_again(room: Stage, trade: Trade, fault: Fault) -> None:
    _prepare(room, trade, fault, times=1)

    await is_delivered(room, trade, await trade.order(room))


@at_both
@each(*OF_RESULTS)
async def test_a_result_that_can_never_be_had_ends_in_a_sentence(
    room: Stage, logbook: Logbook, trade: Trade, fault: Fault
) -> None:
    _prepare(room, trade, fault, times=FOR_EVER)
    conversation = await trade.order(room)
    await room.until_task(lambda task: task.state is State.FINISHED)
    if fault is Fault.CUT_OFF:  # the way to it may be mended until the deadline
        room.clock.shift(DEADLINE)

    await is_refunded(room, conversation, trade.title, OF_RESULTS[fault])

    (task,) = await room.tasks()
    assert logbook.about(task.id, "result not fetched", '"level": "warning"')
    assert trade.submissions(room) == 1


@at_both
async def test_a_result_whose_address_has_expired_before_we_could_fetch_it_ends_in_a_sentence(
    room: Stage, trade: Trade
) -> None:
    vendor = trade.vendor(room)
    vendor.config = replace(vendor.config, result_ttl_s=0)

    await is_refunded(room, await trade.order(room), trade.title, "no longer had it")


@at_both
async def test_a_result_is_fetched_before_its_address_expires(room: Stage, trade: Trade) -> None:
    vendor = trade.vendor(room)
    vendor.config = replace(vendor.config, result_ttl_s=10)

    await is_delivered(room, trade, await trade.order(room))


@at_both
@pytest.mark.parametrize("script", [Script.FAIL_AT_CREATE, Script.FAIL_LATER], ids=lambda script: script.name.lower())
async def test_a_task_that_the_vendor_fails_ends_in_a_sentence(
    room: Stage, logbook: Logbook, trade: Trade, script: Script
) -> None:
    trade.vendor(room).scripts.append(script)

    await is_refunded(room, await trade.order(room), trade.title, "code")

    (task,) = await room.tasks()
    assert logbook.about(task.id, '"level": "warning"')
    assert trade.submissions(room) == 1


async def test_a_face_swap_without_faces_ends_in_a_sentence(room: Stage) -> None:
    room.vendors.imgopen.scripts.append(Script.NO_FACES)

    await is_refunded(room, await IMGOPEN.order(room), "Img Open couldn't finish it")


@at_both
async def test_a_task_that_never_ends_is_given_up_at_its_deadline(room: Stage, trade: Trade) -> None:
    trade.vendor(room).scripts.append(Script.NEVER_FINISH)
    conversation = await trade.order(room)
    await room.until_task(lambda task: task.state is State.RUNNING)
    room.clock.shift(DEADLINE)

    await is_refunded(room, conversation, f"{trade.title} didn't finish within 10 minutes")


@at_both
async def test_an_empty_account_ends_in_a_sentence(room: Stage, trade: Trade) -> None:
    trade.vendor(room).credits = 0

    await is_refunded(room, await trade.order(room), trade.title)

    assert trade.bills(room) == 0


async def test_magic_tigers_empty_account_is_called_so_and_is_an_error_in_the_log(
    room: Stage, logbook: Logbook
) -> None:
    room.vendors.magictiger.credits = 0

    await is_refunded(room, await MAGICTIGER.order(room), "account at Magic Tiger has run out of credits")

    assert logbook.about("out_of_credits", '"level": "error"')


@pytest.mark.parametrize(
    "switches",
    [
        ToolSwitches(submit_reply="result"),
        ToolSwitches(id_field="taskId", status_as_text=True),
        ToolSwitches(numbers=SD_NUMBERS, polls_before_done=3),
        ToolSwitches(numbers=ZERO_NUMBERS, polls_before_done=3),
        ToolSwitches(result_field="imageUrl"),
        ToolSwitches(result_field="outputImageUrls", result_as_list=True),
    ],
    ids=["result at once", "numbers as text", "2 is done", "always 0", "another field", "a list"],
)
async def test_whatever_img_opens_documents_leave_open_the_picture_arrives(room: Stage, switches: ToolSwitches) -> None:
    room.vendors.imgopen.config = replace(room.vendors.imgopen.config, switches=switches)

    await is_delivered(room, IMGOPEN, await IMGOPEN.order(room))


PERMUTED = StatusNumbers(queued=3, running=2, done=1, failed=0)


@pytest.mark.parametrize(
    "oddity",
    [
        {"numbers_as_strings": True},
        {"status_map": PERMUTED},
        {"status_map": StatusNumbers(queued=0, running=0, done=0, failed=0)},
        {"type_mismatch": "not_exist"},
        {"faces": 0},
    ],
    ids=["numbers as strings", "permuted numbers", "always 0", "strict about types", "no faces"],
)
async def test_whatever_magic_tigers_document_leaves_open_the_picture_arrives(
    room: Stage, oddity: dict[str, object]
) -> None:
    room.vendors.magictiger.config = replace(room.vendors.magictiger.config, **oddity)  # type: ignore[arg-type]  # as named

    await is_delivered(room, MAGICTIGER, await MAGICTIGER.order(room))


@pytest.mark.parametrize("script", [Script.FAIL_AT_CREATE, Script.FAIL_LATER], ids=lambda script: script.name.lower())
@pytest.mark.parametrize(
    "oddity",
    [{"numbers_as_strings": True}, {"status_map": PERMUTED}, {"data_null_on_error": True}],
    ids=["numbers as strings", "permuted numbers", "null for no data"],
)
async def test_whatever_magic_tigers_document_leaves_open_a_failure_is_understood(
    room: Stage, script: Script, oddity: dict[str, object]
) -> None:
    room.vendors.magictiger.config = replace(room.vendors.magictiger.config, **oddity)  # type: ignore[arg-type]  # as named
    room.vendors.magictiger.scripts.append(script)
    code = "1001001" if script is Script.FAIL_AT_CREATE else "9000003"

    await is_refunded(room, await MAGICTIGER.order(room), "Magic Tiger", code)


def _prepare(stage: Stage, trade: Trade, fault: Fault, *, times: int) -> None:
    """Spoil results; a redirect goes where a guarded download never does, in the sandbox neither."""
    faults = trade.vendor(stage).faults
    faults.slow_s = 0.1
    faults.redirect_to = "ftp://127.0.0.1/internal"
    faults.add(fault, endpoint="result", times=times)
