from datetime import timedelta

import pytest

from bot.domain.errors import Misconfigured, Refused, Unreachable
from bot.domain.ids import GuildId, ProviderId
from bot.domain.lifecycle import State
from bot.domain.offers import Credentials, Limits, Shape
from bot.domain.outcomes import Finished
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import KeyOwner
from bot.domain.toolbox import EnhanceOptions, FaceswapOptions
from bot.engine.routing import Choice, at_hand, best_of, fitting, healthy
from tests.engine.bench import Bench
from tests.engine.vendor import KEY, Vendor, refusing
from tests.storage.requests import GUILD, NOW, USER

SMALL = Shape(format="PNG", size_bytes=10, width=8, height=8)
WIDE = Shape(format="PNG", size_bytes=10, width=65, height=8)
PLAIN = EnhanceOptions()
OFF = Sentence.of(Reason.FEATURE_OFF, provider="Vendor", setting="ENDPOINTS")


async def choices(bench: Bench, *, provider: str | None = None, tool: str = "enhance") -> list[Choice]:
    wanted = ProviderId(provider) if provider else None
    async with bench.desk.database.reading() as connection:
        return await bench.desk.router.choices(connection, tool, PLAIN, GUILD, wanted)


async def give_key(bench: Bench, vendor: Vendor, values: Credentials = KEY, guild: GuildId = GUILD) -> None:
    async with bench.desk.database.transaction() as connection:
        await bench.vault.put(connection, guild, vendor.id, values, by=USER, now=NOW)


def choice(vendor: Vendor, owner: KeyOwner = KeyOwner.NOBODY) -> Choice:
    offer = vendor.offer
    return Choice(offer=offer, upstream=vendor, key_owner=owner, credentials=None, price=offer.price)


def summary(found: list[Choice]) -> list[tuple[str, KeyOwner]]:
    return [(each.offer.provider, each.key_owner) for each in found]


