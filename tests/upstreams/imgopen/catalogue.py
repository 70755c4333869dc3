"""Offers by key, what they send, what they take, and what they make of an answer."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.offers import Offer
from bot.domain.outcomes import Broke, Finished, Found, Outcome
from bot.domain.sentences import Reason
from bot.domain.tools import Options
from bot.upstreams.imgopen.offers import make_offers
from bot.upstreams.imgopen.outcome import read_outcome
from bot.upstreams.imgopen.route import Route
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.wire import Envelope
from bot.upstreams.lenient import read
from tests.upstreams import orders

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OWN_ID = "own-id"
PICTURE = "https://pictures.test/{}.png"


def offered(key: str, **settings: Any) -> tuple[Offer, Route]:
    """The part after `imgopen.` is enough."""
    made = make_offers(ImgOpenSettings.model_validate(settings))
    return {offer.key.removeprefix("imgopen."): (offer, route) for offer, route in made}[key]


def body(
    key: str, options: Options, *slots: str, settings: dict[str, Any] | None = None, **rest: Any
) -> dict[str, Any]:
    offer, _ = offered(key, **(settings or {}))
    return offer.payload(orders.made(options, *slots, **{"task_id": OWN_ID, **rest}))


def refusal(key: str, options: Options, **settings: Any) -> tuple[Reason, Any] | None:
    """The reason, and the option or setting that it is about."""
    offer, _ = offered(key, **settings)
    said = offer.refuses(options)
    return None if said is None else (said.reason, said.values.get("option") or said.values.get("setting"))


def outcome(key: str, answer: dict[str, Any], *, memo: dict[str, str | int] | None = None, **settings: Any) -> Outcome:
    _, route = offered(key, **settings)
    envelope = read(Envelope, answer, title="Img Open")
    return read_outcome(envelope, route=route, settings=ImgOpenSettings.model_validate(settings), now=NOW, memo=memo)


def found(got: Outcome) -> list[Found]:
    assert isinstance(got, Finished)
    return list(got.found)


def code(got: Outcome) -> object:
    assert isinstance(got, Broke)
    return got.sentence.values["code"]
