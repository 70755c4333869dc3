"""What was turned off: the colour migrations, and two generations of the cartoon generator."""

from collections.abc import Mapping
from dataclasses import replace

from bot.sandbox.upstreams.ailab.config import AilabConfig, Generation
from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.enhancing import ENHANCING
from bot.sandbox.upstreams.ailab.fields import choice, matching, number, task_type, whole
from bot.sandbox.upstreams.ailab.files import ALL_FORMATS, WITH_BMP, File
from bot.sandbox.upstreams.ailab.values import OLD_CARTOONS
from bot.sandbox.upstreams.crafts.commission import Craft, Value

_NO_LIMIT = (65536, 65536)
_MODES = (
    choice("mode", ("AUTO", "TEMPLATE", "REF_PIC"), required=True),
    whole("color_count", 1, 8),
    matching("color_template", "[0-9A-Fa-f]{6}(,[0-9A-Fa-f]{6}){0,6}"),
)
_RGB = frozenset({"RGB"})


def _migration(order: Order) -> Mapping[str, Value]:
    """AUTO's colours are the vendor's: they depend on the version's number."""
    degree = order.values.get("degree")
    return {"strength": 1.0 if degree is None else degree, "palette": order.text("color_template")}


def _versions(order: Order) -> int:
    return int(order.number("color_count") or 1) if order.text("mode") == "AUTO" else 1


def _mode_misfit(order: Order) -> str | None:
    mode = order.text("mode")
    checks = (
        ("color_template: is required", mode == "TEMPLATE" and "color_template" not in order.sent),
        ("ref: is required", mode == "REF_PIC" and "ref" not in order.pictures),
        ("color_count: only with AUTO", mode != "AUTO" and "color_count" in order.sent),
    )
    return next((sentence for sentence, is_wrong in checks if is_wrong), None)


COLOUR_MIGRATION = Endpoint(
    path="/api/image/effects/image-color-migration",
    credits=4,
    craft=Craft.RECOLOUR,
    files=(
        File(formats=WITH_BMP, megabytes=3, above=(64, 64), below=(1200, 1200), colours=_RGB | {"RGBA"}),
        File(name="ref", formats=WITH_BMP, below=_NO_LIMIT, required=False),
    ),
    fields=_MODES,
    place="data.image_list[]",
    is_retired=True,
    roles={"ref": "reference"},
    plan=_migration,
    count=_versions,
    misfit=_mode_misfit,
)
_HD = replace(
    COLOUR_MIGRATION,
    path="/api/image/effects/image-hd-color-migration",
    files=(
        File(megabytes=3, above=(64, 64), below=(10000, 10000), colours=_RGB),
        File(name="ref", below=_NO_LIMIT, required=False),
    ),
    fields=(*_MODES, number("degree", 0, 1, required=True)),
)
_HD_MIGRATIONS: Mapping[Generation, Endpoint] = {
    "1.1.0": replace(_HD, fields=(*_HD.fields, task_type("async")), is_async=True, tells_type=True),
    "1.0.0": replace(_HD, is_async=True, job="HD_COLOUR_MIGRATION"),
}
_CARTOON = next(endpoint for endpoint in ENHANCING if endpoint.code == "ai-anime-generator")
_OLD_CARTOON = replace(
    _CARTOON,
    files=(File(formats=ALL_FORMATS, megabytes=10, below=_NO_LIMIT),),
    fields=(choice("type", OLD_CARTOONS, required=True), task_type("async")),
    plan=lambda order: {"style": order.text("type")},
)
_CARTOONS: Mapping[Generation, Endpoint] = {
    "2.0.0": _CARTOON,
    "1.1.0": _OLD_CARTOON,
    "1.0.0": replace(_OLD_CARTOON, fields=_OLD_CARTOON.fields[:1], job="GENERATE_CARTOONIZED_IMAGE", tells_type=False),
}
RETIRED = (COLOUR_MIGRATION, _HD_MIGRATIONS["1.1.0"])


def of_its_time(endpoint: Endpoint, config: AilabConfig) -> Endpoint:
    """The generation of the endpoint's page that is in force."""
    if endpoint.code == _CARTOON.code:
        return _CARTOONS[config.cartoon]
    return _HD_MIGRATIONS[config.hd_migration] if endpoint.code == _HD.code else endpoint
