"""A server decides what happens to flagged pictures."""

import pytest

from bot.domain.policies import FlaggedPolicy
from tests.ui.stage import Stage


async def test_an_admin_sees_the_policy(stage: Stage) -> None:
    answer = await (await stage.boss.slash(stage.channel, "settings flagged")).answer()
    assert answer.ephemeral
    assert answer.text == "Pictures that a provider's content check flags aren't shown on this server."
    assert stage.studio.policy is FlaggedPolicy.WITHHOLD


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        (FlaggedPolicy.WITHHOLD, "aren't shown on this server"),
        (FlaggedPolicy.SPOILER, "behind a spoiler"),
        (FlaggedPolicy.AGE_RESTRICTED, "in age-restricted channels only"),
    ],
)
async def test_an_admin_changes_it_and_reads_what_it_means(stage: Stage, policy: FlaggedPolicy, text: str) -> None:
    answer = await (await stage.boss.slash(stage.channel, "settings flagged", policy=policy.value)).answer()
    assert answer.text.startswith("Changed. ")
    assert text in answer.text
    assert stage.studio.policy is policy


async def test_a_member_may_not_change_it(stage: Stage) -> None:
    stage.offer_to_everybody("settings")
    answer = await (await stage.ann.slash(stage.channel, "settings flagged", policy="spoiler")).answer()
    assert answer.text == "That's for people with the Manage Server permission."
    assert stage.studio.policy is FlaggedPolicy.WITHHOLD
