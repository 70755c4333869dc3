"""From a task's row to what a provider needs to know of it."""

from datetime import timedelta

from bot.domain.errors import Misconfigured, Refused
from bot.domain.offers import Credentials, Offer, Order, Travel
from bot.domain.offers import InputPicture as Picture
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, KeyOwner, Task
from bot.domain.tools import NoOptions, Options
from bot.engine.asking import is_asked, shown_to
from bot.engine.desk import Desk
from bot.engine.expiry import is_dead
from bot.upstreams.base import Door


def options_of(desk: Desk, task: Task) -> Options:
    """The task's options as its tool reads them. Raises pydantic.ValidationError for a row of another version."""
    return desk.catalogue.tool(task.tool).options.model_validate(task.options)


def options_for(desk: Desk, task: Task, offer: Offer) -> Options:
    """The same for an offer of its tool; what is only asked first has no options."""
    return NoOptions() if is_asked(task, offer) else options_of(desk, task)


async def order_to_submit(desk: Desk, task: Task, offer: Offer, credentials: Credentials | None) -> Order:
    """With the pictures, as the offer wants them to travel. Raises Refused for one that it can no longer fetch."""
    shown = shown_to(offer, task)
    pictures = {slot: await _picture(desk, entry, offer) for slot, entry in shown.items()}
    return Order(
        task_id=task.id,
        round=task.round,
        options=options_for(desk, task, offer),
        pictures=pictures,
        credentials=credentials,
        callback_url=_callback_url(desk, task, offer),
    )


async def order_to_ask(desk: Desk, task: Task) -> Order:
    """For questions about a submitted task: no pictures, the provider's id, the key it was submitted with.

    Raises Misconfigured if that key is gone.
    """
    offer, upstream = desk.offer_of(task)
    owner = task.key_owner or KeyOwner.NOBODY
    credentials = await desk.router.credentials(upstream, task.guild_id, owner)
    if credentials is None and owner is not KeyOwner.NOBODY:
        raise Misconfigured(Reason.PROVIDER_NOT_SET_UP, provider=upstream.title)
    return Order(
        task_id=task.id,
        round=task.round,
        options=options_for(desk, task, offer),
        pictures={},
        credentials=credentials,
        upstream_id=task.upstream_id,
        memo=task.memo,
    )


async def _picture(desk: Desk, entry: Input, offer: Offer) -> Picture:
    data = await desk.media.get(entry.media) if offer.travel is Travel.BYTES and entry.media else b""
    return Picture(url=_address(desk, entry, offer), filename=entry.filename, data=data, shape=entry.shape)


def _address(desk: Desk, entry: Input, offer: Offer) -> str:
    """Where the provider can fetch the picture: from us, for as long as its work may take; else from Discord."""
    if desk.links is None or entry.media is None:
        if offer.travel is Travel.URL and is_dead(entry.url, desk.clock.now()):
            raise Refused(Reason.INPUTS_GONE)
        return entry.url
    patience = timedelta(seconds=desk.pace_of(offer).poll_deadline_s)
    return desk.links.media(entry.media, until=desk.clock.now() + patience)


def _callback_url(desk: Desk, task: Task, offer: Offer) -> str | None:
    if desk.links is None or desk.catalogue.upstream(offer.provider).door is not Door.PER_TASK:
        return None
    return desk.links.callback(offer.provider, task.id)
