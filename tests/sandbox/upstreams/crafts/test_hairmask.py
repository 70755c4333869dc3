from bot.sandbox import pictures
from bot.sandbox.upstreams.crafts.hairmask import hair_in
from bot.sandbox.upstreams.crafts.heads import find_head
from bot.upstreams.local.raster import decode


def test_hair_is_around_the_face_and_ends_where_the_head_ends() -> None:
    pixels = decode(pictures.portrait_target()).pixels
    head = find_head(pixels)
    hair = hair_in(pixels, head)

    assert hair[(abs(head.x) < 0.5) & (abs(head.y + 1.4) < 0.1)].mean() > 0.9
    assert hair[head.oval((0, 0.6), (0.8, 0.9)) > 0].mean() < 0.05
    assert hair[(abs(head.x) > 2) | (head.y > 2)].max() < 0.01
