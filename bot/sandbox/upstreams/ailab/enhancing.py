"""One picture in, the same scene out: light, colour, sharpness, size, style."""

from collections.abc import Mapping
from io import BytesIO

from PIL import Image

from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.fields import choice, whole
from bot.sandbox.upstreams.ailab.files import ALL_FORMATS, WITH_BMP, File
from bot.sandbox.upstreams.ailab.values import PAINTINGS
from bot.sandbox.upstreams.crafts.commission import Commission, Craft, Value
from bot.sandbox.upstreams.edits import Json

_WIDE = File(formats=WITH_BMP, megabytes=8, above=(10, 10), below=(5000, 5000), ratio=4)


def _stretch(commission: Commission, made: list[bytes]) -> Json:
    """How much wider or narrower it became, compared to its height."""
    before, after = _shape(commission.picture), _shape(made[0])
    return {"ratio": round(after / before, 4)}


def _shape(picture: bytes) -> float:
    with Image.open(BytesIO(picture)) as image:
        return image.width / image.height


def _enlargement(order: Order) -> Mapping[str, Value]:
    return {"factor": order.number("upscale_factor"), "sharpen": int(order.text("mode") == "enhancement")}


def _transfer(_: Order) -> Mapping[str, Value]:
    return {"strength": 1.0}


def _grading(order: Order) -> Mapping[str, Value]:
    return {"footage": order.text("mode")}


def _painting(order: Order) -> Mapping[str, Value]:
    return {"style": order.text("option")}


ENHANCING = (
    *(
        Endpoint(path=f"/api/image/{path}", credits=price, craft=craft, files=(_WIDE,), place="image", in_body=True)
        for path, price, craft in (
            ("effects/image-colorization", 2, Craft.COLORIZE),
            ("enhance/image-defogging", 1, Craft.DEHAZE),
            ("enhance/image-contrast-enhancement", 1, Craft.CONTRAST),
            ("enhance/image-sharpness-enhancement", 2, Craft.SHARPEN),
        )
    ),
    Endpoint(
        path="/api/image/enhance/stretch-image-recovery",
        credits=2,
        craft=Craft.UNSTRETCH,
        files=(_WIDE,),
        place="image",
        in_body=True,
        notes=_stretch,
    ),
    Endpoint(
        path="/api/image/enhance/image-lossless-enlargement",
        credits=5,
        craft=Craft.ENLARGE,
        files=(File(formats=WITH_BMP, megabytes=3, above=(32, 32), below=(1920, 1080)),),
        fields=(
            whole("upscale_factor", 2, 4, default=2),
            choice("mode", ("base", "enhancement"), default="base"),
            choice("output_format", ("png", "jpg", "bmp"), default="png"),
            whole("output_quality", 30, 100, default=95),
        ),
        place="data.url",
        plan=_enlargement,
    ),
    Endpoint(
        path="/api/image/enhance/image-color-enhancement",
        credits=5,
        craft=Craft.GRADE,
        files=(File(formats=WITH_BMP, megabytes=3, above=(64, 64), below=(3840, 2160)),),
        fields=(
            choice("output_format", ("png", "jpg"), required=True),
            choice("mode", ("LogC", "Rec709", "ln17_256"), required=True),
        ),
        place="data.image_url",
        plan=_grading,
    ),
    Endpoint(
        path="/api/image/editing/photo-retouching",
        credits=3,
        craft=Craft.RECOLOUR,
        files=tuple(File(name=name, megabytes=3, above=(32, 32), below=(3000, 3000)) for name in ("image", "style")),
        place="data.image_url",
        roles={"style": "reference"},
        plan=_transfer,
    ),
    Endpoint(
        path="/api/image/editing/image-cropping",
        credits=3,
        craft=Craft.CROP,
        files=(File(formats=ALL_FORMATS, megabytes=3.5, below=(2000, 2000), colours=frozenset({"RGB"})),),
        fields=(whole("width", 1, required=True), whole("height", 1, required=True)),
        place="data.url",
    ),
    Endpoint(
        path="/api/image/effects/image-style-conversion",
        credits=7,
        craft=Craft.PAINT,
        files=(_WIDE,),
        fields=(choice("option", PAINTINGS, required=True),),
        place="image",
        in_body=True,
        plan=_painting,
    ),
    Endpoint(
        path="/api/image/effects/ai-anime-generator",
        credits=10,
        craft=Craft.CARTOON,
        files=(File(formats=ALL_FORMATS, megabytes=10, above=(255, 255), below=(5761, 3241)),),
        fields=(
            choice("task_type", ("async",), required=True),
            whole("index", 0, 8, required=True),
        ),
        place="data.result_url",
        is_async=True,
        tells_type=True,
        plan=lambda order: {"style": f"generator {order.text('index')}"},
    ),
)
