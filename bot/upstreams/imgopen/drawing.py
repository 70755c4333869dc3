"""Stable diffusion: from words, from a picture and words, and along a picture."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.domain.offers import InputPicture, Offer, Order
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import CONTROL, IMAGINE, REIMAGINE
from bot.domain.toolbox.generate import ControlOptions, DrawingOptions, ImagineOptions, ReimagineOptions
from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Options
from bot.upstreams.bodies import as_options, given, plain
from bot.upstreams.custom.template import fill, placeholders
from bot.upstreams.imgopen.endpoints import CONTROLNET, IMAGE2IMAGE, SD_TASK_V1, SD_TASK_V2, TEXT2IMAGE, Endpoint
from bot.upstreams.imgopen.image_tool import Made, by_own_id, known
from bot.upstreams.imgopen.prompt import missing_template, sides, worded
from bot.upstreams.imgopen.readings import drawings, some_missing
from bot.upstreams.imgopen.refusals import needed, unset, useless
from bot.upstreams.imgopen.route import Question, Route
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.statuses import failure_by

_MASK = "mask"
_QUESTIONS = tuple(Question(path=query.known_path, body=by_own_id) for query in (SD_TASK_V2, SD_TASK_V1))
"""V2.0 knows the tasks of the current month alone; V1.0 is the archive."""


def drawing_offers(settings: ImgOpenSettings) -> tuple[Made, ...]:
    """None of the pages shows a `callbackUrl`, so none is sent."""
    return (
        _drawing(
            TEXT2IMAGE,
            settings,
            tool=IMAGINE.key,
            price=settings.prices.text2image,
            usual_s=20,
            payload=partial(_from_words, settings=settings),
            refuses=partial(_refuse, settings=settings),
            choices={"sampler": settings.samplers},
        ),
        _drawing(
            IMAGE2IMAGE,
            settings,
            tool=REIMAGINE.key,
            price=settings.prices.image2image,
            usual_s=20,
            payload=partial(_from_picture, settings=settings),
            refuses=partial(_refuse_fraction, settings=settings),
            choices={"sampler": settings.samplers},
        ),
        _drawing(
            CONTROLNET,
            settings,
            tool=CONTROL.key,
            price=settings.prices.controlnet,
            usual_s=25,
            payload=partial(_along_picture, settings=settings),
            refuses=partial(_refuse_control, settings=settings),
            choices={"sampler": settings.samplers, "preprocessor": settings.preprocessors},
            off=_off(settings),
        ),
    )


def _drawing(endpoint: Endpoint, settings: ImgOpenSettings, **rest: Any) -> Made:
    route = Route(
        path=endpoint.known_path,
        questions=_QUESTIONS,
        read=drawings(settings.audit),
        incomplete=some_missing,
        failure=failure_by(settings.status_maps.sd),
    )
    return Offer(**known(endpoint, settings), per_picture=True, **rest), route


def _off(settings: ImgOpenSettings) -> Sentence | None:
    """Why there is no controlnet: the page wants both, and says of neither what may be in it."""
    if settings.controlnet is None:
        return unset("controlnet")
    return unset("resize_mode") if settings.resize_mode is None else None


def _from_words(order: Order, *, settings: ImgOpenSettings) -> dict[str, Any]:
    options = as_options(order.options, ImagineOptions)
    return {
        **_common(options, settings),
        **given(seed=_as_text(options.seed), enable_hr=options.hires),
        "alwayson_scripts": _scripts(options, order, settings),
    }


def _from_picture(order: Order, *, settings: ImgOpenSettings) -> dict[str, Any]:
    """With a mask it is inpainting."""
    options = as_options(order.options, ReimagineOptions)
    mask = order.pictures[_MASK].url if _MASK in order.pictures else None
    return {
        **_common(options, settings, order.pictures[IMAGE]),
        **given(seed=_as_text(options.seed), denoising_strength=plain(options.strength)),
        "alwayson_scripts": {
            **_scripts(options, order, settings),
            **given(image_link=order.pictures[IMAGE].url, mask_link=mask),
        },
    }


def _along_picture(order: Order, *, settings: ImgOpenSettings) -> dict[str, Any]:
    """Here the seed is documented as a number. What is inside `controlnet` is in no document: the operator knows."""
    options = as_options(order.options, ControlOptions)
    values: Mapping[str, Any] = {
        "image": order.pictures[IMAGE].url,
        "preprocessor": options.preprocessor,
        "strength": options.strength,
    }
    return {
        **_common(options, settings, order.pictures[IMAGE]),
        **given(seed=options.seed, resize_mode=settings.resize_mode),
        "alwayson_scripts": {
            **_scripts(options, order, settings),
            "controlnet": fill(settings.controlnet or {}, values),
        },
    }


def _common(options: DrawingOptions, settings: ImgOpenSettings, picture: InputPicture | None = None) -> dict[str, Any]:
    """What the three bodies share; the number of pictures is `n_iter` times `batch_size`."""
    width, height = sides(options, settings, picture.shape if picture else None)
    return given(
        prompt=worded(options, settings),
        negative_prompt=options.negative,
        n_iter=1,
        batch_size=options.count,
        steps=options.steps,
        cfg_scale=plain(options.guidance),
        sampler_index=options.sampler,
        width=width,
        height=height,
    )


def _scripts(options: DrawingOptions, order: Order, settings: ImgOpenSettings) -> dict[str, Any]:
    model = options.model or settings.default_model
    return given(sd_model_checkpoint=model, id_task=order.own_id, sd_vae=options.vae)


def _as_text(seed: int | None) -> str | None:
    return None if seed is None else str(seed)


def _refuse(options: Options, *, settings: ImgOpenSettings) -> Sentence | None:
    drawing = as_options(options, DrawingOptions)
    if drawing.model is None and settings.default_model is None:
        return needed("model")
    return missing_template(drawing, settings)


def _refuse_fraction(options: Options, *, settings: ImgOpenSettings) -> Sentence | None:
    """Here `cfg_scale` is documented as a whole number."""
    guidance = as_options(options, ReimagineOptions).guidance
    if guidance is not None and not guidance.is_integer():
        accepted = f"{int(guidance)} or {int(guidance) + 1}"
        return Sentence.of(Reason.OPTION_NOT_OFFERED, option="guidance", value=guidance, accepted=accepted)
    return _refuse(options, settings=settings)


def _refuse_control(options: Options, *, settings: ImgOpenSettings) -> Sentence | None:
    """What the operator's template has no place for would not be sent."""
    control = as_options(options, ControlOptions)
    unplaced = {"preprocessor": control.preprocessor, "strength": control.strength}
    for name, value in unplaced.items():
        if value is not None and name not in placeholders(settings.controlnet):
            return useless(name)
    return _refuse(options, settings=settings)