async def test_a_guilds_own_key_comes_before_the_operators_and_that_before_none(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.spare.takes_a_key(operators=KEY)
    assert summary(await choices(bench)) == [("spare", KeyOwner.OPERATOR), ("vendor", KeyOwner.NOBODY)]
    await give_key(bench, bench.spare)
    bench.vendor.takes_a_key(operators=KEY)
    assert summary(await choices(bench)) == [("spare", KeyOwner.GUILD), ("vendor", KeyOwner.OPERATOR)]


async def test_with_keys_of_the_same_owner_the_cheapest_comes_first(bench: Bench) -> None:
    bench.spare.trouble = None
    assert [each.offer.price for each in await choices(bench)] == [2, 3]
    bench.vendor.does(price=9)
    assert [each.offer.price for each in await choices(bench)] == [3, 9]


async def test_a_guilds_key_is_for_that_guild_alone(bench: Bench) -> None:
    bench.vendor.takes_a_key()
    await give_key(bench, bench.vendor, guild=GuildId(99))
    with pytest.raises(Misconfigured) as caught:
        await choices(bench)
    assert caught.value.sentence == Sentence.of(Reason.NOT_SET_UP, tool="enhance")


async def test_a_choice_holds_its_key_and_does_not_show_it(bench: Bench) -> None:
    bench.vendor.takes_a_key()
    await give_key(bench, bench.vendor)
    (only,) = await choices(bench)
    assert only.credentials == KEY
    assert "vendor-token" not in repr(only)


@pytest.mark.parametrize("owner", list(KeyOwner))
async def test_the_key_that_a_task_was_submitted_with_is_found_again(bench: Bench, owner: KeyOwner) -> None:
    bench.vendor.takes_a_key(operators=KEY)
    await give_key(bench, bench.vendor)
    found = await bench.desk.router.credentials(bench.vendor, GUILD, owner)
    assert found == (None if owner is KeyOwner.NOBODY else KEY)


async def test_the_provider_that_the_person_chose_is_the_only_choice(bench: Bench) -> None:
    bench.spare.trouble = None
    assert [each.offer.provider for each in await choices(bench, provider="spare")] == ["spare"]


@pytest.mark.parametrize(("tool", "provider"), [("enhance", "nobody"), ("juggle", None)])
async def test_what_nobody_does_is_refused(bench: Bench, tool: str, provider: str | None) -> None:
    with pytest.raises(Refused) as caught:
        await choices(bench, tool=tool, provider=provider)
    assert caught.value.sentence.reason is Reason.PROVIDER_LACKS_TOOL


async def test_a_chosen_provider_that_is_not_set_up_says_so(bench: Bench) -> None:
    with pytest.raises(Misconfigured) as caught:
        await choices(bench, provider="spare")
    assert caught.value.sentence == bench.spare.trouble
    bench.spare.trouble = None
    bench.spare.takes_a_key()
    with pytest.raises(Misconfigured) as caught:
        await choices(bench, provider="spare")
    assert caught.value.sentence == Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Spare")


async def test_an_offer_that_refuses_the_options_is_passed_over(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.vendor.does(refuses=refusing(Reason.OPTION_NOT_OFFERED))
    assert [each.offer.provider for each in await choices(bench)] == ["spare"]
    bench.spare.does(refuses=refusing(Reason.OPTION_INVALID))
    with pytest.raises(Refused) as caught:
        await choices(bench)
    assert caught.value.sentence.reason is Reason.OPTION_NOT_OFFERED


def test_what_does_not_fit_one_offer_goes_to_another() -> None:
    narrow, broad = Vendor("narrow"), Vendor("broad")
    broad.does(limits=Limits(max_bytes=10_000, max_side=100))
    both = [choice(narrow), choice(broad)]
    assert [each.offer.provider for each in fitting(both, {"image": SMALL})] == ["narrow", "broad"]
    assert [each.offer.provider for each in fitting(both, {"image": WIDE})] == ["broad"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_fits_no_offer_is_refused_with_the_nearest_limit(order: tuple[int, int]) -> None:
    narrow, narrower = Vendor("narrow"), Vendor("narrower")
    narrower.does(limits=Limits(max_bytes=10_000, max_side=4))
    both = [choice(narrow), choice(narrower)]
    with pytest.raises(Refused) as caught:
        fitting([both[number] for number in order], {"image": SMALL, "mask": WIDE})
    said = Sentence.of(Reason.SIDE_TOO_LARGE, slot="mask", width=65, height=8, max_side=64)
    assert caught.value.sentence == said


def test_what_costs_more_than_was_held_is_chosen_only_where_nothing_else_is_up() -> None:
    cheap, dear = choice(Vendor("cheap", price=2)), choice(Vendor("dear", price=3))
    down = {ProviderId("cheap"): NOW + timedelta(minutes=1)}
    assert best_of([dear, cheap], 2, {}, NOW).offer.price == 2
    assert best_of([dear, cheap], 3, {}, NOW).offer.price == 3
    assert best_of([dear], 2, {}, NOW).offer.price == 3
    assert best_of([cheap, dear], 2, down, NOW).offer.price == 3


def test_who_is_down_comes_last() -> None:
    first, second = choice(Vendor("first")), choice(Vendor("second"))
    down = {ProviderId("first"): NOW + timedelta(minutes=1)}
    assert at_hand([first, second], down, NOW) == [second, first]
    assert at_hand([first, second], {ProviderId("first"): NOW}, NOW) == [first, second]


def test_a_provider_that_is_down_is_passed_over() -> None:
    first, second = Vendor("first"), Vendor("second")
    both, until = [choice(first), choice(second)], NOW + timedelta(seconds=30)
    assert healthy(both, {}, NOW).upstream is first
    assert healthy(both, {first.id: until}, NOW).upstream is second


def test_where_all_are_down_the_wait_is_for_the_first_that_may_be_up() -> None:
    first, second = Vendor("first"), Vendor("second")
    down = {first.id: NOW + timedelta(seconds=30), second.id: NOW + timedelta(seconds=20)}
    with pytest.raises(Unreachable) as caught:
        healthy([choice(first), choice(second)], down, NOW)
    assert caught.value.retry_after_s == 20
    assert caught.value.sentence == Sentence.of(Reason.PROVIDER_DOWN, provider="First")


async def test_what_is_off_is_passed_over(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.vendor.does(off=OFF)
    assert [each.offer.provider for each in await choices(bench)] == ["spare"]


async def test_where_everything_is_off_the_operator_hears_what_to_set(bench: Bench) -> None:
    bench.vendor.does(off=OFF)
    for provider in ("vendor", None):
        bench.spare.does(off=Sentence.of(Reason.FEATURE_OFF, provider="Spare", setting="x"))
        with pytest.raises(Misconfigured) as caught:
            await choices(bench, provider=provider)
        assert caught.value.sentence == OFF


async def test_where_some_offers_are_off_and_the_others_lack_a_key_it_is_not_set_up(bench: Bench) -> None:
    bench.vendor.does(off=OFF)
    with pytest.raises(Misconfigured) as caught:
        await choices(bench)
    assert caught.value.sentence == Sentence.of(Reason.NOT_SET_UP, tool="enhance")


async def test_what_is_off_is_usable_with_no_key(bench: Bench) -> None:
    bench.vendor.takes_a_key(operators=KEY)
    bench.vendor.does(off=OFF)
    async with bench.desk.database.reading() as connection:
        assert await bench.desk.router.usable(connection, "enhance", GUILD) == []


async def swaps(bench: Bench, *slots: str) -> list[str]:
    async with bench.desk.database.reading() as connection:
        found = await bench.desk.router.choices(connection, "faceswap", FaceswapOptions(), GUILD, None, slots=slots)
    return [each.offer.endpoint for each in found]


async def test_an_offer_that_has_no_use_for_a_picture_is_passed_over_where_there_is_one(bench: Bench) -> None:
    assert await swaps(bench, "source", "target") == ["swap", "fusion"]
    assert await swaps(bench, "source", "target", "source_2") == ["fusion"]


async def test_where_nobody_has_a_use_for_a_picture_the_person_hears_which(bench: Bench) -> None:
    bench.vendor.does("fusion", off=OFF)
    with pytest.raises(Refused) as caught:
        await swaps(bench, "source", "target", "source_2")
    assert caught.value.sentence == Sentence.of(Reason.OPTION_UNUSED, option="source_2", provider="Vendor")


async def paid_for_three(bench: Bench, *, made: int) -> list[tuple[str, int]]:
    """What is booked for three pictures at two credits each, of which so many are made."""
    bench.vendor.does("imagine", per_picture=True)
    found = [bench.finished(f"result-{number}.png").found[0] for number in range(made)]
    bench.vendor.polls.are(Finished(found=tuple(found)))
    task = await bench.ask_and_work(tool="imagine", options={"prompt": "a cat", "count": 3}, inputs=())
    await bench.later(30)
    assert await bench.state(task) is State.DELIVERED
    return await bench.books.entries(task.id)


async def test_where_each_picture_costs_more_pictures_cost_more(bench: Bench) -> None:
    assert await paid_for_three(bench, made=3) == [("hold", 6), ("capture", 0)]


async def test_where_each_picture_costs_those_that_were_not_made_are_given_back(bench: Bench) -> None:
    assert await paid_for_three(bench, made=1) == [("hold", 6), ("capture", -4)]


async def test_where_each_picture_costs_those_that_nobody_ordered_cost_nothing(bench: Bench) -> None:
    assert await paid_for_three(bench, made=4) == [("hold", 6), ("capture", 0)]


async def test_of_many_pictures_the_cheapest_provider_is_another_than_of_one(bench: Bench) -> None:
    bench.spare.trouble = None
    bench.vendor.does("imagine", per_picture=True)
    for count, provider in ((1, "vendor"), (3, "spare")):
        task = await bench.ask_and_work(tool="imagine", options={"prompt": "a cat", "count": count}, inputs=())
        assert task.provider == provider
