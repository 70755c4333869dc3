"""Before much is spent, or a part of a picture is worked on that we have marked, its person says yes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.ids import UserId
from bot.domain.lifecycle import State
from bot.domain.offers import Limits, Travel
from bot.domain.outcomes import Pending
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.domain.toolbox import TOOLS
from bot.engine.cancelling import cancel
from bot.engine.milestones import Effect, Milestones
from bot.engine.ports import Blocked, Consent, Posted
from bot.engine.routing import Router
from bot.upstreams.catalogue import Catalogue
from tests.engine.bench import PNG, Bench
from tests.engine.mailbox import MESSAGE
from tests.engine.vendor import unreachable
from tests.media.pictures import encoded, photo
from tests.storage.requests import GUILD, USER

MASK = encoded(photo(16, 12), "PNG")


class Died(Exception):
    """The process."""


PRICE = 2
RECTANGLE = {"left": 10, "top": 10, "width": 20, "height": 20}


@pytest.fixture
def careful(bench: Bench) -> Bench:
    """Whoever spends as much as an enhancement costs is asked first."""
    settings = bench.desk.settings.model_copy(update={"agree_from": 2})
    return bench.restarted(settings=settings)


def with_offers(bench: Bench, **changes: Any) -> Bench:
    """The same after a restart with other settings."""
    bench.vendor.offers = tuple(replace(offer, **changes) for offer in bench.vendor.offers)
    catalogue = Catalogue(tools=TOOLS, upstreams=(bench.vendor, bench.spare))
    router = Router(catalogue=catalogue, database=bench.desk.database, vault=bench.vault)
    return bench.restarted(catalogue=catalogue, router=router)


async def erasing(bench: Bench, **options: Any) -> Task:
    bench.onlooker.mask = MASK
    return await bench.ask_and_work(tool="erase", options=options or RECTANGLE)


async def test_below_the_limit_nobody_is_asked(bench: Bench) -> None:
    assert (await bench.ask_and_work()).state is State.RUNNING
    assert bench.mailbox.questions == []


async def test_from_the_limit_on_the_person_hears_the_price_before_anything_is_paid(careful: Bench) -> None:
    task = await careful.ask_and_work()
    (asked,) = careful.mailbox.questions
    assert (task.state, careful.vendor.submissions.orders) == (State.ASKING, [])
    assert asked.question == Consent(price=2, provider_title="Vendor", marked=False)
    assert (asked.pictures, task.message_id) == ([], MESSAGE)


async def test_a_yes_has_it_done_once_under_the_same_name(careful: Bench) -> None:
    task = await careful.ask_and_work()
    await careful.studio.agree(task.id, PRICE, careful.press())
    await careful.work()
    done = await careful.look(task)
    assert (done.state, done.round, done.price) == (State.RUNNING, 1, 2)
    assert [order.own_id for order in careful.vendor.submissions.orders] == [task.id]
    assert len(careful.mailbox.questions) == 1


async def test_a_second_yes_is_too_late(careful: Bench) -> None:
    task = await careful.ask_and_work()
    await careful.studio.agree(task.id, PRICE, careful.press())
    await careful.work()
    with pytest.raises(Refused) as refused:
        await careful.studio.agree(task.id, PRICE, careful.press())
    assert refused.value.sentence.reason is Reason.ALREADY_CHOSEN
    assert len(careful.vendor.submissions.orders) == 1


async def test_nobody_else_can_say_yes(careful: Bench) -> None:
    task = await careful.ask_and_work()
    with pytest.raises(Refused) as refused:
        await careful.studio.agree(task.id, PRICE, careful.press(UserId(4)))
    assert refused.value.sentence.reason is Reason.NOT_YOURS
    assert await careful.state(task) is State.ASKING


async def test_a_yes_to_what_was_never_asked_changes_nothing(bench: Bench) -> None:
    task = await bench.ask_and_work()
    with pytest.raises(Refused):
        await bench.studio.agree(task.id, PRICE, bench.press())
    assert await bench.state(task) is State.RUNNING


async def test_who_says_nothing_gets_the_credits_back(careful: Bench) -> None:
    await careful.ask_and_work()
    await careful.later(3601)
    assert await careful.refused() is Reason.NOT_AGREED
    assert careful.vendor.submissions.orders == []


async def test_who_cancels_gets_the_credits_back(careful: Bench) -> None:
    task = await careful.ask_and_work()
    await careful.studio.cancel(task.id, task.user_id)
    await careful.work()
    assert await careful.state(task) is State.REFUNDED
    assert careful.vendor.submissions.orders == []


async def test_a_yes_is_to_its_price_and_who_has_become_dearer_is_asked_about_again(careful: Bench) -> None:
    task = await careful.ask_and_work()
    later = with_offers(careful, price=9)
    await later.studio.agree(task.id, PRICE, later.press())
    await later.work()
    assert (await later.look(task)).state is State.ASKING
    assert later.mailbox.questions[-1].question == Consent(price=9, provider_title="Vendor", marked=False)
    assert later.vendor.submissions.orders == []
    with pytest.raises(Refused):
        await later.studio.agree(task.id, PRICE, later.press())
    await later.studio.agree(task.id, 9, later.press())
    await later.work()
    assert (await later.look(task)).state is State.RUNNING


async def test_a_late_yes_has_as_much_time_as_any_other(careful: Bench) -> None:
    task = await careful.ask_and_work()
    careful.clock.shift(timedelta(minutes=50))
    careful.vendor.submissions.are(unreachable(), Pending())
    await careful.studio.agree(task.id, PRICE, careful.press())
    await careful.work()
    await careful.later(60)
    assert await careful.state(task) is State.RUNNING


async def test_whoever_died_before_asking_about_a_dearer_one_asks_about_it(bench: Bench) -> None:
    """The raised price is on the row already: it is no leave to spend it."""
    bench.spare.trouble = None
    bench.vendor.does(limits=Limits(max_bytes=10_000, max_side=8))

    def reach(place: str) -> None:
        if place == f"before {Effect.ASK}":
            raise Died

    with pytest.raises(Died):
        await bench.restarted(milestones=Milestones(reach)).ask_and_work()
    bench.clock.shift(timedelta(minutes=2))
    await bench.work()
    (task,) = await bench.studio.recent(GUILD, USER)
    assert (task.state, bench.spare.submissions.orders) == (State.ASKING, [])


async def test_what_cannot_be_asked_now_is_asked_later(careful: Bench) -> None:
    careful.mailbox.outcomes = [Blocked(why="down", again_s=5), Posted(message_id=MESSAGE)]
    task = await careful.ask_and_work()
    assert (task.state, careful.vendor.submissions.orders) == (State.ACCEPTED, [])
    await careful.later(60)
    assert await careful.state(task) is State.ASKING


async def test_what_can_never_be_asked_is_given_back_and_not_paid(careful: Bench) -> None:
    careful.mailbox.outcomes = [Blocked(why="closed", again_s=None)]
    await careful.ask_and_work()
    for _ in range(20):
        await careful.later(60)
    assert await careful.refused() is Reason.NOT_STARTED
    assert careful.vendor.submissions.orders == []


async def test_the_part_that_was_marked_is_shown_however_cheap_it_is(bench: Bench) -> None:
    task = await erasing(bench)
    (asked,) = bench.mailbox.questions
    assert isinstance(asked.question, Consent)
    assert asked.question.marked
    assert [picture.data for picture in asked.pictures] == [PNG, MASK]
    assert (task.state, bench.vendor.submissions.orders) == (State.ASKING, [])


async def test_what_was_marked_and_agreed_to_is_what_the_provider_gets(bench: Bench) -> None:
    task = await erasing(bench)
    await bench.studio.agree(task.id, PRICE, bench.press())
    await bench.work()
    (order,) = bench.vendor.submissions.orders
    assert order.pictures["mask"].data == MASK
    assert len(bench.onlooker.marked) == 1


async def test_a_mask_of_ones_own_needs_no_yes(bench: Bench) -> None:
    inputs = (bench.input("image"), bench.input("mask"))
    task = await bench.ask_and_work(tool="erase", inputs=inputs)
    assert (task.state, bench.mailbox.questions) == (State.RUNNING, [])


async def test_where_nothing_of_the_kind_is_found_nothing_is_paid(bench: Bench) -> None:
    await bench.ask_and_work(tool="erase", options={"find": "text"})
    assert await bench.refused() is Reason.NOTHING_FOUND
    assert bench.vendor.submissions.orders == []


async def test_who_would_have_to_fetch_our_mask_and_cannot_is_not_asked(bench: Bench) -> None:
    bench.onlooker.mask = MASK
    other = with_offers(bench, travel=Travel.URL)
    await other.ask_and_work(tool="erase", options=RECTANGLE)
    assert await other.refused() is Reason.FEATURE_OFF


@pytest.mark.parametrize(
    ("options", "slots", "reason"),
    [
        ({}, ("image",), Reason.PART_NEEDED),
        ({"find": "text"}, ("image", "mask"), Reason.ONE_PART_ONLY),
        ({"find": "text", **RECTANGLE}, ("image",), Reason.ONE_PART_ONLY),
        ({"left": 1, "top": 1, "width": 5}, ("image",), Reason.RECTANGLE_INCOMPLETE),
    ],
)
async def test_the_part_is_said_in_one_way_and_wholly(
    bench: Bench, options: dict[str, Any], slots: tuple[str, ...], reason: Reason
) -> None:
    with pytest.raises(Refused) as refused:
        await bench.ask(tool="erase", options=options, inputs=tuple(bench.input(slot) for slot in slots))
    assert refused.value.sentence.reason is reason


@pytest.mark.parametrize("when", ["before", "after"])
async def test_after_a_crash_around_the_question_it_is_asked_and_nothing_is_paid(careful: Bench, when: str) -> None:
    def reach(place: str) -> None:
        if place == f"{when} {Effect.ASK}":
            raise Died

    dying = careful.restarted(milestones=Milestones(reach))
    with pytest.raises(Died):
        await dying.ask_and_work()
    await careful.later(120)
    (task,) = await careful.studio.recent(GUILD, USER)
    assert (task.state, careful.vendor.submissions.orders) == (State.ASKING, [])


async def test_who_cancels_in_the_moment_in_which_it_is_asked_is_heard(careful: Bench) -> None:
    before = await careful.ask()
    await careful.work()
    assert await careful.state(before) is State.ASKING
    assert (await cancel(careful.desk, before)).state is State.CANCELLED
