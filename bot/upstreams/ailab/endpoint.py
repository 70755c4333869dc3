"""One endpoint of the vendor: where it is, what it costs, takes and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.offers import Coverage, Limits
from bot.upstreams.ailab.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Every one is a POST of a form. `path` comes after the base URL.

    `price` is the documented number of credits, None where no page tells. `result` is where what was made is: in the
    submission's own answer if `at_once`, else in that of a query. `job` is the `type` by which the retired query knows
    it; None: the current query is asked. `fixed`: fields that are always sent. `marked`: it takes a mask.
    `is_opaque`: it takes no transparent pictures.
    """

    path: str
    price: int | None
    result: Place
    limits: Limits
    usual_s: float
    at_once: bool
    coverage: Coverage = Coverage.DOCUMENTED
    fixed: Mapping[str, str] = field(default_factory=dict)
    limits_of: Mapping[str, Limits] = field(default_factory=dict)
    marked: bool = False
    is_opaque: bool = False
    job: str | None = None

    @property
    def name(self) -> str:
        """The last step of the path: the vendor's own word for it."""
        return self.path.rpartition("/")[2]


def queued(path: str, price: int, result: Place, limits: Limits, *, usual_s: float = 20) -> Endpoint:
    """It answers with a task's id."""
    return Endpoint(path=f"/api/{path}", price=price, result=result, limits=limits, usual_s=usual_s, at_once=False)


def direct(path: str, price: int | None, result: Place, limits: Limits, *, usual_s: float = 5) -> Endpoint:
    """It answers with the result."""
    return Endpoint(path=f"/api/{path}", price=price, result=result, limits=limits, usual_s=usual_s, at_once=True)


def partly(endpoint: Endpoint) -> Endpoint:
    """The same, if no page says where its result is."""
    return replace(endpoint, coverage=Coverage.PARTIAL)


def sending(endpoint: Endpoint, **fields: str) -> Endpoint:
    """The same with fields that are always sent."""
    return replace(endpoint, fixed=fields)


def opaque(endpoint: Endpoint) -> Endpoint:
    """The same, for pictures without transparency."""
    return replace(endpoint, is_opaque=True)


def masked(endpoint: Endpoint) -> Endpoint:
    """The same, with a mask."""
    return replace(endpoint, marked=True)
