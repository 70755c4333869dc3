"""What Img Open does for us, in the order of its endpoints' families, and where its lists are."""

from collections.abc import Mapping

from bot.domain.listings import ListKind
from bot.upstreams.imgopen.drawing import drawing_offers
from bot.upstreams.imgopen.editing import editing_offers
from bot.upstreams.imgopen.faces import face_offers
from bot.upstreams.imgopen.flux import flux_offer
from bot.upstreams.imgopen.image_tool import Made
from bot.upstreams.imgopen.listing import MODELS
from bot.upstreams.imgopen.route import ListRoute
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.supplied import supplied, supplied_listing
from bot.upstreams.imgopen.training import training_offer
from bot.upstreams.imgopen.understanding import understanding_offers


def make_offers(settings: ImgOpenSettings) -> tuple[Made, ...]:
    """Every offer with its route; those that cannot be used with these settings are there too, and say so."""
    return (
        *face_offers(settings),
        *drawing_offers(settings),
        flux_offer(settings),
        *editing_offers(settings),
        *understanding_offers(settings),
        training_offer(settings),
        *supplied(settings),
    )


def make_lists(settings: ImgOpenSettings) -> Mapping[ListKind, ListRoute]:
    """The list of models, which is documented, and those that the operator has described."""
    described = {kind: supplied_listing(settings, kind) for kind in ListKind}
    return {ListKind.MODEL: MODELS} | {kind: route for kind, route in described.items() if route is not None}
