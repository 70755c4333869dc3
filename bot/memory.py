"""Less memory for the same work: what a long-running process with many threads asks of Python and of the C library."""

import ctypes
import gc
import sys
from contextlib import suppress

_M_ARENA_MAX = -8
"""glibc's name for how many heaps it keeps (malloc.h). By default each thread may get one, and hardly gives it back."""
_ARENAS = 2


def keep_few_heaps() -> None:
    """To be called before there are threads. Where the C library has no such thing, nothing happens."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def forget_imports() -> None:
    """What is there once all is loaded stays for good: the garbage collector need not look through it again."""
    gc.collect()
    gc.freeze()
