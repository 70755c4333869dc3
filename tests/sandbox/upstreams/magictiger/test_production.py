from io import BytesIO

import pytest
from PIL import Image, ImageStat

from bot.sandbox.upstreams import MagicTiger, MagicTigerConfig
from bot.sandbox.upstreams.magictiger.colouring import colourise
from tests.sandbox.upstreams.customers import MagicTigerCustomer, pixel


def grey(size: tuple[int, int] = (96, 80), form: str = "PNG") -> bytes:
    """A ramp without any colour."""
    target = BytesIO()
    Image.linear_gradient("L").resize(size).save(target, form)
    return target.getvalue()


def mode_of(picture: bytes) -> str:
    """RGBA has an alpha channel."""
    with Image.open(BytesIO(picture)) as image:
        return image.mode


def colourfulness(picture: bytes) -> float:
    """The mean saturation, 0 to 255."""
    with Image.open(BytesIO(picture)) as image:
        return ImageStat.Stat(image.convert("HSV").getchannel("S")).mean[0]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_without_colours_gets_some_and_keeps_its_size(form: str) -> None:
    coloured = colourise(grey((100, 70), form))
    with Image.open(BytesIO(coloured)) as image:
        assert (image.format, image.size) == ("JPEG", (100, 70))
    assert colourfulness(grey()) == 0
    assert colourfulness(coloured) > 50
    assert pixel(coloured, 50, 2) != pixel(coloured, 50, 67)


async def test_the_second_type_of_the_house_colourises_several_times(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    data = await enhancer.enhance(enhancer.order(grey()) | {"type": 2}, 2)

    pictures = [await enhancer.download(entry["outputurl"]) for entry in data["facelist"]]
    assert (data["facenum"], len(pictures), data["outputurl"]) == (3, 3, "")
    strengths = [colourfulness(picture) for picture in pictures]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[-1] > 5
    assert magictiger.violations == []


async def test_every_other_type_lists_faces_and_does_what_it_is_called(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    types = {"enhance": 1, "restore": 3, "cartoon": 9, "cut out": 4}
    magictiger.config = MagicTigerConfig(processing_s=0, enhance_types=types, faces=2)
    made = {}
    for name, code in types.items():
        data = await enhancer.enhance(enhancer.order() | {"type": code}, code)
        assert data["facenum"] == len({entry["outputurl"] for entry in data["facelist"]} - {data["outputurl"]}) == 2
        made[name] = await enhancer.download(data["outputurl"])

    assert len(set(made.values())) == len(types)
    assert mode_of(made["cut out"]) == "RGBA"
    assert mode_of(made["restore"]) == "RGB"
