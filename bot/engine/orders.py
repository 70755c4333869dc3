"""From a task's row to what a provider needs to know of it."""

from bot.domain.errors import Misconfigured
from bot.domain.offers import Credentials, Offer, Order, Travel
from bot.domain.offers import InputPicture as Picture
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, KeyOwner, Task
from bot.domain.tools import Options
from bot.engine.desk import Desk


def options_of(desk: Desk, task: Task) -> Options:
    """The task's options as its tool reads them. Raises pydantic.ValidationError for a row of another version."""
    return desk.catalogue.tool(task.tool).options.model_validate(task.options)


async def order_to_submit(desk: Desk, task: Task, offer: Offer, credentials: Credentials | None) -> Order:
    """With the pictures, as the offer wants them to travel."""
    pictures = {entry.slot: await _picture(desk, entry, offer.travel) for entry in task.inputs}
    return Order(task_id=task.id, options=options_of(desk, task), pictures=pictures, credentials=credentials)


async def order_to_ask(desk: Desk, task: Task) -> Order:
    """For questions about a submitted task: no pictures, the provider's id, the key it was submitted with.

    Raises Misconfigured if that key is gone.
    """
    _, upstream = desk.offer_of(task)
    owner = task.key_owner or KeyOwner.NOBODY
    credentials = await desk.router.credentials(upstream, task.guild_id, owner)
    if credentials is None and owner is not KeyOwner.NOBODY:
        raise Misconfigured(Reason.PROVIDER_NOT_SET_UP, provider=upstream.title)
    return Order(
        task_id=task.id,
        options=options_of(desk, task),
        pictures={},
        credentials=credentials,
        upstream_id=task.upstream_id,
        memo=task.memo,
    )


async def _picture(desk: Desk, entry: Input, travel: Travel) -> Picture:
    data = await desk.media.get(entry.media) if travel is Travel.BYTES and entry.media else b""
    return Picture(url=entry.url, filename=entry.filename, data=data)
