from dataclasses import replace

import pytest
from aiohttp import ClientSession

from bot.sandbox.upstreams import AilabTools, LocalVendors
from tests.sandbox.upstreams.ailab.orders import AilabCustomer


@pytest.fixture
def ailab(vendors: LocalVendors) -> AilabTools:
    vendors.ailab.config = replace(vendors.ailab.config, processing_s=0, retired_live=True)
    return vendors.ailab


@pytest.fixture
def customer(ailab: AilabTools, session: ClientSession) -> AilabCustomer:
    return AilabCustomer(session=session, headers={"ailabapi-api-key": ailab.api_key}, vendor=ailab)
