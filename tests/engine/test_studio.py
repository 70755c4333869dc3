import pytest

from bot.domain.errors import Refused
from bot.domain.ids import GuildId, MessageId, ProviderId, TaskId, UserId, new_task_id
from bot.domain.lifecycle import State
from bot.domain.offers import Limits, Order
from bot.domain.outcomes import Broke, Pending
from bot.domain.quota import Allowance, Quota, Spent
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import TOOLS
from bot.engine.settings import QuotaSettings
from tests.engine.bench import PNG, QUOTA, Bench
from tests.engine.turned_away import turned_away
from tests.engine.vendor import KEY
from tests.storage.requests import GUILD, USER, a_reply


async def refusal(bench: Bench, **changes: object) -> Sentence:
    """Why a request is turned away, with nothing stored and nothing held."""
    return await turned_away(bench, bench.request(**changes))


async def test_a_request_becomes_a_task_with_its_credits_held(bench: Bench) -> None:
    task = await bench.ask()
    assert (task.state, task.price, task.inputs[0].slot) == (State.ACCEPTED, 2, "image")
    assert await bench.books.entries(task.id) == [("hold", 2)]


async def test_starting_a_task_wakes_the_worker(bench: Bench) -> None:
    bell = bench.desk.wake.listen()
    await bench.ask()
    assert bell.is_set()


async def test_an_event_that_discord_sends_again_starts_nothing(bench: Bench) -> None:
    reply = a_reply(now=bench.clock.now())
    await bench.ask(reply=reply)
    assert await bench.studio.start(bench.request(reply=reply)) is None
    assert await bench.books.spent(now=bench.clock.now()) == Spent(person_day=2, person_month=2, guild_month=2)


async def test_a_file_that_no_offer_takes_is_refused_by_its_stated_size(bench: Bench) -> None:
    image = bench.request().inputs[0].model_copy(update={"size_bytes": 10_001})
    said = await refusal(bench, inputs=(image,))
    assert said == Sentence.of(Reason.FILE_TOO_LARGE, slot="image", size_bytes=10_001, max_bytes=10_000)
    bench.spare.trouble = None
    bench.spare.does(limits=Limits(max_bytes=20_000, max_side=64))
    await bench.ask(inputs=(image,))


async def test_without_a_provider_nothing_is_held(bench: Bench) -> None:
    bench.vendor.trouble = Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Vendor")
    assert await refusal(bench) == Sentence.of(Reason.NOT_SET_UP, tool="enhance")


async def test_the_chosen_provider_does_the_task_at_its_price(bench: Bench) -> None:
    bench.spare.trouble = None
    task = await bench.ask_and_work(provider=ProviderId("spare"))
    assert (task.provider, task.price) == ("spare", 3)
    assert bench.vendor.submissions.orders == []


async def test_who_has_no_credits_left_is_refused(bench: Bench) -> None:
    await bench.studio.set_quota(GUILD, person_day=1)
    assert await refusal(bench) == Sentence.of(Reason.DAY_SPENT, price=2, left=1, limit=1)


async def test_a_person_sees_what_is_left(bench: Bench) -> None:
    await bench.ask()
    allowance = await bench.studio.allowance(GUILD, USER)
    assert allowance == Allowance(quota=QUOTA, spent=Spent(person_day=2, person_month=2, guild_month=2))


async def test_a_guild_changes_some_of_its_limits(bench: Bench) -> None:
    expected = Quota(person_day=9, person_month=500, guild_month=None)
    assert await bench.studio.set_quota(GUILD, person_day=9) == expected
    assert await bench.studio.quota(GUILD) == expected
    assert await bench.studio.quota(GuildId(8)) == QUOTA


async def test_a_waiting_task_is_cancelled_and_given_back(bench: Bench) -> None:
    task = await bench.ask()
    assert (await bench.studio.cancel(task.id, USER)).state is State.CANCELLED
    await bench.work()
    assert (await bench.refunded()).id == task.id
    assert bench.vendor.submissions.orders == []


async def test_a_running_task_is_cancelled_where_the_provider_stops(bench: Bench) -> None:
    bench.vendor.does(cancellable=True)
    task = await bench.ask_and_work()
    assert (await bench.studio.cancel(task.id, USER)).state is State.CANCELLED
    assert [order.upstream_id for order in bench.vendor.cancellations.orders] == ["u-1"]


async def test_a_running_task_that_does_not_stop_is_not_cancelled(bench: Bench) -> None:
    task = await bench.ask_and_work()
    for answer in (True, False):
        bench.vendor.cancellations.are(answer)
        with pytest.raises(Refused) as caught:
            await bench.studio.cancel(task.id, USER)
        assert caught.value.sentence == Sentence.of(Reason.TOO_LATE_TO_CANCEL)
        bench.vendor.does(cancellable=True)
    await bench.later(60)
    assert await bench.state(task) is State.DELIVERED


async def test_a_task_that_finishes_while_it_is_being_cancelled_is_delivered(bench: Bench) -> None:
    bench.vendor.does(cancellable=True)

    async def finish_first(_: object) -> bool:
        await bench.later(60)
        return True

    bench.vendor.cancellations.are(finish_first)
    task = await bench.ask_and_work()
    with pytest.raises(Refused):
        await bench.studio.cancel(task.id, USER)
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]


async def test_a_running_task_of_an_offer_that_is_gone_is_not_cancelled(bench: Bench) -> None:
    bench.vendor.does(cancellable=True)
    task = await bench.ask_and_work()
    await bench.books.overwrite(task.id, offer="vendor.enhance.v0")
    with pytest.raises(Refused) as caught:
        await bench.studio.cancel(task.id, USER)
    assert caught.value.sentence.reason is Reason.TOO_LATE_TO_CANCEL


