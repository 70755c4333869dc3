"""What Magic Tiger calls back: the complete task object, to the one URL of the account."""

import json
from dataclasses import replace
from functools import partial

from bot.sandbox.upstreams.callbacks import Report
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.jobs import Job, JobState
from bot.sandbox.upstreams.magictiger.config import MagicTigerConfig
from bot.sandbox.upstreams.magictiger.replies import wrap
from bot.sandbox.upstreams.magictiger.seal import seal
from bot.sandbox.upstreams.magictiger.task_object import describe
from bot.sandbox.upstreams.magictiger.tasks import Task

_OK = 200


def report_on(task: Task, config: MagicTigerConfig, *, token: str, queuenum: int) -> Report | None:
    """The callback about a task as it is now, None where the account wants none."""
    if task.job.state is JobState.FAILED and not config.callback_on_failure:
        return None
    data = describe(task, config, queuenum=queuenum, lying=False)
    envelope = wrap(0, "", data, numbers_as_strings=config.numbers_as_strings)
    return _address(task.job, envelope, config, token)


def probe(config: MagicTigerConfig, *, token: str) -> Report | None:
    """One try with an empty object, None where the account has no URL or the vendor does not validate it."""
    if config.callback_probe == "off":
        return None
    return _address(None, {}, replace(config, callback_max_tries=1), token)


def is_acknowledged(status: int, answer: bytes) -> bool:
    """HTTP 200, code 0 and success true: the expected reply has all three."""
    try:
        reply = json.loads(answer)
    except ValueError:
        return False
    if status != _OK or not isinstance(reply, dict):
        return False
    code, data = reply.get("code"), reply.get("data")
    return code == 0 and code is not False and isinstance(data, dict) and data.get("success") is True


def _address(job: Job | None, envelope: Json, config: MagicTigerConfig, token: str) -> Report | None:
    if config.callback_url is None:
        return None
    return Report(
        job=job,
        url=config.callback_url,
        envelope=envelope,
        ladder=config,
        is_delivered=is_acknowledged,
        seal=partial(seal, token=token, recipe=config.callback_md5_recipe),
    )
