import io

import numpy as np
from PIL import Image

from bot.domain.toolbox.marking import Finding, MarkingOptions
from bot.sandbox.pictures import cat, grey, portrait_source, stamped
from bot.upstreams.local.masks import mark
from bot.upstreams.local.raster import decode


def test_a_grey_picture_has_the_size_and_no_colour() -> None:
    with Image.open(io.BytesIO(grey(cat()))) as image, Image.open(io.BytesIO(cat())) as before:
        assert (image.mode, image.size) == ("L", before.size)


def test_a_stamp_is_in_its_corner_alone_and_can_be_found_there() -> None:
    before, after = decode(portrait_source()).pixels, decode(stamped(portrait_source())).pixels
    changed = np.argwhere((before != after).any(axis=2))

    assert (changed.min(axis=0) > np.array(before.shape[:2]) // 2).all()
    assert mark(stamped(portrait_source()), MarkingOptions(find=Finding.CORNER_WATERMARK)) is not None
