"""What a disk or a bucket raises, as our own errors."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

from bot.domain.errors import StorageFailed
from bot.domain.sentences import Reason

_NO_SPACE = re.compile(r"(os error |Errno )(27|28|122)\b")
"""EFBIG, ENOSPC and EDQUOT as obstore and Python write them: obstore keeps no errno."""
_NO_BUCKET = re.compile(r"\bNoSuchBucket\b")
"""S3's own word for it; the status is 404 as for a picture that is not there."""


@contextmanager
def translated(*, missing: bool = False) -> Iterator[None]:
    """Turn what the store raises into StorageFailed; "not found" passes, unless `missing` is one of them.

    Details never quote the store: an answer may hold the name of a key.
    """
    try:
        yield
    except (BaseError, OSError) as error:
        text = str(error)
        if isinstance(error, FileNotFoundError) and not missing and not _NO_BUCKET.search(text):
            raise
        if _NO_SPACE.search(text):
            raise StorageFailed(Reason.STORAGE_FULL, detail="the disk is full") from error
        raise StorageFailed(Reason.STORAGE_DOWN, detail=f"the media store {_in_words(error, text)}") from error


def _in_words(error: Exception, text: str) -> str:
    if isinstance(error, (PermissionDeniedError, UnauthenticatedError, PermissionError)):
        return "refuses access"
    if _NO_BUCKET.search(text):
        return "has no such bucket"
    if isinstance(error, OSError) and error.strerror:
        return f"answers: {error.strerror}"
    return f"gives no usable answer ({type(error).__name__})"
