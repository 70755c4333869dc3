"""What Magic Tiger sends by itself: to the account's one address, with the account's token and a checksum."""

import hmac

from bot.domain.ids import TaskId, UpstreamId
from bot.upstreams.base import Callback, Claim
from bot.upstreams.callbacks import read_data
from bot.upstreams.lenient import read
from bot.upstreams.magictiger.checksum import OFF, checksum
from bot.upstreams.magictiger.offers import TITLE
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.upstreams.magictiger.wire import Notice


def read_claim(callback: Callback) -> Claim:
    """Both ids, as far as they are there. Raises Garbled."""
    notice = read(Notice, read_data(callback, title=TITLE), title=TITLE)
    return Claim(
        task_id=TaskId(notice.chtaskid) if notice.chtaskid else None,
        upstream_id=UpstreamId(notice.taskid) if notice.taskid else None,
    )


def is_genuine(callback: Callback, token: str, settings: MagicTigerSettings) -> bool:
    """Whether the token is right and, where a recipe is set, the checksum of the body as received. Raises Garbled."""
    if not _is_same(callback.headers.get(settings.callback_token_header.lower(), ""), token):
        return False
    if settings.callback_md5_recipe == OFF:
        return True
    told = callback.headers.get(settings.callback_md5_header.lower(), "")
    task_id = read_claim(callback).upstream_id or ""
    parts = {"body": callback.body, "token": token.encode(), "taskid": task_id.encode()}
    return _is_same(told.lower(), checksum(settings.callback_md5_recipe, **parts))


def _is_same(told: str, expected: str) -> bool:
    return hmac.compare_digest(told.encode(errors="surrogatepass"), expected.encode())
