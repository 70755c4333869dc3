from datetime import timedelta

import pytest

from bot.domain.errors import Garbled, Rejected, Unknown
from bot.domain.ids import ProviderId, UpstreamId
from bot.domain.lifecycle import State
from bot.domain.offers import Travel
from bot.domain.outcomes import Broke, Finished, Found, Pending
from bot.domain.pace import Pace
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import KeyOwner
from tests.engine.bench import PNG, Bench
from tests.engine.vendor import KEY, unreachable

ROOMY = Pace(max_in_flight=99)


async def test_the_intent_is_committed_before_anything_is_sent(bench: Bench) -> None:
    seen: list[State] = []

    async def look(_: object) -> Pending:
        seen.append(await bench.state(task))
        return Pending(upstream_id=UpstreamId("u"))

    bench.vendor.submissions.are(look)
    task = await bench.ask()
    await bench.work()
    assert seen == [State.SUBMITTING]


async def test_what_the_provider_calls_the_task_is_kept_for_asking(bench: Bench) -> None:
    bench.vendor.submissions.are(Pending(upstream_id=UpstreamId("u-7"), memo={"page": 2}))
    task = await bench.ask_and_work()
    assert (task.state, task.upstream_id, task.memo) == (State.RUNNING, "u-7", {"page": 2})
    await bench.later(60)
    (order,) = bench.vendor.polls.orders
    assert (order.upstream_id, order.memo, order.pictures) == ("u-7", {"page": 2}, {})


@pytest.mark.parametrize(("travel", "data"), [(Travel.URL, b""), (Travel.BYTES, PNG)])
async def test_pictures_travel_as_the_offer_wants_them(bench: Bench, travel: Travel, data: bytes) -> None:
    bench.vendor.does(travel=travel)
    task = await bench.ask_and_work()
    (order,) = bench.vendor.submissions.orders
    assert order.task_id == task.id
    assert (order.pictures["image"].url, order.pictures["image"].data) == (task.inputs[0].url, data)


async def test_the_key_that_pays_is_noted_and_sent_along(bench: Bench) -> None:
    bench.vendor.takes_a_key(operators=KEY)
    task = await bench.ask_and_work()
    await bench.later(60)
    assert task.key_owner is KeyOwner.OPERATOR
    assert [order.credentials for order in bench.vendor.submissions.orders + bench.vendor.polls.orders] == [KEY, KEY]


async def test_what_the_provider_refuses_is_given_back_with_its_reason(bench: Bench) -> None:
    bench.vendor.submissions.are(Rejected(Reason.PICTURE_REFUSED, provider="Vendor", code="X"))
    await bench.ask_and_work()
    assert await bench.refused() is Reason.PICTURE_REFUSED


async def test_what_breaks_at_once_is_given_back(bench: Bench) -> None:
    bench.vendor.submissions.are(Broke(sentence=Sentence.of(Reason.NO_FACE, slot="image")))
    await bench.ask_and_work()
    assert await bench.refused() is Reason.NO_FACE


@pytest.mark.parametrize("kind", [Unknown, Garbled])
async def test_an_unanswered_submission_is_uncertain_and_not_sent_again(bench: Bench, kind: type[Unknown]) -> None:
    bench.vendor.submissions.are(kind(Reason.UPSTREAM_FAILED, provider="Vendor", code=0))
    task = await bench.ask_and_work()
    assert task.state is State.UNCERTAIN
    for _ in range(5):
        await bench.later(60)
    assert len(bench.vendor.submissions.orders) == 1


async def test_bytes_that_come_back_at_once_are_delivered_at_once(bench: Bench) -> None:
    bench.vendor.submissions.are(Finished(found=(Found(data=PNG),)))
    task = await bench.ask_and_work()
    assert task.state is State.DELIVERED
    assert [picture.data for picture in bench.mailbox.posts[0].pictures] == [PNG]


async def test_an_unreachable_provider_is_tried_again_and_paid_once(bench: Bench) -> None:
    bench.vendor.submissions.are(unreachable(), Pending(upstream_id=UpstreamId("u")))
    task = await bench.ask_and_work()
    assert (task.state, task.attempts, task.submitted_at) == (State.ACCEPTED, 1, None)
    await bench.later(2)
    assert await bench.path(task) == ["submitting", "accepted", "submitting", "running"]
    assert await bench.books.entries(task.id) == [("hold", 2)]


async def test_the_wait_that_the_provider_asks_for_is_kept(bench: Bench) -> None:
    bench.vendor.submissions.are(unreachable(retry_after_s=120))
    task = await bench.ask_and_work()
    assert task.due_at is not None
    assert timedelta(seconds=119) < task.due_at - bench.clock.now() <= timedelta(seconds=120)


