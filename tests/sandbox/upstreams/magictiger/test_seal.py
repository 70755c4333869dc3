import pytest

from bot.sandbox.upstreams.magictiger.config import Md5Recipe
from bot.sandbox.upstreams.magictiger.seal import digest, seal

BODY = b'{"code":0,"msg":"","data":{"taskid":"t-1","status":2}}'


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        ("off", ""),
        ("body", "4d31bb9ee2cac202dae51c79736efd90"),
        ("body+token", "f7f27be84a276fefd2d9b3a591d3e9c8"),
        ("token+body", "4146cff09f91ba59907bd48b53b8685a"),
        ("taskid+token", "7d9883cccc130dfca152ab376dbe2ffd"),
        ("token+taskid", "7e326e5544a74131ff18128184c227b1"),
    ],
)
def test_each_recipe_gives_the_digest_of_its_definition(recipe: Md5Recipe, expected: str) -> None:
    assert digest(recipe, body=BODY, token="test-token", taskid="t-1") == expected


@pytest.mark.parametrize("envelope", [{}, {"data": None}, {"data": True}, {"data": {}}])
def test_an_envelope_without_a_task_is_sealed_with_an_empty_id(envelope: dict[str, object]) -> None:
    headers = seal(envelope, b"", token="test-token", recipe="taskid+token")

    assert headers == {"token": "test-token", "md5": digest("body", body=b"test-token", token="", taskid="")}
