"""What an operator maps to the vendor's types."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.offers import Coverage, Offer, Shape
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox import TOOLS
from bot.domain.toolbox.art import CartoonOptions
from bot.domain.toolbox.edit import EnlargeOptions, StrengthOptions
from bot.domain.toolbox.looks import Blemish, Effect, EffectOptions, HairstyleOptions, RetouchOptions
from bot.domain.tools import NoOptions, Options
from bot.settings import BadSettings, load
from bot.upstreams.magictiger.mapping import chooser
from bot.upstreams.magictiger.offers import make_offers
from bot.upstreams.magictiger.settings import MagicTigerSettings
from tests.surroundings import empty_folder  # noqa: F401  # a fixture
from tests.upstreams import orders

ONE_NUMBER = [
    "faces", "hairstyle", "beard", "age", "restore", "retouch", "halloween", "blurfaces", "preview", "enlarge",
    "sharpen", "dehaze", "contrast", "unstretch", "outpaint", "removebg", "colorize", "recolor", "cartoon", "lineart",
]  # fmt: skip
"""Each of our tools that works on one picture, needs no words, and makes pictures."""
NAMED = ["hairstyle", "beard", "expression", "preview", "outpaint", "cartoon", "paint"]
"""Those of them, and of those that need a word or two, where any word can stand for a type."""
MANGA = {"manga": 9, "clay": 10}


def offers(**types: Any) -> dict[str, Offer]:
    settings = MagicTigerSettings.model_validate({"types": types})
    return {offer.tool: offer for offer in make_offers(settings)}


def sent_type(offer: Offer, options: Options) -> Any:
    return offer.payload(orders.made(options, "image"))["type"]


def refusal(offer: Offer, options: Options) -> tuple[Reason, dict[str, Any]] | None:
    said = offer.refuses(options)
    return None if said is None else (said.reason, dict(said.values))


def complaint(types: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        MagicTigerSettings.model_validate({"types": types})
    (mistake,) = caught.value.errors()
    return mistake["msg"]


def test_without_a_mapping_there_is_enhancement_alone_and_colourising_says_what_turns_it_on() -> None:
    made = offers()
    assert [(key, offer.off) for key, offer in made.items()] == [
        ("enhance", None),
        (
            "colorize",
            Sentence.of(
                Reason.FEATURE_OFF,
                provider="Magic Tiger",
                setting="DARKROOM_PROVIDERS__MAGICTIGER__TYPES__COLORIZE",
            ),
        ),
    ]


@pytest.mark.usefixtures("empty_folder")
def test_the_setting_that_is_named_does_turn_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    off = offers()["colorize"].off
    assert off is not None
    monkeypatch.setenv(str(off.values["setting"]), "7")
    assert sent_type(make_offers(load().providers.magictiger)[1], NoOptions()) == 7


@pytest.mark.usefixtures("empty_folder")
def test_the_table_may_stand_in_the_operators_file(tmp_path: Path) -> None:
    table = "[providers.magictiger.types]\ncolorize = 7\nrestore = 3\ncartoon = { manga = 9 }\n"
    (tmp_path / "darkroom.toml").write_text(table)
    assert load().providers.magictiger.types == {"colorize": 7, "restore": 3, "cartoon": {"manga": 9}}


@pytest.mark.usefixtures("empty_folder")
def test_a_bad_table_is_one_sentence_that_names_its_variable(tmp_path: Path) -> None:
    (tmp_path / "darkroom.toml").write_text("[providers.magictiger.types]\ncolourise = 7\n")
    with pytest.raises(BadSettings) as caught:
        load()
    assert caught.value.sentences == [
        "DARKROOM_PROVIDERS__MAGICTIGER__TYPES: 'colourise' is none of the tools that Darkroom knows"
    ]


def test_every_mapped_tool_has_one_offer() -> None:
    made = offers(colorize=7, restore=3, enlarge=4, cartoon=MANGA)
    assert list(made) == ["enhance", "colorize", "restore", "enlarge", "cartoon"]
    assert [offer.off for offer in made.values()] == [None] * 5
    assert {offer.key for offer in made.values()} == {f"magictiger.{tool}" for tool in made}
    assert made["colorize"].coverage is Coverage.PARTIAL
    assert made["restore"].coverage is Coverage.OPERATOR_SUPPLIED


@pytest.mark.parametrize("tool", ONE_NUMBER)
def test_a_tool_with_one_number_sends_that_type_and_the_picture(tool: str) -> None:
    offer = offers(**{tool: 7})[tool]
    options = next(each for each in TOOLS if each.key == tool).options()
    assert offer.refuses(options) is None
    assert offer.payload(orders.made(options, "image", task_id="own")) == {
        "picurl": "https://pictures.test/image.png",
        "type": 7,
        "chtaskid": "own",
    }


def test_a_name_chooses_its_number_and_all_names_are_suggested() -> None:
    offer = offers(cartoon=MANGA)["cartoon"]
    assert offer.choices == {"style": ("manga", "clay")}
    assert [sent_type(offer, CartoonOptions(style=style)) for style in MANGA] == [9, 10]


def test_a_name_that_nobody_mapped_is_refused_with_those_that_are() -> None:
    offer = offers(cartoon=MANGA)["cartoon"]
    assert refusal(offer, CartoonOptions(style="oil")) == (
        Reason.OPTION_NOT_OFFERED,
        {"option": "style", "value": "oil", "accepted": "manga, clay"},
    )


def test_of_several_names_one_must_be_chosen_and_the_only_one_needs_not_be() -> None:
    assert refusal(offers(cartoon=MANGA)["cartoon"], CartoonOptions()) == (Reason.OPTION_NEEDED, {"option": "style"})
    only = offers(cartoon={"manga": 9})["cartoon"]
    assert refusal(only, CartoonOptions()) is None
    assert sent_type(only, CartoonOptions()) == 9


def test_the_words_of_an_option_can_have_numbers_too_and_suggest_nothing() -> None:
    offer = offers(effect={"bald": 3, "big_head": 4})["effect"]
    assert offer.choices == {}
    assert sent_type(offer, EffectOptions(effect=Effect.BALD)) == 3
    assert refusal(offer, EffectOptions(effect=Effect.SQUARE_FACE)) == (
        Reason.OPTION_NOT_OFFERED,
        {"option": "effect", "value": "square_face", "accepted": "bald, big_head"},
    )


@pytest.mark.parametrize(
    ("types", "options", "option"),
    [
        ({"enlarge": 4}, EnlargeOptions(factor=4), "factor"),
        ({"enlarge": 4}, EnlargeOptions(sharpen=False), "sharpen"),
        ({"sharpen": 4}, StrengthOptions(strength=0), "strength"),
        ({"cartoon": 4}, CartoonOptions(style="manga"), "style"),
        ({"hairstyle": {"bob": 5}}, HairstyleOptions(style="bob", color="red"), "color"),
        ({"retouch": {"acne": 5}}, RetouchOptions(fix=Blemish.ACNE, smoothing=0.5), "smoothing"),
    ],
)
def test_an_option_that_the_service_has_no_field_for_is_refused(
    types: dict[str, Any], options: Options, option: str
) -> None:
    (tool,) = types
    assert refusal(offers(**types)[tool], options) == (
        Reason.OPTION_UNUSED,
        {"option": option, "provider": "Magic Tiger"},
    )


def test_a_second_picture_is_of_no_use() -> None:
    assert offers(hairstyle=5)["hairstyle"].ignores == {"reference"}


def test_limits_price_and_cancelling_are_the_same_for_all() -> None:
    settings = MagicTigerSettings.model_validate(
        {
            "types": {"restore": 3, "colorize": 7},
            "prices": {"colorize": 9},
            "price": 4,
            "delete_refunds": True,
            "callbacks": True,
            "accepted_formats": ["JPEG"],
        }
    )
    made = make_offers(settings)
    assert [offer.price for offer in made] == [4, 9, 4]
    assert {(offer.cancellable, offer.calls_back) for offer in made} == {(True, True)}
    webp = Shape(format="WEBP", size_bytes=1, width=64, height=64)
    for offer in made:
        objection = offer.objection({"image": webp})
        assert objection is not None
        assert objection.sentence.reason is Reason.WRONG_FORMAT


@pytest.mark.parametrize(
    ("types", "words"),
    [
        ({"colourise": 7}, "'colourise' is none of the tools"),
        ({"": 7}, "'' is none of the tools"),
        ({"enhance": 1}, "enhance has its types in enhance_types"),
        ({"faceswap": 1}, "faceswap takes something other"),
        ({"tryon": 1}, "tryon takes something other"),
        ({"erase": 1}, "erase takes something other"),
        ({"train": 1}, "train takes something other"),
        ({"describe": 1}, "describe takes something other"),
        ({"prompt": 1}, "prompt takes something other"),
        ({"crop": 1}, "crop needs height, width, for which the service has no field"),
        ({"paint": 1}, "paint needs style"),
        ({"portrait": 1}, "portrait needs prompt"),
        ({"watermark": {"top_left": 1}}, "watermark needs text"),
        ({"restore": {"old": 1}}, "restore needs a number"),
        ({"cartoon": {}}, "cartoon needs a number, or one for each style"),
        ({"effect": {"bold": 1}}, "effect can only have numbers for big_head, square_face, bald, clean_shaven"),
    ],
)
def test_what_cannot_be_mapped_is_refused_in_one_sentence(types: dict[str, Any], words: str) -> None:
    assert words in complaint(types)


@pytest.mark.parametrize("code", [True, 1.5, "seven", None, [7], {"a": {"b": 7}}, {"": 7}, {"x" * 41: 7}])
def test_what_is_no_number_is_refused(code: Any) -> None:
    with pytest.raises(ValidationError):
        MagicTigerSettings.model_validate({"types": {"cartoon": code}})


def accepts(types: dict[str, Any]) -> bool:
    try:
        MagicTigerSettings.model_validate({"types": types})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("codes", "tools"), [(7, ONE_NUMBER), ({"manga": 7}, NAMED)], ids=["number", "names"])
def test_no_other_tool_can_be_mapped(codes: Any, tools: list[str]) -> None:
    assert {tool.key for tool in TOOLS if accepts({tool.key: codes})} == set(tools)


def test_an_option_that_chooses_a_type_belongs_to_its_tool() -> None:
    for tool in TOOLS:
        assert chooser(tool) in {None, *tool.options.model_fields}


def test_no_options_are_no_obstacle() -> None:
    assert offers(restore=3)["restore"].refuses(NoOptions()) is None
