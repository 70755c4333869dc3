import pytest

from bot.domain.offers import Offer, Shape
from bot.domain.sentences import Reason
from bot.domain.toolbox import CONTRAST, CROP, DEHAZE, ENLARGE, SHARPEN, WATERMARK
from bot.domain.toolbox.edit import Corner, CropOptions, EnlargeOptions, StrengthOptions, WatermarkOptions
from bot.domain.tools import Options
from bot.upstreams.local.offers import make_offers
from bot.upstreams.local.settings import LocalSettings
from bot.upstreams.local.work import do
from tests.upstreams import orders
from tests.upstreams.local.measures import CAT, image, scaled

OFFERS = {offer.key: offer for offer in make_offers(LocalSettings())}
SMALL = scaled(CAT, 0.3)


def done(offer: Offer, options: Options) -> bytes:
    (made,) = do(offer.endpoint, offer.payload(orders.made(options, "image", data=SMALL)))
    return made


def shape(width: int, height: int) -> dict[str, Shape]:
    return {"image": Shape(format="PNG", size_bytes=1000, width=width, height=height)}


@pytest.mark.parametrize(
    ("tool", "options", "size"),
    [
        (ENLARGE.key, EnlargeOptions(), (270, 180)),
        (ENLARGE.key, EnlargeOptions(factor=3, sharpen=True), (405, 270)),
        (SHARPEN.key, StrengthOptions(strength=1), (135, 90)),
        (DEHAZE.key, StrengthOptions(), (135, 90)),
        (CONTRAST.key, StrengthOptions(strength=0.2), (135, 90)),
        (WATERMARK.key, WatermarkOptions(text="Ada", corner=Corner.TOP_LEFT), (135, 90)),
        (CROP.key, CropOptions(width=40, height=60), (40, 60)),
    ],
)
def test_what_is_ordered_is_made(tool: str, options: Options, size: tuple[int, int]) -> None:
    offer = OFFERS[f"local.{tool}"]

    assert offer.tool == tool
    assert offer.refuses(options) is None
    assert image(done(offer, options)).size == size


@pytest.mark.parametrize(
    ("tool", "one", "other"),
    [
        (ENLARGE.key, EnlargeOptions(), EnlargeOptions(sharpen=True)),
        *(
            (tool.key, StrengthOptions(strength=0.1), StrengthOptions(strength=0.9))
            for tool in (SHARPEN, DEHAZE, CONTRAST)
        ),
        (WATERMARK.key, WatermarkOptions(text="Ada"), WatermarkOptions(text="Bob")),
        (WATERMARK.key, WatermarkOptions(text="Ada"), WatermarkOptions(text="Ada", corner=Corner.TOP_RIGHT)),
        (WATERMARK.key, WatermarkOptions(text="Ada"), WatermarkOptions(text="Ada", strength=1)),
    ],
)
def test_every_option_makes_a_difference(tool: str, one: Options, other: Options) -> None:
    offer = OFFERS[f"local.{tool}"]

    assert done(offer, one) != done(offer, other)


def test_what_is_enlarged_least_may_be_a_quarter_of_what_fits() -> None:
    fits = OFFERS["local.enlarge"].objection(shape(4000, 3000))
    objection = OFFERS["local.enlarge"].objection(shape(4000, 3200))

    assert fits is None
    assert objection is not None
    assert objection.sentence.reason is Reason.TOO_MANY_PIXELS


def test_a_picture_too_small_for_a_mark_is_refused() -> None:
    objection = OFFERS["local.watermark"].objection(shape(31, 400))

    assert objection is not None
    assert objection.sentence.reason is Reason.SIDE_TOO_SMALL
