"""What is shared goes away in the middle of the work, and comes back."""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from bot.domain.lifecycle import State
from bot.media.settings import S3Settings
from bot.roles import Role
from bot.sandbox.discord import Message
from tests.cluster import NotInstalled, private_cluster
from tests.journeys.trades import MAGICTIGER
from tests.media.buckets import a_bucket, make
from tests.processes.endings import all_delivered
from tests.processes.house import House
from tests.processes.orders import Order, order
from tests.processes.shop import Shop

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

ETERNITY_S = 3600
SLEEPY = {"ENGINE__IDLE_MAX_S": "60"}


class TestABucketThatIsGoneForAWhile:
    @pytest.fixture
    def shop(self) -> Iterator[Shop]:
        shop = Shop()
        shop.open()
        yield shop
        shop.shut()

    @pytest.fixture
    def bucket(self, shop: Shop) -> S3Settings:
        return make(a_bucket(shop.address))

    async def test_lets_tasks_wait_says_so_and_loses_none(self, house: House, shop: Shop) -> None:
        await house.start(Role.GATEWAY)
        await house.start(Role.WORKER)
        await house.open()
        made = await one_that_waits_for_the_vendor(house)

        await asyncio.to_thread(shop.shut)
        asked = await order(house, MAGICTIGER)
        hurry(house)
        for each in (made, asked):
            await each.conversation.until(says_that_the_place_does_not_answer)
        await asyncio.to_thread(shop.open)

        await all_delivered(house, [made, asked])


class TestADatabaseThatIsStartedAnew:
    @pytest.fixture
    def cluster(self) -> Iterator[URL]:
        """One that may be restarted, and keeps what it has promised."""
        try:
            with private_cluster(durable=True) as url:
                yield url
        except NotInstalled as reason:
            pytest.skip(str(reason))

    @pytest.fixture
    def postgres_url(self, cluster: URL) -> str:
        return cluster.render_as_string(hide_password=False)

    async def test_ends_no_process_loses_no_task_and_rings_its_bell_again(self, house: House, cluster: URL) -> None:
        """Nobody looks for work unasked: what goes on has heard the bell."""
        house.vendors.imgopen.config = replace(house.vendors.imgopen.config, callback_tools=frozenset({"roop"}))
        changes = {**SLEEPY, "PUBLIC_URL": house.public_url}
        gateway, web, *workers = [
            await house.start(role, **changes) for role in (Role.GATEWAY, Role.WEB, Role.WORKER, Role.WORKER)
        ]
        await house.open()
        before = await one_that_waits_for_the_vendor(house)

        await asyncio.to_thread(restart, cluster)
        for worker in workers:
            await worker.says("hears the database's bell again")
        hurry(house)
        after = await order(house, MAGICTIGER)

        await all_delivered(house, [before, after])
        assert all(process.running for process in (gateway, web, *workers))


async def one_that_waits_for_the_vendor(house: House) -> Order:
    vendor = house.vendors.magictiger
    usual, vendor.config = vendor.config, replace(vendor.config, processing_s=ETERNITY_S)
    waiting = await order(house, MAGICTIGER)
    await house.until_in(waiting.task_id, State.RUNNING)
    vendor.config = usual
    return waiting


def hurry(house: House) -> None:
    """What the vendor has in hand is ready now."""
    for job in house.vendors.magictiger.workshop._running:
        job.hurry.set()


def says_that_the_place_does_not_answer(message: Message) -> bool:
    return "where I keep pictures isn't answering" in message.content


def restart(cluster: URL) -> None:
    """As a crash of the server, and its start."""
    with psycopg.connect(make_url(cluster).set(drivername="postgresql").render_as_string(hide_password=False)) as asking:
        (folder,) = asking.execute("SHOW data_directory").fetchone() or ("",)
        (programs,) = asking.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone() or ("",)
    owner = Path(folder).stat()
    who = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(
        [f"{programs}/pg_ctl", "-D", folder, "-w", "-m", "immediate", "-l", f"{folder}/log", "restart"],
        check=True, cwd=folder, env={}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **who,
    )
