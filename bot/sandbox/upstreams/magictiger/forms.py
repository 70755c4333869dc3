"""What Magic Tiger is sent: exactly the documented fields."""

from typing import Annotated

from pydantic import Field

from bot.sandbox.upstreams.requests import Order

Text = Annotated[str, Field(min_length=1)]


class CreateTask(Order):
    """Start an enhancement. `chtaskid` is the customer's own id and may be null."""

    picurl: Text
    type: int
    chtaskid: str | None = None


class GetTask(Order):
    """Ask for a task; `type` is the one that it was created with."""

    taskid: Text
    type: int


class DeleteTask(Order):
    """Delete a task. No type here."""

    taskid: Text
