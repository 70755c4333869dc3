import pytest

from bot.domain.listings import ListKind
from bot.domain.offers import Coverage
from bot.upstreams.imgopen.endpoints import CONTROLNET, ENDPOINTS, FACE_RESTORATION, V2_ROOP, Endpoint, Role
from bot.upstreams.imgopen.offers import make_offers
from bot.upstreams.imgopen.settings import ImgOpenSettings

OFFERS = {offer.key: (offer, route) for offer, route in make_offers(ImgOpenSettings())}
OPERATORS = {5, 6, 7, 12, 17, 18, 23, 24, 28, 29, 30}
DOCUMENTED = {8, 13, 19, 21}


def test_there_are_thirty_in_the_order_of_the_navigation() -> None:
    assert [endpoint.number for endpoint in ENDPOINTS] == list(range(1, 31))


def test_each_is_that_of_an_offer_a_list_or_a_query() -> None:
    served = {role: [each.serves for each in ENDPOINTS if each.role is role] for role in Role}
    assert sorted(served[Role.OFFER]) == sorted(OFFERS)
    assert sorted(served[Role.LIST]) == sorted(ListKind)
    assert [each.number for each in ENDPOINTS if each.role is Role.QUERY] == [8, 9, 10, 12]


def test_how_well_each_is_known_is_what_was_found() -> None:
    by_coverage = {cover: {each.number for each in ENDPOINTS if each.coverage is cover} for cover in Coverage}
    assert by_coverage[Coverage.OPERATOR_SUPPLIED] == OPERATORS
    assert by_coverage[Coverage.DOCUMENTED] == DOCUMENTED
    assert by_coverage[Coverage.PARTIAL] == set(range(1, 31)) - OPERATORS - DOCUMENTED


@pytest.mark.parametrize(
    "endpoint", [each for each in ENDPOINTS if each.role is Role.OFFER], ids=lambda each: each.title
)
def test_an_offer_says_of_its_endpoint_what_the_table_says(endpoint: Endpoint) -> None:
    offer, route = OFFERS[endpoint.serves]
    assert (offer.coverage, offer.endpoint) == (endpoint.coverage, endpoint.name)
    if endpoint.coverage is not Coverage.OPERATOR_SUPPLIED:
        assert route.path == endpoint.known_path


def test_an_image_tool_is_called_by_its_tool_code_and_anything_else_by_its_path() -> None:
    assert (V2_ROOP.name, CONTROLNET.name, FACE_RESTORATION.name) == ("v2/roop", "sd/v2/controlnet", "Face restoration")


def test_no_path_is_made_up_for_an_endpoint_that_no_document_describes() -> None:
    with pytest.raises(LookupError):
        _ = FACE_RESTORATION.known_path
