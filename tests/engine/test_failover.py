"""Who does it instead: another provider that takes the picture, or that answers, before anything was accepted."""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from bot.domain.errors import Stumbled
from bot.domain.lifecycle import State
from bot.domain.offers import Limits
from bot.domain.outcomes import Pending
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.ports import Consent
from storage import health
from tests.engine.bench import PNG, Bench
from tests.engine.vendor import KEY, unreachable
from tests.media.pictures import encoded, photo
from tests.storage.requests import GUILD, USER

SPARE_PRICE = 3


def grey(mode: str, kind: str) -> bytes:
    target = BytesIO()
    Image.open(BytesIO(PNG)).convert("L").convert(mode).save(target, kind)
    return target.getvalue()


async def asked_about_the_dearer_one(bench: Bench) -> Task:
    """The cheapest does not take the picture."""
    bench.spare.trouble = None
    bench.vendor.does(limits=Limits(max_bytes=10_000, max_side=8))
    return await bench.ask_and_work()


async def test_a_picture_that_the_cheapest_does_not_take_goes_to_a_dearer_one_after_a_yes(bench: Bench) -> None:
    task = await asked_about_the_dearer_one(bench)
    (asked,) = bench.mailbox.questions
    assert asked.question == Consent(price=SPARE_PRICE, provider_title="Spare", marked=False)
    assert (task.state, bench.spare.submissions.orders) == (State.ASKING, [])
    await bench.studio.agree(task.id, SPARE_PRICE, bench.press())
    await bench.work()
    task = await bench.look(task)
    assert (task.state, task.provider, task.price) == (State.RUNNING, bench.spare.id, SPARE_PRICE)
    assert await bench.books.entries(task.id) == [("hold", 2), ("raise", 1)]


async def test_what_was_raised_is_given_back_with_the_rest(bench: Bench) -> None:
    task = await asked_about_the_dearer_one(bench)
    await bench.studio.cancel(task.id, USER)
    await bench.work()
    assert (await bench.books.entries(task.id))[-1] == ("release", -SPARE_PRICE)
    assert (await bench.studio.allowance(GUILD, USER)).spent.person_day == 0


async def test_who_has_no_credits_left_for_the_dearer_one_hears_so_and_pays_nothing(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.vendor.does(limits=Limits(max_bytes=10_000, max_side=8))
    await bench.studio.set_quota(GUILD, person_day=2)
    await bench.ask_and_work()
    said = Sentence.of(Reason.DAY_SPENT, price=SPARE_PRICE, left=2, limit=2)
    assert (await bench.refunded()).failure == said
    assert bench.spare.submissions.orders == []


async def test_a_provider_that_cannot_be_reached_is_passed_over_the_next_time(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.spare.does(price=2)
    bench.vendor.submissions.are(unreachable())
    task = await bench.ask_and_work()
    assert task.state is State.ACCEPTED
    await bench.later(60)
    done = await bench.look(task)
    assert (done.state, done.provider) == (State.RUNNING, bench.spare.id)
    assert len(bench.vendor.submissions.orders) == 1


async def test_a_hiccup_makes_nothing_dearer(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.vendor.submissions.are(unreachable(), Pending())
    task = await bench.ask_and_work()
    await bench.later(60)
    assert ((await bench.look(task)).provider, bench.mailbox.questions) == (bench.vendor.id, [])
    assert bench.spare.submissions.orders == []


async def taken_for_down(bench: Bench) -> None:
    async with bench.desk.database.transaction() as connection:
        pause = timedelta(hours=1)
        await health.note_failure(connection, bench.vendor.id, now=bench.clock.now(), threshold=1, pause=pause)


async def test_while_a_provider_is_down_another_ones_price_is_held_from_the_beginning(bench: Bench) -> None:
    bench.spare.trouble = None
    await taken_for_down(bench)
    task = await bench.ask_and_work()
    assert (task.state, task.provider, task.price) == (State.RUNNING, bench.spare.id, SPARE_PRICE)
    assert bench.mailbox.questions == []


async def test_of_a_provider_that_goes_down_meanwhile_the_dearer_one_is_offered(bench: Bench) -> None:
    bench.spare.trouble = None
    task = await bench.ask()
    await taken_for_down(bench)
    await bench.work()
    assert await bench.state(task) is State.ASKING


async def test_who_cannot_afford_the_dearer_one_waits_for_the_one_that_is_down(bench: Bench) -> None:
    bench.spare.trouble = None
    await bench.studio.set_quota(GUILD, person_day=2)
    task = await bench.ask()
    await taken_for_down(bench)
    await bench.work()
    assert (await bench.state(task), bench.mailbox.questions) == (State.ACCEPTED, [])


async def test_what_a_provider_stumbles_over_again_and_again_ends_and_does_not_make_it_count_as_down(
    bench: Bench,
) -> None:
    bench.vendor.submissions.are(Stumbled(Reason.PROVIDER_DOWN, provider="Vendor"))
    await bench.ask_and_work()
    for _ in range(6):
        await bench.later(60)
    assert await bench.refused() is Reason.UPSTREAM_STUMBLED
    assert len(bench.vendor.submissions.orders) == 4
    async with bench.desk.database.reading() as connection:
        assert await health.failing(connection) == {}


async def test_what_a_guild_removed_its_key_for_is_not_done_at_the_operators_cost_for_less(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.spare.takes_a_key(operators=KEY)
    bench.spare.does(price=45)
    bench.vendor.takes_a_key()
    async with bench.desk.database.transaction() as connection:
        await bench.vault.put(connection, GUILD, bench.vendor.id, KEY, by=USER, now=bench.clock.now())
    task = await bench.ask()
    async with bench.desk.database.transaction() as connection:
        await bench.vault.remove(connection, GUILD, bench.vendor.id)
    await bench.work()
    (asked,) = bench.mailbox.questions
    assert asked.question == Consent(price=45, provider_title="Spare", marked=False)
    assert (await bench.state(task), bench.spare.submissions.orders) == (State.ASKING, [])


async def test_once_a_provider_has_accepted_nobody_else_is_asked(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.vendor.polls.are(unreachable())
    await bench.ask_and_work()
    for _ in range(3):
        await bench.later(60)
    assert bench.spare.submissions.orders == []


async def test_the_nearest_limit_is_named_where_no_provider_takes_the_picture(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.vendor.does(limits=Limits(max_bytes=10_000, max_side=4))
    bench.spare.does(limits=Limits(max_bytes=10_000, max_side=15))
    await bench.ask_and_work()
    said = Sentence.of(Reason.SIDE_TOO_LARGE, slot="image", width=16, height=12, max_side=15)
    assert (await bench.refunded()).failure == said


async def test_a_reference_without_colour_is_refused_before_anything_is_paid(bench: Bench) -> None:
    for mode, kind in (("L", "PNG"), ("RGB", "JPEG")):
        inputs = (bench.input("image"), bench.input("reference", f"grey-{mode}", grey(mode, kind)))
        task = await bench.ask_and_work(tool="recolor", inputs=inputs)
        assert (await bench.look(task)).failure == Sentence.of(Reason.WITHOUT_COLOUR, slot="reference")
    assert bench.vendor.submissions.orders == []


async def test_a_reference_with_colours_and_a_grey_picture_to_recolour_will_do(bench: Bench) -> None:
    colourful = encoded(photo(16, 12), "PNG")
    inputs = (bench.input("image", "grey.png", grey("L", "PNG")), bench.input("reference", "c.png", colourful))
    bench.vendor.submissions.are(Pending())
    assert (await bench.ask_and_work(tool="recolor", inputs=inputs)).state is State.RUNNING
