"""Face detection, the three face swaps, and portraits."""

from collections.abc import Mapping
from typing import Any

from bot.domain.offers import Order
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import FACES, FACESWAP, PORTRAIT, FaceswapOptions
from bot.domain.toolbox.portrait import Asking, PortraitOptions
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.bodies import as_options, given
from bot.upstreams.imgopen.endpoints import FACE_DETECTION, FACE_FUSION, INSTANTID, ROOP, V2_ROOP
from bot.upstreams.imgopen.image_tool import Made, image_tool
from bot.upstreams.imgopen.readings import pictures, undocumented_pictures
from bot.upstreams.imgopen.refusals import unused, useless
from bot.upstreams.imgopen.route import Data
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.lenient import fields_of

_SOURCE, _SECOND, _TARGET = "source", "source_2", "target"
_FACES = "faceUrls"
_SIDE = 960
"""The only width and height that instantID's page offers."""


def face_offers(settings: ImgOpenSettings) -> tuple[Made, ...]:
    """The single swaps replace one face that they choose; the multiple one replaces those that were chosen."""
    return (
        _roop(settings),
        _roop_with_repair(settings),
        _fusion(settings),
        _detection(settings),
        _portrait(settings),
    )


def _roop(settings: ImgOpenSettings) -> Made:
    return image_tool(
        ROOP,
        settings,
        tool=FACESWAP.key,
        price=settings.prices.roop,
        usual_s=10,
        payload=_pair,
        refuses=_refuse_choice_and_fidelity,
        read=undocumented_pictures(settings.result_fields),
        statuses=settings.status_maps.roop,
        ignores=frozenset({_SECOND}),
    )


def _roop_with_repair(settings: ImgOpenSettings) -> Made:
    return image_tool(
        V2_ROOP,
        settings,
        tool=FACESWAP.key,
        price=settings.prices.v2_roop,
        usual_s=15,
        payload=_pair_and_fidelity,
        refuses=_refuse_choice,
        read=undocumented_pictures(settings.result_fields),
        statuses=settings.status_maps.v2_roop,
        ignores=frozenset({_SECOND}),
    )


def _fusion(settings: ImgOpenSettings) -> Made:
    """The price has the detection in it that comes before."""
    return image_tool(
        FACE_FUSION,
        settings,
        tool=FACESWAP.key,
        price=settings.prices.face_fusion + settings.prices.face_detection,
        usual_s=15,
        payload=_chosen,
        refuses=_refuse_largest_and_fidelity,
        read=undocumented_pictures(settings.result_fields),
        statuses=settings.status_maps.face_fusion,
        asks=FACE_DETECTION.serves,
        ignores=frozenset({_SECOND}) if settings.pair_order is None else frozenset(),
    )


def _detection(settings: ImgOpenSettings) -> Made:
    return image_tool(
        FACE_DETECTION,
        settings,
        tool=FACES.key,
        price=settings.prices.face_detection,
        usual_s=5,
        payload=lambda order: {"imageUrl": order.pictures[IMAGE].url},
        read=pictures(_FACES),
        statuses=settings.status_maps.face_detection,
        nothing=_no_face,
    )


def _portrait(settings: ImgOpenSettings) -> Made:
    return image_tool(
        INSTANTID,
        settings,
        tool=PORTRAIT.key,
        price=settings.prices.instantid,
        usual_s=20,
        payload=_restyled,
        read=pictures("outputImageUrl"),
        statuses=settings.status_maps.instantid,
    )


def _pair(order: Order) -> dict[str, Any]:
    return {"sourceUrl": order.pictures[_SOURCE].url, "targetUrl": order.pictures[_TARGET].url}


def _pair_and_fidelity(order: Order) -> dict[str, Any]:
    """`fidelityWeight` is documented as text, range [0, 1]."""
    fidelity = as_options(order.options, FaceswapOptions).fidelity
    return _pair(order) | given(fidelityWeight=None if fidelity is None else str(round(fidelity, 3)))


def _chosen(order: Order) -> dict[str, Any]:
    """One source goes to a numbered face; of two, the one for the face further left goes first.

    Faces are numbered from 1, left to right.
    """
    faces: Mapping[str, int] = as_options(order.options, FaceswapOptions).faces or {}
    sources = sorted(
        (slot for slot in (_SOURCE, _SECOND) if slot in order.pictures), key=lambda slot: faces.get(slot, 0)
    )
    return given(
        sourceUrl=[order.pictures[slot].url for slot in sources],
        targetUrl=order.pictures[_TARGET].url,
        faceIdx=faces.get(_SOURCE) if len(sources) == 1 else None,
    )


def _restyled(order: Order) -> dict[str, Any]:
    options = as_options(order.options, PortraitOptions)
    return given(
        image=order.pictures[IMAGE].url,
        prompt=options.prompt,
        height=_SIDE,
        width=_SIDE,
        negativePrompt=options.negative,
        steps=options.steps,
        guidanceScale=options.guidance,
        seed=options.seed,
    )


def _refuse_choice(options: Options) -> Sentence | None:
    """Which face is replaced cannot be said."""
    swap = as_options(options, FaceswapOptions)
    return useless("face") if swap.face is Asking.ALWAYS or swap.faces is not None else None


def _refuse_choice_and_fidelity(options: Options) -> Sentence | None:
    return _refuse_choice(options) or unused(options, "fidelity")


def _refuse_largest_and_fidelity(options: Options) -> Sentence | None:
    """It does not look for the largest face, and has no fidelity."""
    is_largest = as_options(options, FaceswapOptions).face is Asking.LARGEST
    return useless("face") if is_largest else unused(options, "fidelity")


def _no_face(data: Data) -> Sentence | None:
    """What a picture without faces is answered with is in no document; an empty list is as near as one can get."""
    return Sentence.of(Reason.NO_FACE, slot=IMAGE) if fields_of(data).get(_FACES) == [] else None
