"""An upstream at the sandbox's vendor."""

from dataclasses import dataclass, replace
from typing import Any

import httpx

from bot.domain.clock import ShiftedClock
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.outcomes import Pending
from bot.domain.tools import Options
from bot.sandbox.upstreams import MagicTiger as Vendor
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.magictiger.settings import MagicTigerSettings
from tests.sandbox.upstreams.customers import PictureHost, paint
from tests.upstreams import orders

TYPES = {"enhance": 1, "colour": 2}


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A client, the vendor it talks to, and an order that both can do."""

    client: httpx.AsyncClient
    clock: ShiftedClock
    vendor: Vendor
    host: PictureHost

    def upstream(self, **given: Any) -> MagicTiger:
        usual = {
            "base_url": self.vendor.base_url,
            "enhance_types": TYPES,
            "default_enhance_type": "enhance",
            "max_requests_per_s": 1000,
        }
        made = MagicTigerSettings.model_validate({**usual, **given})
        return MagicTiger(made, client=self.client, clock=self.clock)

    @property
    def key(self) -> Credentials:
        return orders.sealed(api_token=self.vendor.api_token)

    def order(self, picture: bytes | None = None, **rest: Any) -> Order:
        url = self.host.put("image.jpg", paint() if picture is None else picture)
        return orders.enhancement(**{"urls": {"image": url}, "credentials": self.key, **rest})

    def asking(self, options: Options, **rest: Any) -> Order:
        """An order of any tool that works on one picture."""
        url = self.host.put("image.jpg", paint())
        return orders.made(options, "image", urls={"image": url}, credentials=self.key, **rest)

    async def submitted(self, upstream: MagicTiger, **rest: Any) -> tuple[Offer, Order]:
        return await self.sent(upstream, upstream.offers[0], self.order(**rest))

    async def sent(self, upstream: MagicTiger, offer: Offer, order: Order) -> tuple[Offer, Order]:
        """The order once the vendor has settled it, with all that a poll needs."""
        pending = await upstream.submit(offer, order)
        assert isinstance(pending, Pending)
        await self.vendor.idle()
        return offer, replace(order, upstream_id=pending.upstream_id, memo=pending.memo)

    def configure(self, **changes: Any) -> None:
        self.vendor.config = replace(self.vendor.config, **changes)
