"""What serves a tool: the types of the vendor's, by the values of one of the tool's options."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import ENHANCE, EnhanceOptions
from bot.domain.tools import Options, Tool
from bot.upstreams.magictiger.mapping import Codes, chooser, tool_called, words_of
from bot.upstreams.magictiger.settings import MagicTigerSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Codes by the values of `option`; where there is none, the only code stands for whatever is asked for."""

    tool: Tool
    option: str | None
    codes: Mapping[str, int]

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """What to suggest where the option is free text."""
        return {} if self.option is None or words_of(self.tool, self.option) else {self.option: tuple(self.codes)}

    def code(self, options: Options) -> int | None:
        """The type with these options; None where there is none."""
        value = self._value(options)
        if value is None:
            return next(iter(self.codes.values())) if len(self.codes) == 1 else None
        return self.codes.get(value)

    def refuse(self, options: Options, *, title: str) -> Sentence | None:
        """The vendor is told of a type and of nothing else: nobody pays for an option that would not be sent."""
        if unused := next(self._unused(options), None):
            return Sentence.of(Reason.OPTION_UNUSED, option=unused, provider=title)
        if self.option is None or self.code(options) is not None:
            return None
        if (value := self._value(options)) is None:
            return Sentence.of(Reason.OPTION_NEEDED, option=self.option)
        accepted = ", ".join(self.codes)
        return Sentence.of(Reason.OPTION_NOT_OFFERED, option=self.option, value=value, accepted=accepted)

    def _value(self, options: Options) -> str | None:
        value = getattr(options, self.option) if self.option else None
        return None if value is None else str(value)

    def _unused(self, options: Options) -> Iterator[str]:
        fields = type(options).model_fields.items()
        return (name for name, field in fields if name != self.option and getattr(options, name) != field.default)


def service(key: str, codes: Codes) -> Service:
    """What an operator has mapped the tool of that key to."""
    tool = tool_called(key)
    if isinstance(codes, dict):
        return Service(tool=tool, option=chooser(tool), codes=codes)
    return Service(tool=tool, option=None, codes={"": codes})


def type_of(settings: MagicTigerSettings, tool: str, options: Options) -> int | None:
    """The code of the type that serves a tool with these options; None where nobody has said it."""
    if tool == ENHANCE.key:
        return settings.type_code(chosen_mode(options))
    return service(tool, settings.types[tool]).code(options) if tool in settings.types else None


def chosen_mode(options: Options) -> str | None:
    """What kind of enhancement the person asked for, if any."""
    return options.mode if isinstance(options, EnhanceOptions) else None
