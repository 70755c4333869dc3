"""An upstream at the sandbox's vendor."""

from dataclasses import dataclass, replace
from typing import Any

import httpx

from bot.domain.clock import ShiftedClock
from bot.domain.offers import Credentials, Offer, Order
from bot.domain.pace import Pace
from bot.sandbox.upstreams import ImgOpen as Vendor
from bot.sandbox.upstreams import ToolSwitches
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.imgopen.settings import ImgOpenSettings
from tests.sandbox.upstreams.customers import PictureHost, paint
from tests.upstreams import orders
from tests.upstreams.imgopen.scripted import offer


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A client, the vendor it talks to, and an order that both can do."""

    client: httpx.AsyncClient
    clock: ShiftedClock
    vendor: Vendor
    host: PictureHost

    def upstream(self, **settings: Any) -> ImgOpen:
        patient = {"base_url": self.vendor.base_url, "pace": Pace(max_requests_per_s=1000)}
        return ImgOpen(ImgOpenSettings(**{**patient, **settings}), client=self.client, clock=self.clock)

    @property
    def key(self) -> Credentials:
        return orders.sealed(access_key_id=self.vendor.access_key_id, access_key_secret=self.vendor.access_key_secret)

    def order(self, **rest: Any) -> Order:
        urls = {slot: self.host.put(f"{slot}.jpg", paint()) for slot in ("source", "target")}
        return orders.swap(**{"urls": urls, "credentials": self.key, **rest})

    def switch(self, **switches: Any) -> None:
        self.vendor.config = replace(self.vendor.config, switches=ToolSwitches(**switches))


def version(upstream: ImgOpen, number: int) -> Offer:
    """The single face swap's."""
    return offer(upstream, {1: "imgopen.roop", 2: "imgopen.v2-roop"}[number])
