"""What an error gives away."""

import traceback

SECRET = "a-secret-value"


def told(error: BaseException) -> str:
    """All that a log would show of it."""
    return "".join(traceback.format_exception(error))
