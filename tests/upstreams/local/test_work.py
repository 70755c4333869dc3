import pytest

from bot.domain.modes import EnhanceMode
from bot.upstreams.local.enhance import enhance
from bot.upstreams.local.errors import BadPicture
from bot.upstreams.local.work import do
from tests.upstreams.local.measures import CAT, scaled

SMALL = scaled(CAT, 0.2)


def test_the_function_of_that_name_is_called_with_the_arguments() -> None:
    assert do("enhance", {"picture": SMALL, "mode": EnhanceMode.DETAIL}) == (enhance(SMALL, EnhanceMode.DETAIL),)


def test_what_goes_wrong_there_goes_wrong_here() -> None:
    with pytest.raises(BadPicture):
        do("sharpen", {"picture": b"", "strength": None})
