"""From a task's row to what a provider needs to know of it."""

from datetime import timedelta

from bot.domain.errors import Misconfigured
from bot.domain.offers import Credentials, Offer, Order, Travel
from bot.domain.offers import InputPicture as Picture
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, KeyOwner, Task
from bot.domain.tools import Options
from bot.engine.desk import Desk
from bot.upstreams.base import Door


def options_of(desk: Desk, task: Task) -> Options:
    """The task's options as its tool reads them. Raises pydantic.ValidationError for a row of another version."""
    return desk.catalogue.tool(task.tool).options.model_validate(task.options)


async def order_to_submit(desk: Desk, task: Task, offer: Offer, credentials: Credentials | None) -> Order:
    """With the pictures, as the offer wants them to travel."""
    pictures = {entry.slot: await _picture(desk, entry, offer) for entry in task.inputs}
    return Order(
        task_id=task.id,
        options=options_of(desk, task),
        pictures=pictures,
        credentials=credentials,
        callback_url=_callback_url(desk, task, offer),
    )


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


async def _picture(desk: Desk, entry: Input, offer: Offer) -> Picture:
    data = await desk.media.get(entry.media) if offer.travel is Travel.BYTES and entry.media else b""
    return Picture(url=_address(desk, entry, offer), filename=entry.filename, data=data)


def _address(desk: Desk, entry: Input, offer: Offer) -> str:
    """Where the provider can fetch the picture: from us, for as long as its work may take; else from Discord."""
    if desk.links is None or entry.media is None:
        return entry.url
    patience = timedelta(seconds=desk.catalogue.upstream(offer.provider).pace.poll_deadline_s)
    return desk.links.media(entry.media, until=desk.clock.now() + patience)


def _callback_url(desk: Desk, task: Task, offer: Offer) -> str | None:
    if desk.links is None or desk.catalogue.upstream(offer.provider).door is not Door.PER_TASK:
        return None
    return desk.links.callback(offer.provider, task.id)
