"""What Img Open calls back: the envelope that a query would answer, to the URL that came with the order."""

import json

from bot.sandbox.upstreams.callbacks import Report
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.replies import SUCCESS, Refusal, describe, refuse, succeed
from bot.sandbox.upstreams.imgopen.tools import Tool
from bot.sandbox.upstreams.jobs import Job


def report_on(job: Job, tool: Tool, config: ImgOpenConfig, *, url: str) -> Report | None:
    """The callback about a settled job, None without a URL. Nothing in it proves who sends it."""
    if not url:
        return None
    return Report(job=job, url=url, envelope=_envelope(job, tool, config), ladder=config, is_delivered=is_acknowledged)


def is_acknowledged(_status: int, answer: bytes) -> bool:
    """Whether the answer is JSON whose `code` equals 200, as a string or a number; the documents ask for no status."""
    try:
        reply = json.loads(answer)
    except ValueError:
        return False
    return isinstance(reply, dict) and str(reply.get("code")) == SUCCESS


def _envelope(job: Job, tool: Tool, config: ImgOpenConfig) -> Json:
    try:
        return succeed(describe(job, tool, config, state=job.state))
    except Refusal as refusal:
        return refuse(refusal, config)
