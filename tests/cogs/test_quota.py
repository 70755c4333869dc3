"""People see what they have spent; admins decide how much that may be."""

from dataclasses import replace

from bot.domain.quota import Quota
from tests.ui.stage import Stage


async def test_a_person_sees_their_credits_with_a_bar(stage: Stage) -> None:
    answer = await (await stage.ann.slash(stage.channel, "quota")).answer()
    assert answer.ephemeral
    assert answer.text.splitlines() == [
        "▰▰▱▱▱▱▱▱▱▱ 12 of 50 credits today",
        "▰▱▱▱▱▱▱▱▱▱ 60 of 500 credits this month",
        "1,234 credits this month by the whole server, without a limit",
    ]


async def test_it_works_in_direct_messages(stage: Stage) -> None:
    answer = await (await stage.ann.slash(stage.ann.dm, "quota")).answer()
    assert "12 of 50 credits today" in answer.text


async def test_an_admin_sees_the_limits(stage: Stage) -> None:
    answer = await (await stage.boss.slash(stage.channel, "settings quota")).answer()
    assert answer.ephemeral
    assert answer.text == ("Each person: 50 credits a day, 500 credits a month. The whole server: no limit a month.")


async def test_an_admin_changes_one_limit_and_leaves_the_others(stage: Stage) -> None:
    before = stage.studio.limits
    await (await stage.boss.slash(stage.channel, "settings quota", guild_month=900)).answer()
    assert stage.studio.limits == replace(before, guild_month=900)


async def test_minus_one_lifts_a_limit_and_nought_is_a_limit(stage: Stage) -> None:
    await (await stage.boss.slash(stage.channel, "settings quota", person_day=-1, person_month=0)).answer()
    assert stage.studio.limits == Quota(person_day=None, person_month=0, guild_month=None)


async def test_a_member_may_not_change_limits(stage: Stage) -> None:
    before = stage.studio.limits
    stage.offer_to_everybody("settings")
    answer = await (await stage.ann.slash(stage.channel, "settings quota", person_day=-1)).answer()
    assert answer.text == "That's for people with the Manage Server permission."
    assert stage.studio.limits == before
