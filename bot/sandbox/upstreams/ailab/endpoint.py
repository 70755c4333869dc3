"""What AILabTools can be ordered: one entry per endpoint. A new one is an entry in a table, and a craft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.sandbox.upstreams.ailab.fields import Field
from bot.sandbox.upstreams.ailab.files import File
from bot.sandbox.upstreams.crafts.commission import Commission, Craft, Value
from bot.sandbox.upstreams.edits import Json

Job = Literal["HD_COLOUR_MIGRATION", "GENERATE_CARTOONIZED_IMAGE"]
"""What the legacy query calls an endpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A well-formed order: fields that were not `sent` have the page's default; files have the wire's names."""

    values: Mapping[str, Value]
    sent: frozenset[str]
    pictures: Mapping[str, bytes] = field(repr=False)

    def text(self, name: str) -> str:
        """A field as text; empty where there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> float:
        """A field as a number; 0 for what is none."""
        value = self.values.get(name)
        return value if isinstance(value, int | float) else 0.0

    def with_value(self, name: str, value: Value) -> "Order":
        """The order with another value."""
        return replace(self, values={**self.values, name: value})


def _same(order: Order) -> Mapping[str, Value]:
    return order.values


def _fits(_order: Order) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One endpoint. `credits` is its price, `place` where its result stands (`[]` for a list), or "" as configured.

    `plan` makes the options of the `craft`, which `craft_of` chooses where the fields decide; `roles` are what the
    craft calls the files that have another name on the wire. `count` is how many pictures are made, `misfit` what is
    wrong with the fields together, `notes` what the answer says beside the result.

    An endpoint with an `async_place` chooses by `task_type`; one with a `job` answers through the legacy query only.
    `in_body`: the result is base64, not a URL. `judges_names`: a wrong file name looks like an outage.
    """

    path: str
    credits: int
    craft: Craft
    files: tuple[File, ...] = (File(),)
    fields: tuple[Field, ...] = ()
    place: str = ""
    async_place: str = ""
    is_async: bool = False
    in_body: bool = False
    is_short: bool = False
    tells_type: bool = False
    needs_face: bool = False
    judges_names: bool = False
    is_retired: bool = False
    job: Job | None = None
    plan: Callable[[Order], Mapping[str, Value]] = _same
    craft_of: Callable[[Order], Craft] | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    count: Callable[[Order], int] = lambda _: 1
    misfit: Callable[[Order], str | None] = _fits
    notes: Callable[[Commission, list[bytes]], Json] = lambda *_: {}

    @property
    def code(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    def runs_async(self, order: Order) -> bool:
        """Whether this order is fetched later."""
        return self.is_async or (bool(self.async_place) and order.values.get("task_type") == "async")

    def commission(self, order: Order, number: int) -> Commission:
        """The craft's own words for the order; versions have numbers from 0."""
        pictures = {self.roles.get(name, name): picture for name, picture in order.pictures.items()}
        options = {**self.plan(order), "number": number} if self.count(order) > 1 else self.plan(order)
        craft = self.craft_of(order) if self.craft_of else self.craft
        return Commission(craft=craft, pictures=pictures, options=options)
