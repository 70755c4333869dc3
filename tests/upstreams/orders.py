"""Orders as the engine makes them."""

from typing import Any

from pydantic import SecretStr

from bot.domain.ids import TaskId, UpstreamId, new_task_id
from bot.domain.offers import Credentials, InputPicture, Order, Shape
from bot.domain.toolbox import EnhanceOptions, FaceswapOptions
from bot.domain.tools import Options


def swap(*, fidelity: float | None = None, **rest: Any) -> Order:
    return made(FaceswapOptions(fidelity=fidelity), "source", "target", **rest)


def enhancement(*, mode: str | None = None, **rest: Any) -> Order:
    return made(EnhanceOptions(mode=mode), "image", **rest)


def sealed(**parts: str) -> Credentials:
    return {name: SecretStr(value) for name, value in parts.items()}


def made(
    options: Options,
    *slots: str,
    urls: dict[str, str] | None = None,
    data: bytes = b"",
    credentials: Credentials | None = None,
    task_id: str | None = None,
    upstream_id: str | None = None,
    memo: dict[str, str | int] | None = None,
    callback_url: str | None = None,
    number: int = 1,
    shape: Shape | None = None,
) -> Order:
    """An order with a picture per slot; `number` counts rounds."""
    pictures = {
        slot: InputPicture(
            url=(urls or {}).get(slot, f"https://pictures.test/{slot}.png"), filename="a.png", data=data, shape=shape
        )
        for slot in slots
    }
    return Order(
        task_id=TaskId(task_id) if task_id else new_task_id(),
        options=options,
        pictures=pictures,
        credentials=credentials,
        upstream_id=UpstreamId(upstream_id) if upstream_id else None,
        memo=memo or {},
        callback_url=callback_url,
        round=number,
    )
