"""Every offer with every option it takes, at a vendor that records each field which no page has."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.listings import ListKind
from bot.domain.outcomes import Finished, Outcome, Pending
from bot.domain.sizes import Ratio
from bot.domain.toolbox import FaceswapOptions
from bot.domain.toolbox.edit import OutpaintOptions
from bot.domain.toolbox.generate import ControlOptions, ImagineOptions, PreviewOptions, ReimagineOptions, TrainOptions
from bot.domain.toolbox.portrait import PortraitOptions
from bot.domain.toolbox.understand import DescribeOptions, Describer, PromptModel, PromptOptions
from bot.domain.tools import NoOptions, Options
from bot.sandbox.upstreams.imgopen.audit import Audit
from tests.sandbox.upstreams.customers import paint
from tests.upstreams import orders
from tests.upstreams.imgopen.bench import Bench
from tests.upstreams.imgopen.scripted import offer

MODEL = "photon_v1_84728.safetensors"
DRAWN: dict[str, Any] = {
    "prompt": "a hill",
    "negative": "rain",
    "model": MODEL,
    "vae": "kl-f8.vae.pt",
    "ratio": Ratio.LANDSCAPE,
    "size": 256,
    "count": 2,
    "steps": 4,
    "guidance": 7.0,
    "sampler": "Euler a",
    "seed": 2**32 - 1,
}
SETTINGS: dict[str, Any] = {
    "controlnet": {"image": "{image}", "module": "{preprocessor}", "weight": "{strength}"},
    "resize_mode": 1,
    "pair_order": "left_to_right",
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """An offer, what is ordered of it, and how many results there are."""

    key: str
    options: Options
    slots: tuple[str, ...] = ("image",)
    results: int = 1


CASES = [
    Case(key="text2image", options=ImagineOptions(**DRAWN, hires=True), slots=(), results=2),
    Case(key="image2image", options=ReimagineOptions(**DRAWN, strength=0.5), results=2),
    Case(key="image2image", options=ReimagineOptions(**DRAWN), slots=("image", "mask"), results=2),
    Case(key="controlnet", options=ControlOptions(**DRAWN, preprocessor="canny", strength=1.0), results=2),
    Case(
        key="flux",
        options=ImagineOptions(prompt="a hill", ratio=Ratio.SQUARE, size=256, steps=4, guidance=3.5),
        slots=(),
    ),
    Case(key="roop", options=FaceswapOptions(), slots=("source", "target")),
    Case(key="v2-roop", options=FaceswapOptions(fidelity=1), slots=("source", "target")),
    Case(key="face-fusion", options=FaceswapOptions(faces={"source": 2}), slots=("source", "target")),
    Case(
        key="face-fusion",
        options=FaceswapOptions(faces={"source": 2, "source_2": 1}),
        slots=("source", "target", "source_2"),
    ),
    Case(key="face-detection", options=NoOptions(), results=2),
    Case(
        key="instantid",
        options=PortraitOptions(prompt="doll", negative="rain", steps=4, guidance=3, seed=2**31 - 1),
    ),
    Case(key="interrogate", options=DescribeOptions(style=Describer.DEEPDANBOORU)),
    Case(key="identify-style", options=NoOptions()),
    Case(
        key="prompts-expand",
        options=PromptOptions(prompt="a hill", model=PromptModel.SDXL, top_k=250, top_p=0.5, count=3),
        slots=(),
        results=3,
    ),
    Case(
        key="outpaint",
        options=OutpaintOptions(
            vertical=4,
            horizontal=1.5,
            prompt="a",
            negative="b",
            count=2,
            steps=50,
            guidance=45,
            sampler="Euler a",
            seed=0,
        ),
        results=2,
    ),
    Case(key="cnt-preview", options=PreviewOptions(preprocessor="canny")),
]


async def carry_out(bench: Bench, case: Case) -> Outcome:
    upstream = bench.upstream(**SETTINGS)
    made = offer(upstream, f"imgopen.{case.key}")
    assert made.refuses(case.options) is None
    urls = {slot: bench.host.put(f"{slot}.jpg", paint()) for slot in case.slots}
    order = orders.made(case.options, *case.slots, urls=urls, credentials=bench.key)
    submitted = await upstream.submit(made, order)
    if not isinstance(submitted, Pending):
        return submitted
    await bench.vendor.idle()
    return await upstream.poll(made, replace(order, pictures={}, upstream_id=submitted.upstream_id))


@pytest.mark.parametrize("case", CASES, ids=[case.key for case in CASES])
async def test_an_offer_with_every_option_is_finished(bench: Bench, case: Case) -> None:
    got = await carry_out(bench, case)
    assert isinstance(got, Finished)
    assert len(got.found) == case.results
    assert all(each.url or each.text for each in got.found)


async def test_every_drawing_has_its_seed(bench: Bench) -> None:
    got = await carry_out(bench, CASES[0])
    assert isinstance(got, Finished)
    assert all(each.seed is not None and each.flags == () for each in got.found)


async def test_a_flagged_drawing_says_by_what(bench: Bench) -> None:
    bench.vendor.config = replace(bench.vendor.config, audit=Audit(words=frozenset({"hill"}), pictures="first"))
    got = await carry_out(bench, CASES[0])
    assert isinstance(got, Finished)
    assert [each.flags for each in got.found] == [("pornographic", "img_audit_status", "image_status 2"), ()]


async def test_a_drawing_of_last_month_is_found_in_the_archive(bench: Bench) -> None:
    upstream = bench.upstream()
    made = offer(upstream, "imgopen.text2image")
    order = orders.made(ImagineOptions(prompt="a", model=MODEL), credentials=bench.key)
    await upstream.submit(made, order)
    await bench.vendor.idle()
    bench.clock.shift(timedelta(days=40))
    assert isinstance(await upstream.poll(made, order), Finished)


async def test_a_training_is_taken(bench: Bench) -> None:
    result = {"query": "/training", "result": "data.name", "makes": "lora", "listed": False}
    upstream = bench.upstream(endpoints={"training_result": result})
    slots = [f"pictures-{number}" for number in range(1, 11)]
    options = TrainOptions(name="Otto", epochs=10, batch=1, learning_rate=0.00001, clip_skip=1, repeats=10)
    urls = {slot: bench.host.put(f"{slot}.jpg", paint()) for slot in slots}
    order = orders.made(options, *slots, urls=urls, credentials=bench.key)
    assert isinstance(await upstream.submit(offer(upstream, "imgopen.training"), order), Pending)


async def test_the_models_are_those_that_the_vendor_has(bench: Bench) -> None:
    entries = await bench.upstream().listing(ListKind.MODEL, bench.key)
    assert [entry.value for entry in entries] == [row["sdModelCheckpoint"] for row in bench.vendor.config.models]


async def test_a_vendor_with_small_pages_is_read_to_the_end(bench: Bench) -> None:
    bench.vendor.config = replace(bench.vendor.config, most_rows=2)
    entries = await bench.upstream().listing(ListKind.MODEL, bench.key)
    assert len(entries) == len(bench.vendor.config.models) > 2
