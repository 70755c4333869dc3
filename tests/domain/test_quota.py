from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.quota import Quota, Spent, day_start, month_start, refusal
from bot.domain.sentences import Reason, Sentence

NO_LIMIT = Quota(person_day=None, person_month=None, guild_month=None)
limits = st.none() | st.integers(0, 100)
quotas = st.builds(Quota, person_day=limits, person_month=limits, guild_month=limits)
figures = st.integers(0, 120)
spendings = st.builds(Spent, person_day=figures, person_month=figures, guild_month=figures)
zones = [UTC, timezone(timedelta(hours=14)), timezone(-timedelta(hours=12))]
moments = st.builds(datetime.fromtimestamp, st.integers(0, 2**32), st.sampled_from(zones))


def pairs(quota: Quota, spent: Spent) -> list[tuple[int | None, int]]:
    return [
        (quota.person_day, spent.person_day),
        (quota.person_month, spent.person_month),
        (quota.guild_month, spent.guild_month),
    ]


@given(quota=quotas, spent=spendings, price=st.integers(1, 50))
@settings(deadline=None)
def test_a_price_is_refused_exactly_when_it_would_break_a_limit(quota: Quota, spent: Spent, price: int) -> None:
    breaks = any(limit is not None and used + price > limit for limit, used in pairs(quota, spent))
    assert (refusal(quota, spent, price) is not None) == breaks


@given(quota=quotas, spent=spendings)
@settings(deadline=None)
def test_what_is_free_is_never_refused(quota: Quota, spent: Spent) -> None:
    assert refusal(quota, spent, 0) is None


@given(spent=spendings, price=st.integers(0, 10**9))
@settings(deadline=None)
def test_without_limits_nothing_is_refused(spent: Spent, price: int) -> None:
    assert refusal(NO_LIMIT, spent, price) is None


@given(quota=quotas, spent=spendings, price=st.integers(1, 50))
@settings(deadline=None)
def test_a_refusal_says_what_is_left_and_it_is_less_than_the_price(quota: Quota, spent: Spent, price: int) -> None:
    no = refusal(quota, spent, price)
    if no is not None:
        left, limit = int(no.values["left"]), int(no.values["limit"])
        assert (no.values["price"], 0 <= left < price, left <= limit) == (price, True, True)


@pytest.mark.parametrize(
    ("quota", "reason"),
    [
        (Quota(person_day=9, person_month=9, guild_month=9), Reason.DAY_SPENT),
        (Quota(person_day=10, person_month=9, guild_month=9), Reason.MONTH_SPENT),
        (Quota(person_day=None, person_month=10, guild_month=9), Reason.GUILD_MONTH_SPENT),
    ],
)
def test_the_nearest_limit_is_the_one_that_is_named(quota: Quota, reason: Reason) -> None:
    spent = Spent(person_day=8, person_month=8, guild_month=8)
    assert refusal(quota, spent, 2) == Sentence.of(reason, price=2, left=1, limit=9)


def test_a_limit_set_below_what_is_spent_leaves_nothing_and_no_debt() -> None:
    quota = Quota(person_day=3, person_month=None, guild_month=None)
    assert refusal(quota, Spent(person_day=8), 1) == Sentence.of(Reason.DAY_SPENT, price=1, left=0, limit=3)


@given(moments)
@settings(deadline=None)
def test_a_day_and_a_month_begin_at_midnight_utc_and_hold_the_moment(moment: datetime) -> None:
    utc = moment.astimezone(UTC)
    day, month = day_start(moment), month_start(moment)
    assert (day.tzinfo, day.time().isoformat(), day.date()) == (UTC, "00:00:00", utc.date())
    assert (month.day, month <= day <= utc < day + timedelta(days=1)) == (1, True)


def test_the_day_is_utcs_wherever_the_clock_stands() -> None:
    late_in_kiritimati = datetime(2026, 9, 1, 3, 0, tzinfo=timezone(timedelta(hours=14)))
    assert day_start(late_in_kiritimati) == datetime(2026, 8, 31, tzinfo=UTC)
    assert month_start(late_in_kiritimati) == datetime(2026, 8, 1, tzinfo=UTC)


@given(one=quotas, other=quotas, spent=spendings, price=st.integers(1, 50))
@settings(deadline=None)
def test_within_another_quota_a_price_must_keep_to_both(one: Quota, other: Quota, spent: Spent, price: int) -> None:
    allowed_by_both = all(refusal(quota, spent, price) is None for quota in (one, other))
    assert (refusal(one.within(other), spent, price) is None) == allowed_by_both
    assert one.within(other) == other.within(one)
