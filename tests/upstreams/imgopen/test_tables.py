import inspect
import pkgutil
from importlib import import_module

import pytest
from discord.ext import commands

import cogs
from bot.domain.listings import ListKind
from bot.domain.toolbox import TOOLS
from bot.upstreams.imgopen import tables
from tests.surroundings import empty_folder  # noqa: F401  # a fixture
from tests.upstreams.imgopen.toml import complaint, read, table

pytestmark = pytest.mark.usefixtures("empty_folder")

LIST = '[providers.imgopen.endpoints.lora_list]\npath = "/l"\nrows = "data.rows"\nvalue = "name"\n'
TRAINING = '[providers.imgopen.endpoints.training_result]\nquery = "/t"\nresult = "data.model"\n'
OWN = ('summary = "Make a cartoon."', 'pictures = ["image"]')


def test_without_a_table_nothing_is_known() -> None:
    endpoints = read("")

    assert not any(described for _, described in endpoints.known.values())
    assert (endpoints.extras, endpoints.tools, endpoints.training_result) == ({}, (), None)
    assert all(endpoints.listing(kind) is None for kind in ListKind)


def test_every_kind_of_table_is_read() -> None:
    endpoints = read(
        "\n".join(
            [table("super_resolution"), LIST, TRAINING, 'makes = "lora"\nlisted = true', table("extra.tattoo", *OWN)]
        )
    )

    assert endpoints.known["super_resolution"][1] is endpoints.super_resolution is not None
    assert endpoints.listing(ListKind.LORA) is endpoints.lora_list is not None
    assert endpoints.training_result is not None
    assert [tool.key for tool in endpoints.tools] == ["tattoo"]


def test_an_extra_for_a_tool_of_ours_is_no_tool() -> None:
    endpoints = read(table("extra.better", 'tool = "enlarge"'))

    assert endpoints.tools == ()
    assert endpoints.extras["better"][0].key == "enlarge"


