"""What is really done to pictures keeps its promise, and one option can be told from another."""

from functools import cache
from io import BytesIO
from itertools import combinations

import cv2
import numpy as np
import pytest
from PIL import Image

from bot.sandbox.pictures import photo, portrait_source, portrait_target
from bot.sandbox.upstreams.crafts.commission import Commission, Craft, Piece, Value
from bot.sandbox.upstreams.crafts.trade import carry_out
from bot.upstreams.local.errors import NoFace
from tests.sandbox.upstreams.customers import paint
from tests.sandbox.upstreams.painting.pixels import distance, rgb

pytestmark = pytest.mark.slow

Options = dict[str, Value]

VARIANTS: dict[Craft, list[Options]] = {
    Craft.AGE: [{"years": 5}, {"years": 50}, {"years": 85}],
    Craft.BEARD: [{"style": "FullBeardClassic"}, {"style": "Goatee"}, {"style": "MuttonChops"}],
    Craft.CARTOON: [{"style": "pixar"}, {"style": "sketch"}, {"style": "generator 3"}],
    Craft.EFFECT: [{"effect": each} for each in ("big_head", "square_face", "bald", "clean_shaven")],
    Craft.EXPRESSION: [{"expression": each} for each in ("natural_smile", "tearful_sadness", "shocked_open_mouth")],
    Craft.FILTER: [{"number": 1, "strength": 0.8}, {"number": 2, "strength": 0.8}, {"number": 2, "strength": 0.2}],
    Craft.GENDER: [{"to": "female"}, {"to": "male"}],
    Craft.GRADE: [{"footage": each} for each in ("LogC", "Rec709", "ln17_256")],
    Craft.HAIR_COLOUR: [{"colour": "copper"}, {"colour": "blue"}, {"colour": "seaweed"}],
    Craft.HAIRSTYLE: [{"style": "BuzzCut", "colour": "pink"}, {"style": "LongCurly", "colour": "pink"}],
    Craft.HALLOWEEN: [{"number": 1}, {"number": 2}, {"number": 85}],
    Craft.PAINT: [{"style": "wave"}, {"style": "lavender"}, {"style": "color_pencil"}],
    Craft.RECOLOUR: [{"palette": "056A6B,E0C080"}, {"number": 0}, {"number": 1}],
    Craft.RETOUCH: [{"smoothing": 0.1}, {"smoothing": 1.0}, {"smoothing": 1.0, "whitening": 1.0}],
    Craft.WALLPAPER: [{"prompt": "flowers, roses"}, {"prompt": "flowers, night"}],
}
PLAIN = (Craft.BLUR_FACES, Craft.COLORIZE, Craft.CONTRAST, Craft.DEHAZE, Craft.RESTORE, Craft.SHARPEN)


@cache
def small(which: str = "portrait") -> bytes:
    source = {"portrait": portrait_source, "other": portrait_target, "photo": photo}[which]()
    with Image.open(BytesIO(source)) as image:
        image.thumbnail((320, 320))
        return png(image.convert("RGB"))


