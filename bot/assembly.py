"""The composition root: every part, made once, from the settings."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot.domain.clock import Clock, SystemClock
from bot.engine.announcer import Announcer
from bot.engine.desk import Desk
from bot.engine.keyring import Keyring
from bot.engine.links import PublicLinks
from bot.engine.listings import Listings
from bot.engine.milestones import Milestones
from bot.engine.reception import Reception
from bot.engine.routing import Router
from bot.engine.studio import Studio
from bot.engine.worker import Worker
from bot.listening import Listening
from bot.media.fetch import Fetcher
from bot.media.fit import Fitter
from bot.media.inspect import Inspector
from bot.media.sheet import Sheets
from bot.media.store import MediaStore
from bot.opening import check_keys, open_catalogue, open_checked_media, open_sealer, open_upgraded
from bot.pool import Pool
from bot.settings import Settings
from bot.ui.delivery import DiscordDelivery
from bot.ui.packing import Packer
from bot.upstreams.local.onlooker import LocalOnlooker
from storage.database import Database
from storage.sealing import Sealer
from storage.tasks import Tasks
from storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the cogs use, what carries the tasks, and how people hear of them."""

    studio: Studio
    keyring: Keyring
    packer: Packer
    worker: Worker
    delivery: DiscordDelivery
    database: Database
    media: MediaStore
    listening: Listening


async def assemble(
    stack: AsyncExitStack, settings: Settings, *, clock: Clock | None = None, milestones: Milestones | None = None
) -> Parts:
    """Open everything, lowest first; `stack` closes it. The database is brought up to date.

    Raises Misconfigured, also where the media store does not answer.
    """
    clock = clock or SystemClock()
    sealer = open_sealer(settings)
    database = await open_upgraded(stack, settings)
    await check_keys(database, sealer)
    media = await open_checked_media(settings)
    pool = await stack.enter_async_context(Pool())
    catalogue = await open_catalogue(stack, settings, clock)
    fetcher = await stack.enter_async_context(Fetcher(settings.media))
    vault = Vault(sealer)
    trained = {offer.key: offer.trains for offer in catalogue.offers if offer.trains}
    packer = Packer(Fitter(pool, settings.media), catalogue.tools, trained=trained)
    delivery = DiscordDelivery(packer=packer, sheets=Sheets(pool, settings.media), clock=clock)
    links = _links(settings, sealer, clock)
    router = Router(catalogue=catalogue, database=database, vault=vault)
    listings = Listings(router=router, database=database, clock=clock)
    stack.push_async_callback(listings.close)
    desk = Desk(
        clock=clock,
        database=database,
        tasks=Tasks(sealer),
        catalogue=catalogue,
        router=router,
        onlooker=LocalOnlooker(await stack.enter_async_context(Pool())),  # a long look must not hold up results
        listings=listings,
        media=media,
        media_settings=settings.media,
        fetcher=fetcher,
        inspector=Inspector(pool, settings.media),
        delivery=delivery,
        announcer=Announcer(delivery),
        settings=settings.engine,
        default_quota=settings.quota.quota(),
        links=links,
        milestones=milestones or Milestones(),
    )
    return Parts(
        studio=Studio(desk),
        keyring=Keyring(catalogue=catalogue, database=database, vault=vault, clock=clock),
        packer=packer,
        worker=Worker(desk),
        delivery=delivery,
        database=database,
        media=media,
        listening=Listening(settings.web, reception=Reception(desk), links=links, media=media, database=database),
    )


def _links(settings: Settings, sealer: Sealer, clock: Clock) -> PublicLinks | None:
    if settings.public_url is None:
        return None
    return PublicLinks(settings.public_url, sealer.signer("addresses"), clock)
