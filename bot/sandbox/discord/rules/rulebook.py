"""The rules that a payload alone can break."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.sandbox.discord.rules.callbacks import check_callback
from bot.sandbox.discord.rules.commands import check_commands
from bot.sandbox.discord.rules.form import Form, Node
from bot.sandbox.discord.rules.messages import Route, check_message


class Rulebook:
    """Judges payloads; every rule but those named in `off` is enforced. Rules of elsewhere may be named there too."""

    def __init__(self, off: Iterable[str] = ()) -> None:
        self._off = frozenset(off)

    def enforces(self, rule_id: str) -> bool:
        """Whether this rule is on."""
        return rule_id not in self._off

    def commands(self, payload: Sequence[Mapping[str, Any]] | Mapping[str, Any]) -> None:
        """Judge the commands of a bulk overwrite, or a single one; errors of a bulk nest by index. Raises Refusal."""
        form = Form(self._off)
        if isinstance(payload, Mapping):
            check_commands(form, [Node(form, payload)])
        else:
            check_commands(form, [Node(form, command, (index,)) for index, command in enumerate(payload)])
        form.close()

    def message(
        self,
        payload: Mapping[str, Any],
        *,
        route: Route,
        uploads: Sequence[str],
        before: Mapping[str, Any] | None = None,
    ) -> None:
        """Judge a message or an edit.

        `uploads` holds the file names, index n for `files[n]` and "" for a gap; `before` is the message being edited.
        Raises Refusal.
        """
        form = Form(self._off)
        check_message(Node(form, payload), route=route, uploads=uploads, before=before)
        form.close()

    def callback(
        self,
        payload: Mapping[str, Any],
        *,
        interaction_type: int,
        uploads: Sequence[str],
        before: Mapping[str, Any] | None = None,
    ) -> None:
        """Judge an answer `{type, data}`. `before` is the message that a type 7 updates. Raises Refusal."""
        form = Form(self._off)
        check_callback(Node(form, payload), interaction_type=interaction_type, uploads=uploads, before=before)
        form.close()