def test_a_whole_address_on_the_base_url_is_taken() -> None:
    address = 'path = "http://127.0.0.1:9/x"'

    assert read(
        f'[providers.imgopen]\nbase_url = "http://127.0.0.1:9"\n{table("image_enlarge", address, without="path")}'
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (table("super_resolution", without="path"), "SUPER_RESOLUTION__PATH: Field required"),
        (table("super_resolution", without="body"), "SUPER_RESOLUTION__BODY: Field required"),
        (table("super_resolution", without="result"), "SUPER_RESOLUTION__RESULT: Field required"),
        (table("super_resolution", "pth = 1"), "SUPER_RESOLUTION__PTH is not a setting that Darkroom knows"),
        (table("super_resolution", 'price = "hushhush"'), "SUPER_RESOLUTION__PRICE: Input should be a valid integer"),
        (table("super_resolution", "price = -1"), "SUPER_RESOLUTION__PRICE: "),
        (table("super_resolution", "usual_s = nan"), "SUPER_RESOLUTION__USUAL_S: "),
        (table("super_resolution", "progress_of = 0"), "SUPER_RESOLUTION__PROGRESS_OF: "),
        (table("super_resolution", 'query = "/a/../b"'), "SUPER_RESOLUTION__QUERY: must be a path like"),
        (table("super_resolution", 'query = "https://e.test/b"'), "SUPER_RESOLUTION__QUERY: is on another host than h"),
        (table("super_resolution", 'query_body = { i = "x" }'), "SUPER_RESOLUTION__QUERY_BODY: does not send {task}"),
        (table("super_resolution", 'query_body = { i = "{image}{task}" }'), "SUPER_RESOLUTION__QUERY_BODY: {image} st"),
        (table("super_resolution", 'progress = "status"'), "SUPER_RESOLUTION__PROGRESS: must begin with `data`"),
        (table("super_resolution", 'failed = { "data.s" = [] }'), "SUPER_RESOLUTION__FAILED: "),
        (table("super_resolution", 'failed = { "data..s" = [4] }'), "SUPER_RESOLUTION__FAILED: must be names with"),
        (table("super_resolution", 'failed = { "status" = [4] }'), "SUPER_RESOLUTION__FAILED: must begin with `data`"),
        (
            table("super_resolution", 'body = { i = "x" }', without="body"),
            "SUPER_RESOLUTION__BODY: does not send {imag",
        ),
        (
            table("super_resolution", 'body = { i = "{" }', without="body"),
            "SUPER_RESOLUTION__BODY: has a brace that is",
        ),
        (
            table("super_resolution", "body = { i = inf }", without="body"),
            "SUPER_RESOLUTION__BODY: holds a number that",
        ),
        (
            table("super_resolution", "body = { i = 2020-01-01 }", without="body"),
            "SUPER_RESOLUTION__BODY: input was no",
        ),
        (table("super_resolution", "body = 3", without="body"), "SUPER_RESOLUTION__BODY: "),
        (
            table("super_resolution", 'body = { i = "{imge}{image}" }', without="body"),
            "SUPER_RESOLUTION__BODY: {imge} stands for nothing here; known: {callback}, {factor}, {image}, {sha",
        ),
        (
            table("super_resolution", 'body = { i = "{image}{callback}" }', without="body"),
            "SUPER_RESOLUTION__CALLS_BACK: must be true where the body holds {callback}",
        ),
        (table("object_removal"), "OBJECT_REMOVAL__BODY: does not send {mask}"),
        (table("nope"), "NOPE is not a setting that Darkroom knows"),
        ("[providers.imgopen.endpoints]\nhairstyle = 3", "HAIRSTYLE: "),
        ("[providers.imgopen.endpoints]\nextra = 3", "EXTRA: "),
        ("[providers.imgopen.endpoints.extra]\na = 3", "EXTRA__A: "),
        (LIST + 'body = { page = "{page}" }', "LORA_LIST__BODY: {page} stands for nothing here; known: none"),
        (LIST.replace("data.rows", "rows"), "LORA_LIST__ROWS: must begin with `data`"),
        (LIST.replace("/l", "https://e.test/l"), "LORA_LIST__PATH: is on another host than https://api.zhiqite.com"),
        (TRAINING + "listed = true", "TRAINING_RESULT__MAKES: Field required"),
        (TRAINING + 'makes = "lora"', "TRAINING_RESULT__LISTED: Field required"),
        (TRAINING + 'makes = "vae"\nlisted = true', "TRAINING_RESULT__MAKES: must be `lora` or `model`"),
        (
            TRAINING.replace("/t", "https://e.test/t") + 'makes = "lora"\nlisted = true',
            "TRAINING_RESULT__QUERY: is on another host",
        ),
        (table('extra."Not a name"', *OWN), "EXTRA__NOT A NAME: must be named with 1 to 32 characters"),
        (table("extra." + "x" * 33, *OWN), "EXTRA__" + "X" * 33 + ": must be named with 1 to 32 characters"),
        (table("extra.enhance", *OWN), "EXTRA__ENHANCE: has a name that is taken"),
        (table("extra.keys", *OWN), "EXTRA__KEYS: has a name that is taken"),
        (table("extra.flux", *OWN), "EXTRA__FLUX: has a name that is taken"),
        (table("extra.roop", 'tool = "enlarge"'), "EXTRA__ROOP: has a name that is taken"),
        (table("extra.tattoo", 'tool = "nonesuch"'), "EXTRA__TATTOO__TOOL: is no tool of ours"),
        (table("extra.tattoo", 'tool = "train"'), "EXTRA__TATTOO__TOOL: is no tool of ours"),
        (table("extra.tattoo", 'tool = "enlarge"', 'summary = "s"'), "EXTRA__TATTOO__SUMMARY: is for a tool of its"),
        (table("extra.tattoo"), "EXTRA__TATTOO__SUMMARY: must say what the tool does"),
        (table("extra.tattoo", OWN[0]), "EXTRA__TATTOO__BODY: {image} stands for nothing here"),
        (table("extra.tattoo", *OWN, 'family = "nope"'), "EXTRA__TATTOO__FAMILY: "),
        (table("extra.tattoo", *OWN, 'output = "model"'), "EXTRA__TATTOO__OUTPUT: must be `pictures` or `texts`"),
        (table("extra.tattoo", *OWN, 'options = { a = "date" }'), "EXTRA__TATTOO__OPTIONS: "),
        (table("extra.tattoo", *OWN, 'options = { task = "text" }'), "EXTRA__TATTOO__OPTIONS: must not use the name"),
        (table("extra.tattoo", OWN[0], 'pictures = "image"'), "EXTRA__TATTOO__PICTURES: "),
        (table("extra.tattoo", *OWN, "nope = 3"), "EXTRA__TATTOO__NOPE is not a setting that Darkroom knows"),
    ],
)
def test_a_bad_table_is_one_sentence_that_names_the_setting_and_not_its_value(text: str, said: str) -> None:
    sentence = complaint(text)

    assert sentence.startswith(said)
    assert "hushhush" not in sentence


def extras(count: int) -> str:
    """So many tools of an operator's own."""
    return "\n".join(table(f"extra.tool{number}", *OWN) for number in range(count))


def test_as_many_extras_are_taken_as_discord_has_room_for() -> None:
    assert len(read(extras(60)).tools) == 60


def test_one_extra_more_is_one_sentence() -> None:
    assert complaint(extras(61)) == "EXTRA: must not hold more than 60 tools"


def test_no_command_of_ours_can_be_taken_by_an_extra() -> None:
    modules = [import_module(f"cogs.{module.name}") for module in pkgutil.iter_modules(cogs.__path__)]
    classes = {
        each
        for module in modules
        for _, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, commands.Cog) and each.__module__.startswith("cogs.")
    }
    groups = {each.__cog_group_name__ for each in classes if issubclass(each, commands.GroupCog)}
    single = {
        command.name
        for each in classes
        if not issubclass(each, commands.GroupCog)
        for command in each.__cog_app_commands__
    }
    assert groups | single <= tables.COMMANDS | {tool.key for tool in TOOLS}
