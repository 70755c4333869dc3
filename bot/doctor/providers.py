"""What is found about the providers: their keys, their settings, and what is off."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

from pydantic import BaseModel, SecretStr

from bot.doctor.finding import Finding
from bot.domain.clock import SystemClock
from bot.domain.errors import UpstreamError
from bot.domain.listings import ListKind
from bot.domain.sentences import Sentence
from bot.opening import open_catalogue
from bot.settings import Settings, variable
from bot.ui.messages import tell_plainly
from bot.upstreams.base import Upstream

_VERDICTS = {
    True: "takes the operator's key",
    False: "refuses the operator's key",
    None: "has an operator's key; it cannot be tried for free",
}


async def examine_providers(settings: Settings) -> AsyncIterator[Finding]:
    """One after the other; a provider that is off is no fault."""
    async with AsyncExitStack() as stack:
        catalogue = await open_catalogue(stack, settings, SystemClock())
        for upstream in catalogue.upstreams:
            for finding in await _findings(upstream, getattr(settings.providers, upstream.id)):
                yield finding


async def _findings(upstream: Upstream, settings: BaseModel) -> list[Finding]:
    if upstream.unusable() is not None:
        return [Finding(what=upstream.title, found=f"off; empty are {', '.join(_empty(upstream.id, settings))}")]
    runs_with = ", ".join(_changed(settings)) or "the defaults"
    return [
        await _provider(upstream),
        Finding(what=f"{upstream.title} runs with", found=runs_with),
        *_switched_off(upstream),
    ]


async def _provider(upstream: Upstream) -> Finding:
    if not upstream.credential_fields:
        return Finding(what=upstream.title, found="ready, needs no key")
    if upstream.operator_credentials is None:
        return Finding(what=upstream.title, found="no operator key; servers can set their own with /keys set")
    try:
        verdict = await upstream.check(upstream.operator_credentials)
    except UpstreamError as error:
        return Finding(what=upstream.title, found=f"{_in_words(error.sentence)} ({error.detail})", fine=False)
    return Finding(what=upstream.title, found=_VERDICTS[verdict], fine=verdict is not False)


def _switched_off(upstream: Upstream) -> Iterator[Finding]:
    for offer in upstream.offers:
        if offer.off is not None:
            setting = offer.off.values.get("setting")
            how = f"{setting} turns it on" if setting else _in_words(offer.off)
            yield Finding(what=offer.key, found=f"off, for /{offer.tool}: {how}")
    for kind in _lists_off(upstream):
        table = f"[providers.{upstream.id}.endpoints.{kind}_list]"
        yield Finding(what=f"{upstream.id}.{kind}-list", found=f"off; {table} in darkroom.toml turns it on")


def _lists_off(upstream: Upstream) -> list[ListKind]:
    return [kind for kind in ListKind if upstream.lists and kind not in upstream.lists]


def _empty(provider: str, settings: BaseModel) -> list[str]:
    return [variable("providers", provider, name) for name, value in settings if value is None]


def _in_words(sentence: Sentence) -> str:
    return tell_plainly(sentence, "en-US")


def _changed(settings: BaseModel, path: str = "") -> Iterator[str]:
    """What differs from the defaults, without secrets; of what an operator has described, no more than its name."""
    for name, field in type(settings).model_fields.items():
        value, default = getattr(settings, name), field.get_default(call_default_factory=True)
        if isinstance(value, SecretStr) or value == default:
            continue
        match value:
            case BaseModel() if isinstance(default, BaseModel):
                yield from _changed(value, f"{path}{name}.")
            case BaseModel():
                yield f"{path}{name}"
            case dict() if all(isinstance(each, BaseModel) for each in value.values()):
                yield from (f"{path}{name}.{key}" for key in value)
            case _:
                yield f"{path}{name}={value}"
