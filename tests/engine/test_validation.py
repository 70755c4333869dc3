"""What a person typed and attached, against what a tool takes: each bound at, below and above it, and nothing held."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.lifecycle import State
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Request
from bot.domain.toolbox.shared import LARGEST_SEED, LARGEST_SMALL_SEED
from bot.domain.tools import LONGEST_PROMPT
from tests.engine.bench import Bench
from tests.engine.turned_away import turned_away
from tests.media.pictures import encoded, photo

WORDS = {"prompt": "a cat"}


def imagining(bench: Bench, **options: Any) -> Request:
    return bench.request(tool="imagine", inputs=(), options=WORDS | options)


def training(bench: Bench, pictures: int) -> Request:
    inputs = tuple(bench.input(f"pictures-{number}") for number in range(1, pictures + 1))
    return bench.request(tool="train", inputs=inputs, options={"name": "Sakura"})


@pytest.mark.parametrize("options", [{"mode": ""}, {"prompt": ""}, {"prompt": "  \n\t"}, {"prompt": None}, {}], ids=str)
async def test_an_empty_text_is_refused_by_name(bench: Bench, options: dict[str, Any]) -> None:
    request = bench.request(options=options)
    if "mode" not in options:
        request = replace(imagining(bench), options=options)
    said = await turned_away(bench, request)
    name = next(iter(options), "prompt")
    assert said.values["option"] == name
    assert said.reason is (Reason.OPTION_INVALID if options.get(name, "") is None else Reason.OPTION_EMPTY)


@pytest.mark.parametrize("name", ["prompt", "negative"])
async def test_a_prompt_is_so_long_and_no_longer(bench: Bench, name: str) -> None:
    said = await turned_away(bench, imagining(bench, **{name: "x" * (LONGEST_PROMPT + 1)}))
    assert said == Sentence.of(Reason.OPTION_TOO_LONG, option=name, length=LONGEST_PROMPT + 1, most=LONGEST_PROMPT)
    assert await bench.studio.start(imagining(bench, **{name: "x" * LONGEST_PROMPT})) is not None


@pytest.mark.parametrize(
    ("name", "low", "high", "step"),
    [
        ("size", 256, 2048, 1),
        ("count", 1, 4, 1),
        ("steps", 1, 100, 1),
        ("guidance", 0, 30, 0.001),
        ("seed", 0, LARGEST_SEED, 1),
    ],
)
async def test_a_number_is_in_its_range_both_ends_included(
    bench: Bench, name: str, low: float, high: float, step: float
) -> None:
    for outside in (low - step, high + step):
        said = await turned_away(bench, imagining(bench, **{name: outside}))
        expected = Sentence.of(Reason.OPTION_OUT_OF_RANGE, option=name, value=str(outside), low=low, high=high)
        assert said == expected
    for fine in (low, high):
        task = await bench.ask(tool="imagine", inputs=(), options=WORDS | {name: fine})
        assert task.options[name] == fine


async def test_the_tools_of_a_smaller_seed_say_so(bench: Bench) -> None:
    options = WORDS | {"seed": LARGEST_SMALL_SEED + 1}
    said = await turned_away(bench, bench.request(tool="portrait", options=options))
    assert (said.reason, said.values["high"]) == (Reason.OPTION_OUT_OF_RANGE, LARGEST_SMALL_SEED)


async def test_what_is_not_among_the_choices_is_refused_with_them(bench: Bench) -> None:
    said = await turned_away(bench, imagining(bench, ratio="4:3"))
    accepted = "1:1, 3:2, 2:3, 16:9, 9:16"
    assert said == Sentence.of(Reason.OPTION_NOT_ONE_OF, option="ratio", value="4:3", accepted=accepted)


@pytest.mark.parametrize("options", [{"steps": "many"}, {"magic": True}, {"hires": "perhaps"}], ids=str)
async def test_what_no_tool_can_read_is_refused_by_name(bench: Bench, options: dict[str, Any]) -> None:
    (name,) = options
    said = await turned_away(bench, imagining(bench, **options))
    assert (said.reason, said.values["option"]) == (Reason.OPTION_INVALID, name)


async def test_what_a_person_typed_comes_back_cut_short(bench: Bench) -> None:
    said = await turned_away(bench, imagining(bench, ratio="x" * 5000))
    assert said.values["value"] == "x" * 100


async def test_a_bound_that_is_open_on_one_side_is_told_without_a_range(bench: Bench) -> None:
    request = bench.request(tool="prompt", inputs=(), options={"prompt": "cat", "top_p": 0.001})
    assert (await turned_away(bench, request)).reason is Reason.OPTION_INVALID


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
async def test_what_is_no_number_at_all_is_refused(bench: Bench, number: float) -> None:
    said = await turned_away(bench, imagining(bench, guidance=number))
    assert said.values["option"] == "guidance"


@pytest.mark.parametrize("pictures", [0, 1, 9])
async def test_a_training_needs_ten_pictures(bench: Bench, pictures: int) -> None:
    said = await turned_away(bench, training(bench, pictures))
    assert said == Sentence.of(Reason.TOO_FEW_PICTURES, slot="pictures", given=pictures, least=10)


@pytest.mark.parametrize("pictures", [10, 100])
async def test_a_training_takes_as_many_pictures_as_it_says(bench: Bench, pictures: int) -> None:
    assert await bench.studio.start(training(bench, pictures)) is not None


async def test_a_training_takes_no_more_than_a_hundred_pictures(bench: Bench) -> None:
    said = await turned_away(bench, training(bench, 101))
    assert said == Sentence.of(Reason.TOO_MANY_PICTURES, slot="pictures", given=101, most=100)


async def test_a_missing_picture_is_asked_for_by_name(bench: Bench) -> None:
    request = bench.request(tool="faceswap", inputs=(bench.input("target"),))
    said = await turned_away(bench, request)
    assert said == Sentence.of(Reason.TOO_FEW_PICTURES, slot="source", given=0, least=1)


async def test_of_a_picture_that_is_one_there_are_not_two(bench: Bench) -> None:
    said = await turned_away(bench, bench.request(inputs=(bench.input("image"), bench.input("image"))))
    assert said == Sentence.of(Reason.TOO_MANY_PICTURES, slot="image", given=2, most=1)


@pytest.mark.parametrize(("width", "height"), [(17, 12), (16, 11), (12, 16)])
async def test_a_mask_of_another_size_is_refused_before_anything_is_paid(bench: Bench, width: int, height: int) -> None:
    mask = bench.input("mask", data=encoded(photo(width, height), "PNG"))
    await bench.ask_and_work(tool="reimagine", options=WORDS, inputs=(bench.input("image"), mask))
    sides = {"width": 16, "height": 12, "mask_width": width, "mask_height": height}
    assert (await bench.refunded()).failure == Sentence(reason=Reason.MASK_SIZE, values={"slot": "mask", **sides})
    assert bench.vendor.submissions.orders == []


async def test_a_mask_as_large_as_its_picture_goes_with_it(bench: Bench) -> None:
    inputs = (bench.input("image"), bench.input("mask"))
    task = await bench.ask_and_work(tool="reimagine", options=WORDS, inputs=inputs)
    assert task.state is State.RUNNING
    assert set(bench.vendor.submissions.orders[0].pictures) == {"image", "mask"}
