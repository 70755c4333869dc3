"""Faces: swapped, made older or younger, given another expression, repaired and hidden."""

from bot.domain.offers import Order
from bot.domain.sentences import Sentence
from bot.domain.toolbox import AGE, BLURFACES, EXPRESSION, FACESWAP, GENDER, RESTORE, FaceswapOptions
from bot.domain.toolbox.looks import AgeChange, AgeOptions, ExpressionOptions, Gender, GenderOptions, Photo
from bot.domain.toolbox.portrait import Asking
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.ailab.choosing import choose
from bot.upstreams.ailab.direct import BLURRED_FACES, EMOTION, ENHANCE_FACE, FACE_ATTRIBUTES, FACE_FUSION
from bot.upstreams.ailab.form import Form, texts, with_image
from bot.upstreams.ailab.making import Made, make
from bot.upstreams.ailab.queued import EMOTION_ADVANCED, FACE_SWAP
from bot.upstreams.ailab.refusals import needed, unlisted, unused, useless
from bot.upstreams.ailab.settings import AilabSettings
from bot.upstreams.ailab.values.expressions import ADVANCED, BASIC
from bot.upstreams.bodies import as_options

_SOURCE, _SECOND, _TARGET = "source", "source_2", "target"
_AGES = {AgeChange.CHILD: "TO_KID", AgeChange.OLD: "TO_OLD"}
_GENDERS = {Gender.MALE: 0, Gender.FEMALE: 1}
_QUALITY = {Photo.ANY: "NONE", Photo.LOW: "LOW", Photo.NORMAL: "NORMAL", Photo.HIGH: "HIGH"}


def face_offers(settings: AilabSettings) -> tuple[Made, ...]:
    """Both swaps replace one face, which they choose themselves."""
    second = frozenset({_SECOND})
    return (
        make(FACE_SWAP, settings, FACESWAP, payload=_swap, refuses=_refuse_choice_and_fidelity, ignores=second),
        make(FACE_FUSION, settings, FACESWAP, payload=_fusion, refuses=_refuse_choice, ignores=second),
        make(FACE_ATTRIBUTES, settings, AGE, key=f"{FACE_ATTRIBUTES.name}-age", payload=_aged, refuses=_refuse_age),
        make(FACE_ATTRIBUTES, settings, GENDER, key=f"{FACE_ATTRIBUTES.name}-gender", payload=_gendered),
        make(
            EMOTION,
            settings,
            EXPRESSION,
            payload=_basic,
            refuses=lambda options: unlisted("expression", _expression(options), BASIC),
            choices={"expression": tuple(BASIC)},
        ),
        make(
            EMOTION_ADVANCED,
            settings,
            EXPRESSION,
            payload=lambda order: with_image(expression=choose(ADVANCED, _expression(order.options))),
            refuses=lambda options: unlisted("expression", _expression(options), ADVANCED),
            choices={"expression": tuple(ADVANCED)},
        ),
        make(ENHANCE_FACE, settings, RESTORE),
        make(BLURRED_FACES, settings, BLURFACES),
    )


def _swap(_: Order) -> Form:
    """Here the target is the scene and the template gives the face."""
    return Form(files={"image_target": _TARGET, "image_template": _SOURCE})


def _fusion(order: Order) -> Form:
    """Here the template is the scene and the target gives the face."""
    fidelity = as_options(order.options, FaceswapOptions).fidelity
    return Form(files={"image_target": _SOURCE, "image_template": _TARGET}, fields=texts(source_similarity=fidelity))


def _aged(order: Order) -> Form:
    options = as_options(order.options, AgeOptions)
    quality = _quality(options.photo)
    if options.to is not None:
        return with_image(action_type=_AGES[options.to], quality_control=quality)
    return with_image(action_type="V2_AGE", target=options.age, quality_control=quality)


def _gendered(order: Order) -> Form:
    options = as_options(order.options, GenderOptions)
    target, quality = _GENDERS[options.to], _quality(options.photo)
    return with_image(action_type="V2_GENDER", target=target, quality_control=quality)


def _basic(order: Order) -> Form:
    service = choose(BASIC, _expression(order.options))
    return Form(files={"image_target": IMAGE}, fields=texts(service_choice=service))


def _quality(photo: Photo | None) -> str | None:
    return None if photo is None else _QUALITY[photo]


def _expression(options: Options) -> str:
    return as_options(options, ExpressionOptions).expression


def _refuse_choice(options: Options) -> Sentence | None:
    """Which face is replaced cannot be said."""
    swap = as_options(options, FaceswapOptions)
    return useless("face") if swap.face is Asking.ALWAYS or swap.faces is not None else None


def _refuse_choice_and_fidelity(options: Options) -> Sentence | None:
    return _refuse_choice(options) or unused(options, "fidelity")


def _refuse_age(options: Options) -> Sentence | None:
    asked = as_options(options, AgeOptions)
    if asked.age is None and asked.to is None:
        return needed("age")
    return useless("to") if asked.age is not None and asked.to is not None else None
