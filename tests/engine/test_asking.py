"""Which swap it is to be, whether anybody is asked, and what that costs."""

import pytest

from bot.domain.lifecycle import State
from bot.domain.outcomes import Pending
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox.portrait import Asking
from bot.engine.ports import Consent
from tests.engine.bench import Bench
from tests.engine.swap import FUSION, SEARCH, Swap
from tests.engine.vendor import unreachable
from tests.storage.requests import HOUR, MINUTE

PLAIN = "swap"


@pytest.mark.parametrize(
    ("asking", "seen", "first", "looks"),
    [
        (None, None, PLAIN, 2),
        (None, 1, PLAIN, 2),
        (None, 2, SEARCH, 2),
        (Asking.WHEN_SEVERAL, 1, PLAIN, 2),
        (Asking.WHEN_SEVERAL, 3, SEARCH, 2),
        (Asking.LARGEST, 3, PLAIN, 0),
        (Asking.ALWAYS, 1, SEARCH, 0),
    ],
)
async def test_a_look_on_this_machine_decides_where_the_person_has_not(
    bench: Bench, asking: Asking | None, seen: int | None, first: str, looks: int
) -> None:
    swap = Swap(bench, faces=seen or 1)
    bench.onlooker.faces = seen
    await swap.begin(asking=asking)
    assert bench.vendor.submissions.offers[0] == first
    assert bench.onlooker.looks == looks


async def test_a_picture_of_nobody_is_sent_to_nobody_and_costs_nothing(bench: Bench) -> None:
    swap = Swap(bench, faces=1)
    bench.onlooker.faces = 0
    await swap.begin()
    assert await bench.refused() is Reason.NO_FACE_SEEN
    assert bench.vendor.submissions.offers == []


@pytest.mark.parametrize(("asking", "first"), [(Asking.LARGEST, PLAIN), (Asking.ALWAYS, SEARCH)])
async def test_who_says_so_has_a_picture_sent_in_which_nobody_was_seen(
    bench: Bench, asking: Asking, first: str
) -> None:
    swap = Swap(bench, faces=1)
    bench.onlooker.faces = 0
    await swap.begin(asking=asking)
    assert bench.vendor.submissions.offers[0] == first


async def test_two_sources_are_always_asked_about(bench: Bench) -> None:
    swap = Swap(bench, faces=2)
    bench.onlooker.faces = 1
    await swap.asked("source", "source_2")
    assert bench.onlooker.looks == 0


async def test_where_nobody_can_ask_the_swap_is_a_plain_one(bench: Bench) -> None:
    bench.vendor.does(FUSION, off=Sentence.of(Reason.FEATURE_OFF, provider="Vendor", setting="x"))
    await Swap(bench, faces=3).begin()
    assert bench.vendor.submissions.offers == [PLAIN]


async def test_where_every_swap_asks_it_asks_though_one_face_was_seen(bench: Bench) -> None:
    bench.vendor.does(PLAIN, off=Sentence.of(Reason.FEATURE_OFF, provider="Vendor", setting="x"))
    swap = Swap(bench, faces=2)
    bench.onlooker.faces = 1
    await swap.asked()


async def test_what_turns_out_to_need_no_question_costs_less_than_was_held(bench: Bench) -> None:
    swap = Swap(bench, faces=1)
    bench.vendor.polls.are(bench.finished())
    task = await swap.begin()
    assert await bench.books.entries(task.id) == [("hold", 4), ("capture", -3)]


async def test_who_has_answered_pays_no_more_than_was_held_unless_they_say_yes(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bench.vendor.does(FUSION, price=9)
    await swap.pick(task, 1)
    await bench.work()
    assert bench.mailbox.questions[-1].question == Consent(price=9, provider_title="Vendor", marked=False)
    assert len(bench.vendor.submissions.orders) == 1
    await bench.studio.agree(task.id, 9, bench.press())
    await bench.work()
    await swap.end(task)
    assert await bench.books.entries(task.id) == [("hold", 4), ("raise", 5), ("capture", 0)]


async def test_what_has_become_cheaper_meanwhile_costs_less(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bench.vendor.does(FUSION, price=3)
    await swap.pick(task, 1)
    await swap.end(task)
    assert await bench.books.entries(task.id) == [("hold", 4), ("capture", -1)]


async def test_the_search_is_not_paid_where_the_swap_fails(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bench.vendor.does(FUSION, off=Sentence.of(Reason.FEATURE_OFF, provider="Vendor", setting="x"))
    await swap.pick(task, 1)
    await swap.end(task)
    assert await bench.refused() is Reason.OPTION_UNUSED
    assert bench.vendor.submissions.offers == [SEARCH]


async def test_whoever_has_found_the_faces_swaps_them(bench: Bench) -> None:
    bench.spare.trouble = None
    swap = Swap(bench)
    task = await swap.asked()
    bench.spare.does(FUSION, price=1)
    await swap.pick(task, 1)
    await swap.end(task)
    assert (bench.vendor.submissions.offers, bench.spare.submissions.offers) == ([SEARCH, FUSION], [])


async def test_an_answer_is_for_the_offer_that_asked_though_another_would_take_it(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bench.vendor.does(PLAIN, refuses=lambda _: None)
    await swap.pick(task, 1)
    await swap.end(task)
    assert bench.vendor.submissions.offers == [SEARCH, FUSION]


async def test_after_a_late_answer_a_provider_that_is_away_for_a_moment_is_waited_for(bench: Bench) -> None:
    bench.spare.trouble = None
    swap = Swap(bench)
    task = await swap.asked()
    bench.clock.shift(HOUR - 10 * MINUTE)
    bench.vendor.submissions.are(unreachable(), Pending())
    await swap.pick(task, 1)
    await bench.work()
    assert await bench.state(task) is State.ACCEPTED
    await bench.later(10)
    await bench.later(30)
    assert (bench.vendor.submissions.offers, bench.spare.submissions.offers) == ([SEARCH, FUSION, FUSION], [])
    assert await bench.state(task) is State.DELIVERED


async def test_a_provider_that_stays_away_is_not_waited_for_without_end(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bench.clock.shift(30 * MINUTE)
    bench.vendor.submissions.are(unreachable())
    await swap.pick(task, 1)
    for _ in range(16):
        await bench.later(60)
    assert await bench.refused() is Reason.NOT_STARTED
