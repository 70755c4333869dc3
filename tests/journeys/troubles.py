"""The vendors' faults by what becomes of a call that meets them, and how long a vendor has."""

from datetime import timedelta

import pytest

from bot.sandbox.upstreams import Fault

DEADLINE = timedelta(minutes=10)

NO_ANSWER_AFTER_COMMIT = [
    Fault.DROP_AFTER_COMMIT,
    Fault.UNAVAILABLE_AFTER_COMMIT,
    Fault.NOT_JSON,
    Fault.HTML,
    Fault.ENDLESS,
]
ANSWER_WITHOUT_SENSE = [Fault.WRONG_TYPES, Fault.MISSING_FIELDS, Fault.MISSING_DATA]
NOTHING_COMMITTED = [Fault.DROP_BEFORE_COMMIT, Fault.UNAVAILABLE, Fault.HANG]


def each(*faults: Fault) -> pytest.MarkDecorator:
    """One case per fault, as `fault`."""
    return pytest.mark.parametrize("fault", faults, ids=lambda fault: fault.name.lower())
