"""What is shared goes away in the middle of the work, and comes back."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from bot.media.settings import S3Settings
from bot.roles import Role
from bot.sandbox.discord import Message
from tests.cluster import NotInstalled, _run, _unprivileged, private_cluster
from tests.journeys.trades import MAGICTIGER
from tests.media.buckets import a_bucket, make
from tests.processes.endings import all_delivered
from tests.processes.house import House
from tests.processes.orders import hurry, order, order_in_the_making
from tests.processes.shop import Shop

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

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
        made = await order_in_the_making(house)

        await asyncio.to_thread(shop.shut)
        asked = await order(house, MAGICTIGER)
        hurry(house.vendors.magictiger)
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
        changes = {**SLEEPY, "PUBLIC_URL": house.public_url}
        gateway, web, *workers = [
            await house.start(role, **changes) for role in (Role.GATEWAY, Role.WEB, Role.WORKER, Role.WORKER)
        ]
        await house.open()
        before = await order_in_the_making(house)

        await asyncio.to_thread(restart, cluster)
        for worker in workers:
            await worker.says("hears the database's bell again")
        hurry(house.vendors.magictiger)
        after = await order(house, MAGICTIGER)

        await all_delivered(house, [before, after])
        assert all(process.running for process in (gateway, web, *workers))


def says_that_the_place_does_not_answer(message: Message) -> bool:
    return "where I keep pictures isn't answering" in message.content


def restart(cluster: URL) -> None:
    """As after a crash of the server."""
    url = cluster.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as asking:
        folder, programs = [
            Path(asking.execute(question).fetchall()[0][0])
            for question in ("SHOW data_directory", "SELECT setting FROM pg_config WHERE name = 'BINDIR'")
        ]
    how = ("-D", str(folder), "-l", str(folder.parent / "log"), "-m", "immediate", "-w")
    _run((str(programs / "pg_ctl"), *how, "restart"), folder.parent, _unprivileged(folder.parent))