@pytest.mark.parametrize("what", ["cancel", "collect"])
async def test_a_task_is_nobody_elses_business(bench: Bench, what: str) -> None:
    task = await bench.ask()

    async def collect(task_id: TaskId, user_id: UserId) -> None:
        async with bench.studio.collect(task_id, user_id):
            pass

    act = bench.studio.cancel if what == "cancel" else collect
    for task_id, user, reason in (
        (task.id, UserId(71), Reason.NOT_YOURS),
        (new_task_id(), USER, Reason.TASK_UNKNOWN),
    ):
        with pytest.raises(Refused) as caught:
            await act(task_id, user)
        assert caught.value.sentence.reason is reason


async def test_a_delivered_result_can_be_had_again_while_it_is_kept(bench: Bench) -> None:
    task = await bench.ask_and_work()
    await bench.later(60)
    async with bench.studio.collect(task.id, USER) as (_, pictures):
        assert [picture.path.read_bytes() for picture in pictures] == [PNG]
    done = await bench.look(task)
    await bench.desk.media.delete(*(result.media for result in done.results if result.media))
    with pytest.raises(Refused) as caught:
        async with bench.studio.collect(task.id, USER):
            pass
    assert caught.value.sentence.reason is Reason.RESULT_NOT_KEPT


async def test_there_is_nothing_to_collect_before_it_is_done(bench: Bench) -> None:
    task = await bench.ask_and_work()
    with pytest.raises(Refused) as caught:
        async with bench.studio.collect(task.id, USER):
            pass
    assert caught.value.sentence.reason is Reason.RESULT_NOT_KEPT


def test_the_tools_and_their_providers_are_the_catalogues(bench: Bench) -> None:
    assert bench.studio.tools == TOOLS
    assert bench.studio.providers_of("enhance") == (("vendor", "Vendor"), ("spare", "Spare"))
    assert bench.studio.providers_of("juggle") == ()


async def test_what_is_delivered_is_neither_cancelled_nor_collected_anew(bench: Bench) -> None:
    task = await bench.ask_and_work()
    await bench.later(60)
    done = await bench.look(task)
    with pytest.raises(Refused) as caught:
        await bench.studio.cancel(task.id, USER)
    assert caught.value.sentence.reason is Reason.TOO_LATE_TO_CANCEL
    await bench.studio.collected(done.id, MessageId(5))
    assert await bench.look(task) == done


def test_the_operators_quota_is_for_guilds_that_set_none() -> None:
    settings = QuotaSettings(person_day=1, person_month=None, guild_month=3)
    assert settings.quota() == Quota(person_day=1, person_month=None, guild_month=3)


async def test_an_event_that_discord_sends_again_is_known_even_if_nobody_is_set_up_any_more(bench: Bench) -> None:
    reply = a_reply(now=bench.clock.now())
    await bench.ask(reply=reply)
    bench.vendor.trouble = Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Vendor")
    assert await bench.studio.start(bench.request(reply=reply)) is None


async def test_a_person_has_so_many_tasks_under_way_and_no_more(bench: Bench) -> None:
    limit = bench.desk.settings.open_tasks_per_person
    first, *_ = [await bench.ask() for _ in range(limit)]
    with pytest.raises(Refused) as caught:
        await bench.ask()
    assert caught.value.sentence == Sentence.of(Reason.TOO_MANY_OPEN, open_tasks=limit)
    assert (await bench.books.spent(now=bench.clock.now())).person_day == 2 * limit
    await bench.ask(user_id=UserId(71))
    await bench.studio.cancel(first.id, USER)
    await bench.work()
    await bench.ask()


async def test_a_task_is_cancelled_although_its_worker_writes_to_it_at_the_same_time(bench: Bench) -> None:
    bench.vendor.does(cancellable=True)
    bench.vendor.polls.are(Pending())

    async def poll_meanwhile(_: object) -> bool:
        await bench.later(60)
        return True

    bench.vendor.cancellations.are(poll_meanwhile)
    task = await bench.ask_and_work()
    assert (await bench.studio.cancel(task.id, USER)).state is State.CANCELLED
    assert len(bench.vendor.polls.orders) == 1


async def test_a_guild_raises_the_operators_limits_only_where_its_own_key_pays(bench: Bench) -> None:
    raised = {"person_day": 1000, "person_month": None}
    assert await bench.studio.set_quota(GUILD, **raised) == Quota(person_day=1000, person_month=None, guild_month=None)
    expensive = QUOTA.person_day or 0
    bench.vendor.does(price=expensive + 1)
    assert (await refusal(bench)).values["limit"] == expensive
    bench.vendor.takes_a_key()
    async with bench.desk.database.transaction() as connection:
        await bench.vault.put(connection, GUILD, bench.vendor.id, KEY, by=USER, now=bench.clock.now())
    assert (await bench.ask()).price == expensive + 1


async def test_a_cancellation_that_a_question_hears_of_first_is_one_all_the_same(bench: Bench) -> None:
    bench.vendor.does(cancellable=True)
    bench.vendor.polls.are(Broke(sentence=Sentence.of(Reason.CANCELLED)))
    task = await bench.ask_and_work()

    async def while_it_is_asked(_: Order) -> bool:
        await bench.later(30)
        return True

    bench.vendor.cancellations.are(while_it_is_asked)
    cancelled = await bench.studio.cancel(task.id, task.user_id)
    assert cancelled.failure is not None
    assert cancelled.failure.reason is Reason.CANCELLED
    assert (await bench.refunded()).id == task.id
