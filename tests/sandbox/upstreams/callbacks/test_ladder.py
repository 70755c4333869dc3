import asyncio
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import SystemClock
from bot.sandbox.upstreams import CallbackTry, Faults, Ladder
from bot.sandbox.upstreams.callbacks import CallbackSender, Report
from bot.sandbox.upstreams.failures import Unfetchable

SECONDS = st.floats(min_value=0, max_value=3600)
LADDERS = st.builds(
    Ladder,
    callback_delays_s=st.lists(SECONDS, max_size=8).map(tuple),
    callback_max_tries=st.integers(min_value=1, max_value=15),
    callback_time_scale=st.floats(min_value=0, max_value=2),
)


@given(ladder=LADDERS)
def test_each_further_try_has_its_scaled_delay_and_the_last_delay_repeats(ladder: Ladder) -> None:
    pauses = ladder.pauses_s()

    delays = [*ladder.callback_delays_s, *[(ladder.callback_delays_s or (0.0,))[-1]] * 15]
    assert pauses == tuple(delay * ladder.callback_time_scale for delay in delays[: ladder.callback_max_tries - 1])


@given(ladder=LADDERS, failures=st.lists(st.booleans(), max_size=20))
def test_a_sender_climbs_exactly_until_it_is_delivered_or_the_ladder_ends(ladder: Ladder, failures: list[bool]) -> None:
    slept, tries = asyncio.run(climb(ladder, failures))

    count = min(len(failures) + 1, ladder.callback_max_tries)
    assert slept == list(ladder.pauses_s()[: count - 1])
    assert [entry.attempt for entry in tries] == list(range(1, count + 1))
    assert [entry.delivered for entry in tries] == [False] * (count - 1) + [len(failures) < count]


async def climb(ladder: Ladder, failures: list[bool]) -> tuple[list[float], list[CallbackTry]]:
    """Send one report past so many failures: True is a bad answer, False is none."""
    slept, answers = list[float](), iter(failures)

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def post(_url: str, _body: bytes, *, headers: Mapping[str, str], timeout_s: float) -> tuple[int, bytes]:
        assert (headers, timeout_s) == ({}, ladder.callback_timeout_s)
        answered = next(answers, None)
        if answered is False:
            raise Unfetchable("no answer")
        return (500 if answered else 200), b""

    faults = Faults(submits=("submit",), queries=("query",))
    sender = CallbackSender(post=post, faults=faults, clock=SystemClock(), sleep=sleep)
    sender.send(Report(job=None, url="", envelope={}, ladder=ladder, is_delivered=lambda status, _body: status == 200))
    await sender.done()
    return slept, sender.tries
