import re

from bot.domain.ids import new_task_id


def test_a_task_id_is_a_discord_nonce_and_a_vendors_caller_id() -> None:
    longest_nonce = 25
    task_id = new_task_id()
    assert re.fullmatch(r"[0-9a-f]{20}", task_id)
    assert len(task_id) <= longest_nonce


def test_task_ids_do_not_repeat() -> None:
    assert len({new_task_id() for _ in range(1000)}) == 1000
