"""What /help says."""

from tests.journeys.fixture import Stage
from tests.journeys.works import rendered

_END = "`/help` with a `tool`"


async def help_of(stage: Stage, **options: str) -> str:
    """All pages of what Mia reads, and nobody else; the overview without options."""
    asked = await stage.mia.slash(stage.channel, "help", **options)
    first = await asked.answer()
    if not options:
        await asked.until(lambda message: _END in message.content)
    pages = (first, *asked.followups)
    assert all(page.ephemeral for page in pages)
    return "\n".join(rendered(page) for page in pages)


def line_of(text: str, command: str) -> str:
    """The one line about that command."""
    (line,) = [line for line in text.splitlines() if f"`/{command}`" in line]
    return line
