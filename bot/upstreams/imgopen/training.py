"""Training a model from pictures."""

from decimal import Decimal
from typing import Any

from bot.domain.listings import ListKind
from bot.domain.offers import Offer, Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import TRAIN
from bot.domain.toolbox.generate import TrainOptions
from bot.upstreams.bodies import as_options, given
from bot.upstreams.imgopen.endpoints import TRAINING
from bot.upstreams.imgopen.image_tool import Made, known
from bot.upstreams.imgopen.refusals import off, unset
from bot.upstreams.imgopen.route import Route
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.supplied import switch, training_route

_HOUR_S = 3600
_RESULT = "training_result"
(_PICTURES,) = (slot.name for slot in TRAIN.slots)


def training_offer(settings: ImgOpenSettings) -> Made:
    """Off until the operator tells where the result of a training is: no document does."""
    table = settings.endpoints.training_result
    offer = Offer(
        **known(TRAINING, settings),
        tool=TRAIN.key,
        price=settings.prices.training,
        usual_s=2 * _HOUR_S,
        payload=_body,
        pace=settings.training_pace,
        off=_off(settings),
        trains=None if table is None else table.makes,
    )
    path = TRAINING.known_path
    return offer, training_route(settings, path) or Route(path=path, read=lambda _: ())


def _off(settings: ImgOpenSettings) -> Sentence | None:
    """Nor does any say how what was trained is used: a model that nobody can draw with is not sold."""
    table = settings.endpoints.training_result
    if table is None:
        return off(switch(_RESULT))
    return unset("lora_prompt") if table.makes is ListKind.LORA and settings.lora_prompt is None else None


def _body(order: Order) -> dict[str, Any]:
    """In the spelling of the page's table; its example spells some fields otherwise."""
    options = as_options(order.options, TrainOptions)
    return given(
        taskId=order.own_id,
        fileUrlList=[picture.url for picture in order.series(_PICTURES)],
        maxEpochs=options.epochs,
        batchSize=options.batch,
        learningRate=None if options.learning_rate is None else _decimal(options.learning_rate),
        clipSkip=options.clip_skip,
        repeats=options.repeats,
    )


def _decimal(number: float) -> str:
    """Without an exponent: 0.00001 rather than 1e-05."""
    return format(Decimal(repr(number)), "f")
