"""Documented bounds: what stands on one is taken, what stands beyond is refused."""

from dataclasses import replace

import pytest

from bot.sandbox.upstreams import AilabTools
from tests.sandbox.upstreams.ailab.orders import AilabCustomer, jpeg

pytestmark = pytest.mark.slow

Table = list[tuple[str, str, list[str]]]

WITHIN: Table = [
    ("image-lossless-enlargement", "upscale_factor", ["2", "4"]),
    ("image-lossless-enlargement", "output_format", ["png", "jpg", "bmp"]),
    ("image-lossless-enlargement", "output_quality", ["30", "100"]),
    ("universal-background-removal", "return_form", ["mask", "whiteBK", "crop"]),
    ("avatar-extraction", "return_form", ["mask"]),
    ("portrait-animation", "type", ["claborate", "3d", "head"]),
    ("image-style-conversion", "option", ["cartoon", "gothic"]),
    ("face-fusion", "source_similarity", ["0", "0.5", "1"]),
    ("face-attribute-editing", "quality_control", ["NONE", "HIGH"]),
    ("face-attribute-editing", "face_location", ['{"left": 1, "top": 1, "width": 9, "height": 9, "rotation": 0}']),
    ("emotion-editor", "service_choice", ["10", "16", "100"]),
    ("remove-objects-advanced", "steps", ["1"]),
    ("remove-objects-advanced", "strength", ["0.1", "1"]),
    ("remove-objects-advanced", "scale", ["1", "20"]),
    ("remove-objects-advanced", "seed", ["-1", "7"]),
    ("remove-objects-advanced", "quality", ["H", "M", "L"]),
    ("ai-object-replacer", "custom_prompt", ["", "word " * 100]),
    ("ai-image-extender", "left", ["0", "1"]),
    ("image-color-enhancement", "mode", ["LogC", "Rec709", "ln17_256"]),
    ("smart-skin", "retouch_degree", ["0", "1.5"]),
    ("face-filter", "resource_type", ["10001", "10078"]),
    ("smart-beauty", "multi_face", ["1"]),
    ("face-beauty-pro", "whitening", ["0", "100"]),
    ("face-beauty-pro", "filter_type", ["1", "35"]),
    ("ai-anime-generator", "index", ["0", "8"]),
    ("hairstyle-editor-pro", "hair_style", ["Afro", "male_hairstyle_0062", "female_hairstyle_0073", "Middle-parted"]),
    ("hairstyle-editor-pro", "color", ["darkGreen"]),
    ("hairstyle-editor-premium", "color", ["original", "reference", "pink"]),
    ("emotion-editor-advanced", "expression", ["overwhelmed_breakdown_face"]),
    ("photo-to-line-art", "image_size", ["A4", "auto", "21:9"]),
    ("ai-photography", "image_size", ["auto", "21:9"]),
    ("ai-flower-wallpaper", "aspect_ratio", ["auto", "16:9"]),
    ("ai-beard-styling", "beard", ["SoulPatch"]),
    ("ai-halloween-mask", "mask_style", ["1", "85"]),
    ("smart-skin-advanced", "scar_reduction", ["0", "1"]),
    ("try-on-clothes", "clothes_type", ["upper_body", "lower_body", "full_body"]),
    ("image-hd-color-migration", "degree", ["0", "1", "0.4"]),
    ("image-hd-color-migration", "color_template", ["056A6B", ",".join(["0A0B0C"] * 7)]),
]
BEYOND: Table = [
    ("image-lossless-enlargement", "upscale_factor", ["1", "5", "2.0", "two", ""]),
    ("image-lossless-enlargement", "mode", ["Base", ""]),
    ("image-lossless-enlargement", "output_format", ["jpeg"]),
    ("image-lossless-enlargement", "output_quality", ["29", "101"]),
    ("universal-background-removal", "return_form", ["rgba", ""]),
    ("avatar-extraction", "return_form", ["crop"]),
    ("portrait-animation", "type", ["western", "avatar", "jpcartoon_head"]),
    ("face-fusion", "source_similarity", ["-0.1", "1.1", "nan", "1e0"]),
    ("face-attribute-editing", "face_location", ["[]", "{", '{"left": 1}']),
    ("emotion-editor", "service_choice", ["0", "17", "smile"]),
    ("remove-objects-advanced", "strength", ["0.09", "1.01"]),
    ("remove-objects-advanced", "scale", ["0.9", "20.1"]),
    ("remove-objects-advanced", "seed", ["-2", "1.5"]),
    ("remove-objects-advanced", "dilate_size", ["0"]),
    ("ai-object-replacer", "custom_prompt", ["word " * 101]),
    ("ai-image-extender", "left", ["-0.1", "1.01"]),
    ("smart-skin", "retouch_degree", ["1.51"]),
    ("face-filter", "resource_type", ["10000", "10079", "1"]),
    ("smart-beauty", "multi_face", ["0"]),
    ("face-beauty-pro", "whitening", ["-1", "101", "0.5"]),
    ("face-beauty-pro", "filter_type", ["0", "36"]),
    ("ai-anime-generator", "index", ["-1", "9"]),
    ("ai-anime-generator", "task_type", ["sync"]),
    ("hairstyle-editor-pro", "hair_style", ["buzzcut", "male_hairstyle_0063", "female_hairstyle_0074"]),
    ("hairstyle-editor-pro", "color", ["original", "Blonde"]),
    ("photo-to-line-art", "image_size", ["A3"]),
    ("photo-to-emoji-grid", "style", ["", " "]),
    ("ai-photography", "image_size", ["A4"]),
    ("ai-halloween-mask", "mask_style", ["0", "86"]),
    ("smart-skin-advanced", "scar_reduction", ["2", "true"]),
    ("try-on-clothes", "clothes_type", ["upper"]),
    ("image-hd-color-migration", "degree", ["1.1"]),
    ("image-hd-color-migration", "color_template", ["#056A6B", "05", ",".join(["0A0B0C"] * 8)]),
    ("image-hd-color-migration", "color_count", ["2"]),
]
SIZES: list[tuple[str, str, tuple[int, int], tuple[int, int]]] = [
    ("image-defogging", "image", (11, 11), (4999, 4999)),
    ("enhance-face", "image", (33, 33), (2047, 2047)),
    ("hd-portrait-background-removal", "image", (33, 33), (5999, 5999)),
    ("image-lossless-enlargement", "image", (33, 33), (1919, 1079)),
    ("universal-background-removal", "image", (33, 33), (1999, 1999)),
    ("portrait-animation", "image", (101, 101), (1999, 1999)),
    ("face-fusion", "image_target", (129, 129), (4095, 4095)),
    ("face-fusion", "image_template", (201, 201), (4095, 4095)),
    ("face-attribute-editing", "image", (257, 257), (4095, 4095)),
    ("image-color-enhancement", "image", (65, 65), (3839, 2159)),
    ("photo-retouching", "style", (33, 33), (2999, 2999)),
    ("image-cropping", "image", (1, 1), (1999, 1999)),
    ("ai-anime-generator", "image", (256, 256), (5760, 3240)),
    ("hairstyle-editor-pro", "image", (201, 201), (4089, 4089)),
    ("hd-universal-background-removal", "image", (33, 33), (9999, 9999)),
    ("ai-face-swap", "image_target", (1, 1), (4095, 4095)),
    ("image-color-migration", "image", (65, 65), (1199, 1199)),
]
"""The smallest and the largest sides that are taken, from the pages' "larger than" and "smaller than"."""


