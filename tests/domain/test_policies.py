from itertools import product

import pytest

from bot.domain.policies import FlaggedPolicy, Showing, showing

EVERYWHERE = [False, True]


@pytest.mark.parametrize(("policy", "age_restricted"), list(product(FlaggedPolicy, EVERYWHERE)))
def test_what_is_not_flagged_is_shown_whatever_the_policy(policy: FlaggedPolicy, *, age_restricted: bool) -> None:
    assert showing(policy, flagged=False, age_restricted=age_restricted) is Showing.PLAIN


@pytest.mark.parametrize(
    ("policy", "age_restricted", "shown"),
    [
        (FlaggedPolicy.WITHHOLD, False, Showing.WITHHELD),
        (FlaggedPolicy.WITHHOLD, True, Showing.WITHHELD),
        (FlaggedPolicy.SPOILER, False, Showing.SPOILER),
        (FlaggedPolicy.SPOILER, True, Showing.SPOILER),
        (FlaggedPolicy.AGE_RESTRICTED, False, Showing.WITHHELD),
        (FlaggedPolicy.AGE_RESTRICTED, True, Showing.PLAIN),
    ],
)
def test_a_flagged_picture_is_shown_as_the_server_and_the_channel_have_it(
    policy: FlaggedPolicy, shown: Showing, *, age_restricted: bool
) -> None:
    assert showing(policy, flagged=True, age_restricted=age_restricted) is shown