def png(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def opened(picture: bytes) -> Image.Image:
    image = Image.open(BytesIO(picture))
    image.load()
    return image


def carried_out(craft: Craft, options: Options, **pictures: bytes) -> list[Piece]:
    pictures = pictures or {"image": small()}
    return carry_out(Commission(craft=craft, pictures=pictures, options=options))


def one(craft: Craft, options: Options | None = None, **pictures: bytes) -> bytes:
    [piece] = carried_out(craft, options or {}, **pictures)
    return piece.picture


def half_mask(size: tuple[int, int]) -> bytes:
    mask = Image.new("L", size, 0)
    mask.paste(255, (0, 0, size[0] // 4, size[1] // 4))
    return png(mask)


@pytest.mark.parametrize("craft", VARIANTS)
def test_each_option_shows(craft: Craft) -> None:
    made = [one(craft, options) for options in VARIANTS[craft]]

    assert all(distance(first, second) > 0.1 for first, second in combinations(made, 2))


@pytest.mark.parametrize("craft", [*PLAIN, *(craft for craft in VARIANTS if craft is not Craft.WALLPAPER)])
def test_the_picture_keeps_its_size_and_changes(craft: Craft) -> None:
    made = one(craft, VARIANTS.get(craft, [{}])[-1])

    assert distance(made, small()) > 0.1


def test_a_look_leaves_the_rest_of_the_picture_alone() -> None:
    before, after = rgb(small()), rgb(one(Craft.HAIRSTYLE, {"style": "BuzzCut", "colour": "pink"}))

    assert (before[-60:] == after[-60:]).all()


def test_colours_come_into_a_grey_picture() -> None:
    grey = png(opened(small("photo")).convert("L").convert("RGB"))

    assert np.ptp(rgb(one(Craft.COLORIZE, image=grey)), axis=2).mean() > 5


@pytest.mark.parametrize(("subject", "form"), [("anything", "transparent"), ("person", "transparent"), ("head", "")])
def test_what_is_cut_out_has_no_background(subject: str, form: str) -> None:
    image = opened(one(Craft.CUT_OUT, {"subject": subject, "form": form}))

    alpha = np.asarray(image.getchannel("A"))
    assert (alpha[2, 2], alpha[alpha.shape[0] // 2, alpha.shape[1] // 2]) == (0, 255)


def test_a_head_says_where_it_was() -> None:
    [piece] = carried_out(Craft.CUT_OUT, {"subject": "head", "form": "mask"})

    assert piece.box is not None
    assert opened(piece.picture).size == piece.box[2:]


def test_a_crop_has_the_size_that_was_asked_for_around_the_face() -> None:
    [piece] = carried_out(Craft.CROP, {"width": 150, "height": 140})

    assert piece.box is not None
    left, top, width, height = piece.box
    assert opened(piece.picture).size == (width, height) == (150, 140)
    assert (rgb(small())[top : top + height, left : left + width] == rgb(piece.picture)).all()
    assert top < 100


def test_an_enlargement_is_so_many_times_as_large() -> None:
    width, height = opened(small()).size

    assert opened(one(Craft.ENLARGE, {"factor": 3, "sharpen": 1})).size == (width * 3, height * 3)


def test_an_extension_grows_by_its_shares_around_the_picture() -> None:
    before = rgb(small("photo"))
    options: Options = {"left": 0.25, "right": 0.0, "top": 0.0, "bottom": 0.5}
    after = rgb(one(Craft.OUTPAINT, options, image=small("photo")))

    height, width = before.shape[:2]
    left = round(width * 0.25)
    assert after.shape[:2] == (round(height * 1.5), round(width * 1.25))
    assert (after[:height, left : left + width] == before).all()


def test_an_extension_keeps_within_the_largest_sides() -> None:
    made = one(Craft.OUTPAINT, {"left": 1.0, "max_width": 200, "max_height": 200}, image=small("photo"))

    assert max(opened(made).size) == 200


@pytest.mark.parametrize("craft", [Craft.ERASE, Craft.REPLACE])
def test_only_what_is_marked_is_worked_on(craft: Craft) -> None:
    before = small("photo")
    width, height = opened(before).size
    after = rgb(one(craft, {"prompt": "a red sun"}, image=before, mask=half_mask((width, height))))

    assert (after[height // 2 :, width // 2 :] == rgb(before)[height // 2 :, width // 2 :]).all()
    assert (after[: height // 5, : width // 5] != rgb(before)[: height // 5, : width // 5]).any()


def test_line_art_is_mostly_white_on_the_paper_that_was_asked_for() -> None:
    image = opened(one(Craft.LINE_ART, {"ratio": "1:1"}, image=small("photo")))

    assert image.width == image.height
    assert np.asarray(image.convert("L")).mean() > 180


def test_a_swap_changes_the_face_and_nothing_far_from_it() -> None:
    before = rgb(small("other"))
    after = rgb(one(Craft.FACE_SWAP, {"fidelity": 0.5}, source=small(), target=small("other")))

    assert (before != after).any()
    assert (before[:10] == after[:10]).all()


def test_clothes_lie_over_the_part_that_was_asked_for() -> None:
    clothes = png(Image.new("RGB", (60, 80), (0, 120, 0)))
    whole, upper = (
        rgb(one(Craft.TRY_ON, {"kind": kind}, person=small(), clothes=clothes)) for kind in ("full_body", "upper_body")
    )

    before, centre = rgb(small()), rgb(small()).shape[1] // 2
    assert whole[-5, centre].tolist() == [0, 120, 0]
    assert upper[-5, centre].tolist() == before[-5, centre].tolist()


def test_emojis_come_nine_on_a_sheet() -> None:
    image = opened(one(Craft.EMOJI, {"expression": "Angry", "style": "3D", "scene": "party"}))

    assert image.size == (768, 768)


@pytest.mark.parametrize(("craft", "words"), [(Craft.PHOTOSHOOT, "title"), (Craft.WALLPAPER, "prompt")])
def test_a_ratio_is_kept(craft: Craft, words: str) -> None:
    width, height = opened(one(craft, {words: "flowers", "ratio": "16:9"})).size

    assert abs(width / height - 16 / 9) < 0.01


def test_a_stretched_picture_gets_usual_proportions() -> None:
    stretched = cv2.imencode(".png", np.zeros((200, 380, 3), np.uint8))[1].tobytes()

    assert opened(one(Craft.UNSTRETCH, image=stretched)).size == (356, 200)


@pytest.mark.parametrize(
    "craft",
    [
        Craft.AGE,
        Craft.BEARD,
        Craft.EFFECT,
        Craft.EMOJI,
        Craft.EXPRESSION,
        Craft.GENDER,
        Craft.HAIR_COLOUR,
        Craft.HAIRSTYLE,
        Craft.HALLOWEEN,
    ],
)
def test_a_look_needs_a_face(craft: Craft) -> None:
    with pytest.raises(NoFace):
        carried_out(craft, VARIANTS.get(craft, [{}])[0], image=paint("red"))


def test_every_craft_is_carried_out_somewhere_here() -> None:
    here = {*VARIANTS, *PLAIN, Craft.CROP, Craft.CUT_OUT, Craft.EMOJI, Craft.ENLARGE, Craft.ERASE, Craft.FACE_SWAP}
    rest = {Craft.LINE_ART, Craft.OUTPAINT, Craft.PHOTOSHOOT, Craft.REPLACE, Craft.TRY_ON, Craft.UNSTRETCH}

    assert here | rest == set(Craft)
