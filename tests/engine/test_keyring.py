import pytest
from pydantic import SecretStr

from bot.domain.errors import Garbled, KeyRejected, Refused
from bot.domain.ids import GuildId, ProviderId
from bot.domain.sentences import Reason, Sentence
from bot.engine.keyring import Keyring
from tests.engine.bench import Bench
from tests.engine.vendor import unreachable
from tests.storage.requests import GUILD, USER

VENDOR = ProviderId("vendor")
SECRET = "vendor-secret-1234"


@pytest.fixture
def keyring(bench: Bench) -> Keyring:
    bench.vendor.takes_a_key()
    return Keyring(catalogue=bench.desk.catalogue, database=bench.desk.database, vault=bench.vault, clock=bench.clock)


async def kept(bench: Bench) -> dict[str, SecretStr] | None:
    async with bench.desk.database.reading() as connection:
        return await bench.vault.get(connection, GUILD, VENDOR)


async def put(keyring: Keyring, token: str = SECRET) -> bool | None:
    _, verdict = await keyring.put(GUILD, VENDOR, {"token": token}, by=USER)
    return verdict


def test_only_providers_that_take_a_key_are_listed(keyring: Keyring) -> None:
    assert [(each.id, each.title) for each in keyring.providers] == [("vendor", "Vendor")]


async def test_a_key_that_the_vendor_takes_is_kept_and_used(bench: Bench, keyring: Keyring) -> None:
    info, verdict = await keyring.put(GUILD, VENDOR, {"token": f"  {SECRET}\n"}, by=USER)
    assert (info.last_four, info.title, info.put_by, verdict) == ("1234", "Vendor", USER, True)
    assert await keyring.infos(GUILD) == [info]
    await bench.ask_and_work()
    (order,) = bench.vendor.submissions.orders
    assert order.credentials == {"token": SecretStr(SECRET)}


async def test_a_key_that_the_vendor_refuses_is_not_kept(bench: Bench, keyring: Keyring) -> None:
    bench.vendor.verdict = False
    with pytest.raises(KeyRejected) as caught:
        await put(keyring)
    assert SECRET not in str(caught.value)
    assert await kept(bench) is None


@pytest.mark.parametrize("answer", [None, unreachable(), Garbled(Reason.UPSTREAM_GARBLED, provider="Vendor")], ids=str)
async def test_a_key_that_cannot_be_tried_is_kept_untried(
    bench: Bench, keyring: Keyring, answer: Exception | None
) -> None:
    bench.vendor.verdict = answer
    assert await put(keyring) is None
    assert await kept(bench) == {"token": SecretStr(SECRET)}


async def test_a_key_for_a_provider_that_is_not_ready_is_kept_untried(bench: Bench, keyring: Keyring) -> None:
    bench.vendor.verdict = False
    bench.vendor.trouble = Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Vendor")
    assert await put(keyring) is None


@pytest.mark.parametrize("token", ["", "abc", "with space", "x" * 201, "new\nline", "ünïcode"])
async def test_what_cannot_be_a_key_is_refused_and_not_repeated(bench: Bench, keyring: Keyring, token: str) -> None:
    with pytest.raises(Refused) as caught:
        await put(keyring, token)
    assert caught.value.sentence == Sentence.of(Reason.KEY_MALFORMED, provider="Vendor", field="Token")
    assert await kept(bench) is None


@pytest.mark.parametrize("verdict", [True, False, None])
async def test_a_kept_key_is_tried_again_when_asked(bench: Bench, keyring: Keyring, *, verdict: bool | None) -> None:
    await put(keyring)
    bench.vendor.verdict = verdict
    assert await keyring.test(GUILD, VENDOR) is verdict


async def test_there_may_be_no_key_to_try(keyring: Keyring) -> None:
    with pytest.raises(Refused) as caught:
        await keyring.test(GUILD, VENDOR)
    assert caught.value.sentence == Sentence.of(Reason.PROVIDER_NOT_SET_UP, provider="Vendor")


async def test_a_removed_key_is_gone(bench: Bench, keyring: Keyring) -> None:
    await put(keyring)
    assert [await keyring.remove(GUILD, VENDOR) for _ in range(2)] == [True, False]
    assert await keyring.infos(GUILD) == []
    assert await kept(bench) is None


async def test_a_guild_sees_its_own_keys_only(keyring: Keyring) -> None:
    await put(keyring)
    assert await keyring.infos(GuildId(8)) == []


async def test_a_key_of_a_provider_that_we_no_longer_have_is_not_shown(bench: Bench, keyring: Keyring) -> None:
    async with bench.desk.database.transaction() as connection:
        values = {"token": SecretStr(SECRET)}
        await bench.vault.put(connection, GUILD, ProviderId("gone"), values, by=USER, now=bench.clock.now())
    assert await keyring.infos(GUILD) == []
