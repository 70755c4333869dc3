"""The two headers of a callback."""

from hashlib import md5

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.magictiger.config import Md5Recipe


def seal(envelope: Json, body: bytes, *, token: str, recipe: Md5Recipe) -> dict[str, str]:
    """The account's token, and the md5 of the body as it travels or of the task's id."""
    data = envelope.get("data")
    taskid = data.get("taskid", "") if isinstance(data, dict) else ""
    return {"token": token, "md5": digest(recipe, body=body, token=token, taskid=str(taskid))}


def digest(recipe: Md5Recipe, *, body: bytes, token: str, taskid: str) -> str:
    """32 lower-case hex digits; empty for off."""
    if recipe == "off":
        return ""
    parts = {"body": body, "token": token.encode(), "taskid": taskid.encode()}
    return md5(b"".join(parts[name] for name in recipe.split("+")), usedforsecurity=False).hexdigest()