async def test_a_provider_that_is_down_is_left_alone_and_the_person_hears_of_it(bench: Bench) -> None:
    bench.vendor.pace = ROOMY
    bench.vendor.submissions.are(unreachable())
    for _ in range(bench.desk.settings.circuit_threshold):
        await bench.ask_and_work()
    asked = len(bench.vendor.submissions.orders)
    task = await bench.ask_and_work()
    await bench.desk.announcer.settle(task.id)
    assert len(bench.vendor.submissions.orders) == asked
    assert task.state is State.ACCEPTED
    assert Reason.PROVIDER_DOWN in [shown.waiting_for.reason for shown in bench.mailbox.shown if shown.waiting_for]
    bench.vendor.submissions.are(Pending(upstream_id=UpstreamId("u")))
    await bench.later(bench.desk.settings.circuit_pause_s)
    assert await bench.state(task) is State.RUNNING


async def test_an_answer_in_between_keeps_a_provider_up(bench: Bench) -> None:
    bench.vendor.pace = ROOMY
    confirmed, too_few = Pending(upstream_id=UpstreamId("u")), bench.desk.settings.circuit_threshold - 1
    bench.vendor.submissions.are(*[unreachable()] * too_few, confirmed, unreachable(), confirmed)
    tasks = [await bench.ask_and_work() for _ in range(too_few + 3)]
    assert tasks[-1].state is State.RUNNING


async def test_what_nobody_has_taken_yet_goes_to_another_provider(bench: Bench) -> None:
    bench.spare.trouble, bench.spare.pace = None, ROOMY
    bench.spare.does(price=2)
    bench.vendor.submissions.are(unreachable())
    tasks = [await bench.ask_and_work() for _ in range(bench.desk.settings.circuit_threshold)]
    await bench.later(5)
    assert {(await bench.look(task)).provider for task in tasks} == {ProviderId("spare")}


async def test_nobody_pays_more_than_was_held_unasked(bench: Bench) -> None:
    task = await bench.ask()
    bench.vendor.trouble = Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Vendor")
    bench.spare.trouble = None
    await bench.work()
    assert (await bench.state(task), bench.spare.submissions.orders) == (State.ASKING, [])


async def test_what_is_done_for_less_than_was_held_costs_less(bench: Bench) -> None:
    task = await bench.ask()
    bench.vendor.trouble = Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Vendor")
    bench.spare.trouble = None
    bench.spare.does(price=1)
    bench.spare.submissions.are(Finished(found=(Found(data=PNG),)))
    await bench.work()
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", -1)]
    assert (await bench.look(task)).provider == ProviderId("spare")


async def test_a_full_provider_gets_no_more_and_the_next_in_line_hears_its_place(bench: Bench) -> None:
    bench.vendor.pace = Pace(max_in_flight=1)
    first = await bench.ask_and_work()
    second = await bench.ask()
    third = await bench.ask()
    await bench.work()
    assert [await bench.state(task) for task in (first, second, third)] == ["running", "accepted", "accepted"]
    await bench.desk.announcer.settle(third.id)
    assert [shown.position for shown in bench.mailbox.shown if shown.position] == [1, 2]


async def test_room_at_the_provider_is_used(bench: Bench) -> None:
    bench.vendor.pace = Pace(max_in_flight=1)
    first, second = await bench.ask(), await bench.ask()
    await bench.work()
    for _ in range(3):
        await bench.later(20)
    assert [await bench.state(task) for task in (first, second)] == ["delivered", "delivered"]


async def test_a_task_that_is_cancelled_meanwhile_is_never_sent(bench: Bench) -> None:
    task = await bench.ask()
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    await bench.studio.cancel(task.id, task.user_id)
    await bench.carry(claimed)
    await bench.work()
    assert bench.vendor.submissions.orders == []
    assert (await bench.refunded()).failure is None


async def test_a_place_that_becomes_free_goes_to_whoever_waits_longest(bench: Bench) -> None:
    bench.vendor.pace = Pace(max_in_flight=1)
    first, second, third = await bench.ask(), await bench.ask(), await bench.ask()
    await bench.work()
    await bench.later(2)
    assert [await bench.state(task) for task in (first, second, third)] == ["delivered", "running", "accepted"]


async def test_whom_one_provider_could_not_serve_another_serves_next(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.spare.does(price=2)
    bench.vendor.submissions.are(unreachable())
    task = await bench.ask_and_work()
    await bench.later(2)
    assert ((await bench.look(task)).provider, await bench.state(task)) == ("spare", State.RUNNING)


async def test_a_provider_that_asks_us_to_wait_is_not_down(bench: Bench) -> None:
    bench.vendor.pace = ROOMY
    bench.vendor.submissions.are(unreachable(retry_after_s=1000))
    for _ in range(bench.desk.settings.circuit_threshold + 1):
        await bench.ask_and_work()
    assert len(bench.vendor.submissions.orders) == bench.desk.settings.circuit_threshold + 1


async def test_who_is_stopping_begins_nothing_that_costs_money(bench: Bench) -> None:
    task = await bench.ask()
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    bench.desk.stopping.set()
    await bench.carry(claimed)
    assert (await bench.state(task), bench.vendor.submissions.orders) == (State.ACCEPTED, [])
    assert len(await bench.books.claim("another process", now=bench.clock.now())) == 1
