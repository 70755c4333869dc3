"""What an operator can tell about the endpoints that the vendor's documents do not describe."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from bot.domain.listings import ListKind
from bot.domain.toolbox import ENLARGE, ERASE, HAIRSTYLE, REMOVEBG, RESTORE, TOOLS, WATERMARK
from bot.domain.tools import Output, Tool
from bot.upstreams.custom.complaints import Complaint, refuse
from bot.upstreams.custom.extra import Extra, make_tool
from bot.upstreams.custom.location import resolve
from bot.upstreams.custom.offer import names, needed
from bot.upstreams.custom.table import Answer, Endpoint, NameList, Table, TrainingResult
from bot.upstreams.imgopen.endpoints import ENDPOINTS

KNOWN: Mapping[str, Tool] = {
    "hairstyle": HAIRSTYLE,
    "face_restoration": RESTORE,
    "super_resolution": ENLARGE,
    "object_removal": ERASE,
    "background_remove": REMOVEBG,
    "image_enlarge": ENLARGE,
    "image_watermark": WATERMARK,
}
"""The tool that each endpoint does of which the name is known."""
LISTS: Mapping[ListKind, str] = {
    ListKind.LORA: "lora_list",
    ListKind.VAE: "vae_list",
    ListKind.EMBEDDING: "embedding_list",
}
_OWN_TOOLS: Mapping[str, Tool] = {tool.key: tool for tool in TOOLS}
COMMANDS = frozenset({"help", "keys", "privacy", "quota", "settings", "tasks"})
"""What is on every server besides the tools."""
_COMMAND = re.compile(r"[a-z0-9_-]{1,32}")
_MOST_EXTRAS = 60
"""Discord takes a hundred commands of an application; the others are ours."""
_IN_DATA = re.compile(r"data([.\[].*)?")


class Endpoints(Table):
    """One table per endpoint; without it, what it does is off."""

    hairstyle: Endpoint | None = Field(default=None, description="Hairstyle changer")
    face_restoration: Endpoint | None = Field(default=None, description="Face restoration")
    super_resolution: Endpoint | None = Field(default=None, description="Super Resolution")
    object_removal: Endpoint | None = Field(default=None, description="Object Removal")
    background_remove: Endpoint | None = Field(default=None, description="background remove")
    image_enlarge: Endpoint | None = Field(default=None, description="image enlarge")
    image_watermark: Endpoint | None = Field(default=None, description="image watermark")
    lora_list: NameList | None = Field(default=None, description="the LoRAs to choose from")
    vae_list: NameList | None = Field(default=None, description="the VAEs to choose from")
    embedding_list: NameList | None = Field(default=None, description="the embeddings to choose from")
    training_result: TrainingResult | None = Field(default=None, description="where the model of a training is")
    extra: dict[str, Extra] = Field(default={}, description="endpoints beyond these, each by its command's name")

    @property
    def known(self) -> dict[str, tuple[Tool, Endpoint | None]]:
        """The known endpoints by name: what they do, and the table if there is one."""
        return {name: (tool, getattr(self, name)) for name, tool in KNOWN.items()}

    @cached_property
    def extras(self) -> dict[str, tuple[Tool, Extra]]:
        """The others by name: the tool that they do, ours or their own."""
        return {key: (tool, extra) for key, extra in self.extra.items() if (tool := _tool(key, extra)) is not None}

    @property
    def tools(self) -> tuple[Tool, ...]:
        """The tools that are there because of the tables."""
        return tuple(tool for tool, extra in self.extras.values() if extra.tool is None)

    def listing(self, kind: ListKind) -> NameList | None:
        """The table of that list."""
        table: NameList | None = getattr(self, LISTS[kind]) if kind in LISTS else None
        return table

    def elsewhere(self, base_url: str) -> Iterator[Complaint]:
        """Every address that is not on the host of `base_url`."""
        for place, table in self._tables():
            for field, location in table.locations.items():
                try:
                    resolve(location, base_url)
                except ValueError as error:
                    yield Complaint(str(error), (*place, field))

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        refuse((*self._misnamed(), *self._misfits(), *self._outside()))
        return self

    def _misnamed(self) -> Iterator[Complaint]:
        offers = {endpoint.serves for endpoint in ENDPOINTS}
        if len(self.extra) > _MOST_EXTRAS:
            yield Complaint(f"must not hold more than {_MOST_EXTRAS} tools", ("extra",))
        for key, extra in self.extra.items():
            if not _COMMAND.fullmatch(key):
                yield Complaint("must be named with 1 to 32 characters of a-z, 0-9, _ and -", ("extra", key))
            elif f"imgopen.{key}" in offers or (extra.tool is None and key in {*_OWN_TOOLS, *COMMANDS}):
                yield Complaint("has a name that is taken", ("extra", key))
            elif _tool(key, extra) is None:
                yield Complaint("is no tool of ours to which an endpoint can be added", ("extra", key, "tool"))

    def _misfits(self) -> Iterator[Complaint]:
        for place, tool, table in self._served():
            yield from (each.inside(*place) for each in table.misfits(names(tool), needed(tool)))

    def _outside(self) -> Iterator[Complaint]:
        """Every answer of this vendor has what it says in `data`."""
        for place, table in self._tables():
            for field, places in table.places.items():
                if not all(_IN_DATA.fullmatch(each) for each in places):
                    yield Complaint(
                        "must begin with `data`, where everything is that the provider says", (*place, field)
                    )

    def _served(self) -> Iterator[tuple[tuple[str, ...], Tool, Endpoint]]:
        for name, (tool, table) in self.known.items():
            if table is not None:
                yield (name,), tool, table
        for key, (tool, extra) in self.extras.items():
            yield ("extra", key), tool, extra

    def _tables(self) -> Iterator[tuple[tuple[str, ...], Answer | NameList]]:
        for name in type(self).model_fields:
            table: Any = getattr(self, name)
            if isinstance(table, Answer | NameList):
                yield (name,), table
        for key, extra in self.extra.items():
            yield ("extra", key), extra


def _tool(key: str, extra: Extra) -> Tool | None:
    if extra.tool is None:
        return make_tool(key, extra)
    tool = _OWN_TOOLS.get(extra.tool)
    return tool if tool is not None and tool.output is not Output.MODEL else None


def _at_home(endpoints: Endpoints, info: ValidationInfo) -> Endpoints:
    if base_url := info.data.get("base_url"):
        refuse(endpoints.elsewhere(base_url))
    return endpoints


EndpointTables = Annotated[Endpoints, AfterValidator(_at_home)]
"""Tables of endpoints that are all on the host of the `base_url`, a field that comes before them."""
