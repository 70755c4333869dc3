"""When a vendor tries an undelivered callback again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The part of a vendor's configuration that says how persistently it calls back.

    At most `callback_max_tries` in all, after `callback_delays_s`, of which the last repeats. `callback_time_scale`
    multiplies each delay, 0 leaves none; `callback_timeout_s`, for one try, is not scaled.
    """

    callback_delays_s: tuple[float, ...] = ()
    callback_max_tries: int = 1
    callback_timeout_s: float = 10
    callback_time_scale: float = 1.0

    def pauses_s(self) -> tuple[float, ...]:
        """The real seconds before the second try, the third, and so on."""
        delays = self.callback_delays_s or (0.0,)
        repeats = range(self.callback_max_tries - 1)
        return tuple(delays[min(number, len(delays) - 1)] * self.callback_time_scale for number in repeats)
