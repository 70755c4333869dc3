"""What can become of a task besides its result."""


class Crashed(RuntimeError):
    """The worker died over this task: a fault in native code, or out of memory."""


class TooSlow(RuntimeError):
    """The worker took longer than allowed and was killed."""


class Busy(RuntimeError):
    """So many tasks wait already that this one was not taken in."""