def each(table: Table) -> list[tuple[str, str, str]]:
    return [(code, field, value) for code, field, values in table for value in values]


@pytest.mark.parametrize(("code", "field", "value"), each(WITHIN))
async def test_what_stands_on_a_bound_is_taken(
    ailab: AilabTools, customer: AilabCustomer, code: str, field: str, value: str
) -> None:
    answer = await customer.order(code, {field: value})

    assert (answer.status, ailab.violations) == (200, [])


@pytest.mark.parametrize(("code", "field", "value"), each(BEYOND))
async def test_what_stands_beyond_is_refused_and_recorded(
    ailab: AilabTools, customer: AilabCustomer, code: str, field: str, value: str
) -> None:
    answer = await customer.order(code, {field: value})

    assert (answer.status, answer.json["error_detail"]["code"]) == (400, "UNSUPPORTED_PARAMETER_VALUES")
    assert [violation.sentence.split(":")[0] for violation in ailab.violations] == [field]


@pytest.mark.parametrize(("code", "name", "least", "most"), SIZES)
async def test_pictures_are_as_large_as_the_page_says(
    customer: AilabCustomer, code: str, name: str, least: tuple[int, int], most: tuple[int, int]
) -> None:
    asked = {
        "smallest": least,
        "narrower": (least[0] - 1, least[1]),
        "lower": (least[0], least[1] - 1),
        "widest": (most[0], most[0] // 4 + 1),
        "wider": (most[0] + 1, most[0] // 4 + 1),
        "highest": (most[1] // 4 + 1, most[1]),
        "higher": (most[1] // 4 + 1, most[1] + 1),
    }
    statuses = {
        label: (await customer.order(code, sent={name: jpeg(size=size)})).status
        for label, size in asked.items()
        if min(size) > 0
    }

    beyond = {"narrower": 422, "lower": 422, "wider": 413, "higher": 413}
    assert statuses == {label: beyond.get(label, 200) for label in statuses}


@pytest.mark.parametrize(("size", "status"), [(3 * 2**20, 200), (3 * 2**20 + 1, 413)])
async def test_a_megabyte_is_read_as_the_larger_one(customer: AilabCustomer, size: int, status: int) -> None:
    picture = jpeg()
    padded = replace(picture, data=picture.data + bytes(size - len(picture.data)))

    assert (await customer.order("image-lossless-enlargement", sent={"image": padded})).status == status
