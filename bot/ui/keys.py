"""A server's own upstream keys: typed into a form, kept by the keyring, shown by their last four characters."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import ui

from bot.domain.ids import ProviderId, UserId
from bot.domain.sentences import Sentence
from bot.engine.keyring import KeyInfo, KeyProvider, Keyring
from bot.ui.acknowledge import acknowledge
from bot.ui.figures import relative
from bot.ui.marks import Action, mark, pattern
from bot.ui.messages import say, tell
from bot.ui.notices import Notice
from bot.ui.permission import managed_guild
from bot.ui.reply import reply

_FORM = pattern(Action.KEY)
_LONGEST_TITLE = 45
_LONGEST_SECRET = 200


def key_form(provider: KeyProvider, locale: str) -> ui.Modal:
    """A form with one line per part of the provider's key.

    discord.py is told that it is finished, and so keeps none: what is submitted is recognised by its custom id, after
    a restart too.
    """
    title = say(Notice.KEY_MODAL, locale, provider=provider.title)
    form = ui.Modal(title=title[:_LONGEST_TITLE], custom_id=mark(Action.KEY, provider.id))
    for field in provider.fields:
        line = ui.TextInput[ui.Modal](custom_id=field.name, max_length=_LONGEST_SECRET)
        form.add_item(ui.Label(text=field.label[:_LONGEST_TITLE], component=line))
    form.stop()
    return form


def submitted_form(interaction: discord.Interaction) -> re.Match[str] | None:
    """Whether this is a key form coming back; the group `about` is the provider."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    return _FORM.fullmatch(interaction.custom_id or "")


async def receive_key(interaction: discord.Interaction, keyring: Keyring, provider: ProviderId) -> None:
    """Try and keep what was submitted, and answer the sender alone."""
    guild_id = managed_guild(interaction)
    if await acknowledge(interaction, private=True):
        values = dict(_lines(interaction.data or {}))
        info, verdict = await keyring.put(guild_id, provider, values, by=UserId(interaction.user.id))
        notice = Notice.KEY_TAKEN if verdict else Notice.KEY_KEPT
        await reply(interaction, say(notice, interaction.locale.value, provider=info.title, last_four=info.last_four))


def key_line(info: KeyInfo, locale: str) -> str:
    """What may be shown of a key, and whether its provider refuses it."""
    line = say(
        Notice.KEY_LINE,
        locale,
        provider=info.title,
        last_four=info.last_four,
        person=f"<@{info.put_by}>",
        when=relative(info.put_at),
    )
    if info.refused is None:
        return line
    return f"{line}\n⚠️ {tell(Sentence.of(info.refused, provider=info.title), locale)}"


def _lines(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The custom id and value of every line of a form, however it is wrapped."""
    inner = [*data.get("components", ()), *filter(None, [data.get("component")])]
    for component in inner:
        if "value" in component:
            yield component["custom_id"], component["value"]
        yield from _lines(component)
