"""What all processes of a house are told, with the patience of a test."""

import json

from bot.media.settings import S3Settings
from bot.sandbox.bot_process import environment
from bot.sandbox.discord import LocalDiscord
from bot.sandbox.upstreams import LocalVendors
from storage.sealing import new_key

_POLLS = {"POLL_INITIAL_S": "0.05", "POLL_FACTOR": "1.2", "POLL_MAX_S": "0.2", "MAX_REQUESTS_PER_S": "1000"}
_ENGINE = {
    "LEASE_S": "1.5",
    "IDLE_MAX_S": "0.2",
    "RETRY_FIRST_S": "0.1",
    "RETRY_MAX_S": "0.3",
    "SETTLE_S": "0.2",
    "SWEEP_EVERY_S": "0.2",
    "OPEN_TASKS_PER_PERSON": "100",
}


def variables(
    discord: LocalDiscord, vendors: LocalVendors, *, database_url: str, bucket: S3Settings, bind: str
) -> dict[str, str]:
    """Environment variables. `bind` is where the web process listens; nobody is told of it as a public address."""
    return {
        **environment(discord, vendors),
        **_shared(database_url, bucket),
        "DARKROOM_WEB__BIND": bind,
        "DARKROOM_QUOTA__PERSON_DAY": "10000",
        "DARKROOM_QUOTA__PERSON_MONTH": "10000",
        **{f"DARKROOM_ENGINE__{name}": value for name, value in _ENGINE.items()},
        **{f"DARKROOM_PROVIDERS__MAGICTIGER__{name}": value for name, value in _POLLS.items()},
        **{f"DARKROOM_PROVIDERS__IMGOPEN__PACE__{name}": value for name, value in _POLLS.items()},
    }


def _shared(database_url: str, bucket: S3Settings) -> dict[str, str]:
    assert bucket.secret_access_key is not None
    return {
        "DARKROOM_DATABASE_URL": database_url,
        "DARKROOM_SECRET_KEYS": json.dumps([new_key()]),
        "DARKROOM_MEDIA__S3__BUCKET": bucket.bucket or "",
        "DARKROOM_MEDIA__S3__ENDPOINT": bucket.endpoint or "",
        "DARKROOM_MEDIA__S3__ACCESS_KEY_ID": bucket.access_key_id or "",
        "DARKROOM_MEDIA__S3__SECRET_ACCESS_KEY": bucket.secret_access_key.get_secret_value(),
    }
