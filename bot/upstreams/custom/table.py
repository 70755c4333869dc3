"""The tables with which an operator describes what no document describes."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from bot.domain.listings import ListKind
from bot.upstreams.custom.complaints import Complaint, refuse
from bot.upstreams.custom.location import Location
from bot.upstreams.custom.place import Place
from bot.upstreams.custom.template import Template, placeholders

TASK = "task"
CALLBACK = "callback"
OURS = frozenset({TASK, CALLBACK})
"""Placeholders that every endpoint has: our own id of the submission, and where the provider may report it."""

USUAL_PRICE = 2
USUAL_S = 15
"""Credits, and seconds, where a table says nothing."""


def _can_be_trained(kind: ListKind) -> ListKind:
    if kind not in {ListKind.LORA, ListKind.MODEL}:
        raise ValueError("must be `lora` or `model`")
    return kind


Trained = Annotated[ListKind, AfterValidator(_can_be_trained)]
Word = bool | int | FiniteFloat | str


class Table(BaseModel):
    """The base: nothing is passed over, and no value is quoted in a complaint."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @property
    def locations(self) -> dict[str, str]:
        """Where it is, by field."""
        return {field: there for field in ("path", "query") if (there := getattr(self, field, None)) is not None}


class Answer(Table):
    """What an answer says, by the places in it; places begin at its outermost object."""

    result: Place = Field(description="where the result is: an address or a text, or a list of them")
    query_body: Template | None = Field(
        default=None, repr=False, description="what is sent to ask; `{task}` is our own id; the usual body if left out"
    )
    progress: Place | None = Field(default=None, description="where the progress is, a number")
    progress_of: FiniteFloat = Field(default=100, gt=0, description="the progress of a task that is done")
    failed: dict[Place, Annotated[list[Word], Field(min_length=1)]] = Field(
        default={}, description="per place, the values that mean for sure that nothing will come"
    )

    @property
    def places(self) -> dict[str, tuple[str, ...]]:
        """All places, by the field that names them."""
        progress = () if self.progress is None else (self.progress,)
        return {"result": (self.result,), "progress": progress, "failed": tuple(self.failed)}

    @model_validator(mode="after")
    def _asks_about_one_task(self) -> Self:
        if self.query_body is not None:
            refuse(_misfits(self.query_body, field="query_body", known=frozenset({TASK}), needed=frozenset({TASK})))
        return self


class Endpoint(Answer):
    """What makes a tool's results."""

    path: Location = Field(description="where it is: a path, or a whole address on the provider's host")
    body: Template = Field(repr=False, description="what is sent; `{image}` stands for a picture's address, and so on")
    query: Location | None = Field(
        default=None, description="where it is asked about a task; left out, the first answer holds the result"
    )
    price: int = Field(default=USUAL_PRICE, ge=0, description="credits per request")
    max_bytes: int | None = Field(default=None, gt=0, description="largest picture in bytes; the provider's if empty")
    max_side: int | None = Field(default=None, gt=0, description="longest side in pixels; the provider's if empty")
    usual_s: FiniteFloat = Field(
        default=USUAL_S, gt=0, description="how long it usually takes, in seconds; a first guess"
    )
    calls_back: bool = Field(default=False, description="whether it reports by itself, to `{callback}`")

    def misfits(self, names: frozenset[str], needed: frozenset[str]) -> Iterator[Complaint]:
        """What is wrong with its placeholders where a tool has these `names`, of which some are `needed`."""
        if CALLBACK in placeholders(self.body) and not self.calls_back:
            yield Complaint("must be true where the body holds {callback}", ("calls_back",))
        yield from _misfits(self.body, field="body", known=names | OURS, needed=needed)


class TrainingResult(Answer):
    """Where the model is that a training has made: `result` is the name by which it is used."""

    query: Location = Field(description="where it is asked about a training")
    makes: Trained = Field(description="what comes out: `lora` or `model`")
    listed: bool = Field(
        description="whether the provider's own list of these names what was trained too; "
        "if so, servers that share the operator's key are not shown that list"
    )


class NameList(Table):
    """A list to choose from. `value` and `label` are places in a row."""

    path: Location = Field(description="where it is")
    body: Template = Field(default={}, repr=False, description="what is sent")
    rows: Place = Field(description="where the rows are")
    value: Place = Field(description="where, in a row, that stands which is sent")
    label: Place | None = Field(default=None, description="where, in a row, that stands which people read")

    @property
    def places(self) -> dict[str, tuple[str, ...]]:
        """The places that begin at the answer."""
        return {"rows": (self.rows,)}

    @model_validator(mode="after")
    def _asks_for_nothing_in_particular(self) -> Self:
        refuse(_misfits(self.body, field="body", known=frozenset(), needed=frozenset()))
        return self


def _misfits(template: Template, *, field: str, known: frozenset[str], needed: frozenset[str]) -> Iterator[Complaint]:
    used = placeholders(template)
    if unknown := used - known:
        yield Complaint(f"{_braced(unknown)} stands for nothing here; known: {_braced(known) or 'none'}", (field,))
    if missing := needed - used:
        yield Complaint(f"does not send {_braced(missing)}", (field,))


def _braced(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
