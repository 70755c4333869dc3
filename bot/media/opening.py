"""From the settings to a media store."""

from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from bot.media.bucket import open_bucket
from bot.media.disk import Disk
from bot.media.place import Place
from bot.media.settings import MediaSettings
from bot.media.spool import Spool
from bot.media.store import MediaStore


def open_media(settings: MediaSettings) -> MediaStore:
    """The store, after clearing what killed processes left of their work. A bucket is not asked yet: `check` does.

    Touches the disk: call it before the event loop is busy. Raises Misconfigured for a folder that cannot be used.
    """
    try:
        place = _open_place(settings)
    except OSError as error:
        why = error.strerror or type(error).__name__
        detail = f"DARKROOM_MEDIA__DIR: {settings.dir} cannot be used ({why})"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error
    return MediaStore(place, max_bytes=settings.max_bytes_on_disk)


def _open_place(settings: MediaSettings) -> Place:
    settings.dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # before the spool inside it
    spool = Spool(settings.spool_dir)
    spool.clear()
    if settings.s3.bucket is None:
        return Disk(settings.dir, spool=spool)
    return open_bucket(settings.s3, spool=spool)
