"""Who is let in."""

import pytest
from pydantic import SecretStr

from bot.domain.errors import Garbled
from bot.domain.ids import new_task_id
from bot.domain.offers import Credentials
from bot.domain.sentences import Reason
from bot.domain.tasks import KeyOwner
from bot.engine.reception import Verdict
from bot.engine.routing import Router
from bot.upstreams.base import Claim, Door
from storage.sealing import Sealer, new_key
from storage.vault import Vault
from tests.engine.bench import Bench
from tests.engine.doorstep import EMPTY, Doorstep
from tests.engine.vendor import KEY
from tests.storage.requests import GUILD, USER

GARBLED = Garbled(Reason.UPSTREAM_GARBLED, provider="Vendor")


@pytest.mark.parametrize("capability", ["", "A" * 43, "another's", None])
async def test_a_capability_that_we_did_not_make_for_this_task_is_forged(bench: Bench, capability: str | None) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    told = door.capability(new_task_id()) if capability == "another's" else capability
    verdict = await door.reception.receive(bench.vendor.id, EMPTY, task_id=task.id, capability=told)
    assert verdict is Verdict.FORGED
    assert await bench.look(task) == task


async def test_the_accounts_address_is_no_way_in_where_each_task_has_one(bench: Bench) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    bench.vendor.claim = Claim(task_id=task.id)
    assert await door.call() is Verdict.FORGED
    assert await bench.look(task) == task


async def test_a_tasks_address_is_no_way_in_where_the_account_has_one(bench: Bench) -> None:
    door = Doorstep(bench, Door.PER_ACCOUNT)
    task = await bench.ask_and_work()
    assert await door.call(task) is Verdict.FORGED
    assert await bench.look(task) == task


async def test_without_a_public_address_no_capability_is_ours(bench: Bench) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    assert await door.call(task, reception=door.open(links=None)) is Verdict.FORGED


async def test_what_does_not_prove_where_it_comes_from_is_forged(bench: Bench) -> None:
    door = Doorstep(bench, Door.PER_ACCOUNT)
    task = await bench.ask_and_work()
    bench.vendor.claim, bench.vendor.admitted = Claim(task_id=task.id), False
    assert await door.call() is Verdict.FORGED
    assert await bench.look(task) == task


async def test_a_proof_that_cannot_be_read_is_malformed(bench: Bench) -> None:
    door = Doorstep(bench, Door.PER_ACCOUNT)
    bench.vendor.admitted = GARBLED
    assert await door.call() is Verdict.MALFORMED


@pytest.mark.parametrize(
    ("owner", "tried"),
    [(KeyOwner.GUILD, {"token": SecretStr("guild-token")}), (KeyOwner.OPERATOR, KEY), (KeyOwner.NOBODY, KEY)],
)
async def test_the_proof_is_asked_for_with_the_key_that_the_task_was_submitted_with(
    bench: Bench, owner: KeyOwner, tried: Credentials
) -> None:
    bench.vendor.operator_credentials = KEY
    await keep_guild_key(bench)
    door = Doorstep(bench, Door.PER_ACCOUNT)
    task = await bench.ask_and_work()
    await bench.books.overwrite(task.id, key_owner=owner)
    bench.vendor.claim = Claim(task_id=task.id)
    assert await door.call() is Verdict.TAKEN
    assert bench.vendor.keys_tried == [tried]


async def test_what_is_about_no_task_of_ours_is_asked_for_the_operators_proof(bench: Bench) -> None:
    bench.vendor.operator_credentials = KEY
    await Doorstep(bench, Door.PER_ACCOUNT).call()
    assert bench.vendor.keys_tried == [KEY]


async def test_a_guilds_key_that_is_gone_proves_nothing(bench: Bench) -> None:
    bench.vendor.operator_credentials = KEY
    door = Doorstep(bench, Door.PER_ACCOUNT)
    task = await bench.ask_and_work()
    await bench.books.overwrite(task.id, key_owner=KeyOwner.GUILD)
    bench.vendor.claim = Claim(task_id=task.id)
    await door.call()
    assert bench.vendor.keys_tried == [None]


async def test_a_guilds_key_that_can_no_longer_be_opened_proves_nothing(bench: Bench) -> None:
    await keep_guild_key(bench)
    door = Doorstep(bench, Door.PER_ACCOUNT)
    task = await bench.ask_and_work()
    await bench.books.overwrite(task.id, key_owner=KeyOwner.GUILD)
    bench.vendor.claim = Claim(task_id=task.id)
    stranger = Vault(Sealer([SecretStr(new_key())]))
    router = Router(catalogue=bench.desk.catalogue, database=bench.desk.database, vault=stranger)
    await door.call(reception=door.open(router=router))
    assert bench.vendor.keys_tried == [None]


async def keep_guild_key(bench: Bench) -> None:
    values = {"token": SecretStr("guild-token")}
    async with bench.desk.database.transaction() as connection:
        await bench.vault.put(connection, GUILD, bench.vendor.id, values, by=USER, now=bench.clock.now())
