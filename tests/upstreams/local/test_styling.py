import pytest

from bot.domain.offers import Offer
from bot.domain.sentences import Reason
from bot.domain.toolbox.art import CartoonOptions, LineartOptions, Paper
from bot.domain.toolbox.colours import Footage, GradeOptions, RecolorOptions
from bot.domain.tools import Options
from bot.upstreams.local.offers import make_offers
from bot.upstreams.local.settings import LocalSettings
from bot.upstreams.local.styles import CartoonStyle
from bot.upstreams.local.work import do
from tests.upstreams import orders
from tests.upstreams.local.measures import CAT, image, scaled

OFFERS = {offer.tool: offer for offer in make_offers(LocalSettings())}
SMALL = scaled(CAT, 0.3)


def done(offer: Offer, options: Options, *slots: str) -> bytes:
    (made,) = do(offer.endpoint, offer.payload(orders.made(options, "image", *slots, data=SMALL)))
    return made


def refusal(tool: str, options: Options) -> tuple[Reason, dict[str, object]] | None:
    said = OFFERS[tool].refuses(options)
    return None if said is None else (said.reason, dict(said.values))


@pytest.mark.parametrize(
    ("tool", "options", "slots"),
    [
        ("cartoon", CartoonOptions(), ()),
        ("cartoon", CartoonOptions(style="comic"), ()),
        ("lineart", LineartOptions(size=Paper.AUTO), ()),
        ("recolor", RecolorOptions(palette="056A6B, #E0C080"), ()),
        ("recolor", RecolorOptions(count=1), ("reference",)),
        ("grade", GradeOptions(footage=Footage.LOG_C), ()),
    ],
)
def test_what_is_ordered_is_made(tool: str, options: Options, slots: tuple[str, ...]) -> None:
    offer = OFFERS[tool]

    assert offer.key == f"local.{tool}"
    assert offer.refuses(options) is None
    assert offer.misses(options, {"image", *slots}) is None
    assert image(done(offer, options, *slots)).size == (135, 90)


def test_a_sheet_of_paper_is_filled_up() -> None:
    assert image(done(OFFERS["lineart"], LineartOptions(size=Paper.SQUARE))).size == (135, 135)


def test_every_style_is_suggested_and_taken() -> None:
    assert OFFERS["cartoon"].choices == {"style": tuple(CartoonStyle)}
    assert {OFFERS["cartoon"].refuses(CartoonOptions(style=style)) for style in CartoonStyle} == {None}


def test_a_style_of_somebody_else_is_refused_with_ours() -> None:
    values = {"option": "style", "value": "ghibli", "accepted": "bold, flat, comic"}

    assert refusal("cartoon", CartoonOptions(style="ghibli")) == (Reason.OPTION_NOT_OFFERED, values)


@pytest.mark.parametrize("footage", [Footage.REC_709, Footage.LN17_256])
def test_footage_whose_curve_is_unknown_is_refused(footage: Footage) -> None:
    values = {"option": "footage", "value": footage, "accepted": "log_c"}

    assert refusal("grade", GradeOptions(footage=footage)) == (Reason.OPTION_NOT_OFFERED, values)


@pytest.mark.parametrize(
    ("tool", "options", "option"),
    [("lineart", LineartOptions(prompt="a cat"), "prompt"), ("recolor", RecolorOptions(count=2), "count")],
)
def test_an_option_without_use_is_refused(tool: str, options: Options, option: str) -> None:
    assert refusal(tool, options) == (Reason.OPTION_UNUSED, {"option": option, "provider": "Local (classical)"})


def test_without_a_palette_a_reference_is_needed() -> None:
    said = OFFERS["recolor"].misses(RecolorOptions(), {"image"})

    assert said is not None
    assert (said.reason, said.values) == (Reason.PICTURE_NEEDED, {"slot": "reference"})


def test_a_palette_beside_a_reference_is_refused() -> None:
    said = OFFERS["recolor"].misses(RecolorOptions(palette="056A6B"), {"image", "reference"})

    assert said is not None
    assert (said.reason, said.values["option"]) == (Reason.OPTION_UNUSED, "palette")
