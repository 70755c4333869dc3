import io

import pytest
from rich.console import Console

from bot.doctor import Finding, table


@pytest.mark.parametrize("found", ["[/]", "[red]alarm[/red]", "[link=https://evil.example]click[/link]"])
def test_what_others_say_is_shown_as_it_is(found: str) -> None:
    console = Console(width=120, record=True, file=io.StringIO())

    console.print(table([Finding(what="Discord", found=found)]))

    assert found in console.export_text()
