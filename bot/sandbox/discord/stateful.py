"""Rules that need state: deadlines, once-only answers, sizes, permissions. Each can be switched off in the Rulebook."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.clock import Clock
from bot.sandbox.discord.files import Upload
from bot.sandbox.discord.flags import Permission
from bot.sandbox.discord.refusals import Code, refusal
from bot.sandbox.discord.rules import Rulebook
from bot.sandbox.discord.world import Channel, Interaction, StoredMessage, User, World

ANSWER_WITHIN_S = 3.0
TOKEN_LIFETIME = timedelta(minutes=15)
NONCE_WINDOW = timedelta(minutes=5)
MAX_REQUEST_BYTES = 25 * 2**20
MAX_USER_INSTALL_FOLLOWUPS = 5
MAX_DAILY_CREATES = 200

STATEFUL_RULES: dict[str, str] = {
    "interaction-deadline": "The first answer must come within 3 seconds (404, 10062).",
    "interaction-once": "An interaction is answered once (400, 40060).",
    "update-needs-message": "Types 6 and 7 need a message that the component or modal came from (400, 50035).",
    "token-lifetime": "A token serves edits and follow-ups for 15 minutes (401, 50027).",
    "token-before-answer": "A token is unknown to the webhook routes until the interaction is answered (404, 10015).",
    "user-install-followups": "Without the bot in the guild an interaction has at most 5 follow-ups (400, 40094).",
    "file-size": "No file may exceed the limit of its place (413, 40005).",
    "request-size": "No request may exceed 25 MiB (413, 40005).",
    "nonce-of-a-deleted-message": "A repeat of an enforced nonce whose message was deleted fails (404, 10008).",
    "channel-access": "The bot must be in the guild and see the channel (403, 50001).",
    "channel-permissions": "Sending, attaching, embedding and reading back need their permissions (403, 50013).",
    "dm-refused": "A person who blocks direct messages gets none (403, 50007).",
    "dm-mutual-guild": "A person who shares no guild with the bot gets no direct message (403, 50278).",
    "author-only": "Only the author edits a message (403, 50005).",
    "delete-permission": "Deleting somebody else's message needs MANAGE_MESSAGES (403, 50013).",
    "daily-creates": "At most 200 commands are created per day and scope (400, 30034).",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatefulRules:
    """Checks of a request against the present state; each raises Refusal, or does nothing."""

    rulebook: Rulebook
    clock: Clock
    world: World

    def first_answer(self, interaction: Interaction) -> None:
        """May this interaction be answered now?"""
        self._refuse("interaction-once", Code.ALREADY_ACKNOWLEDGED, when=interaction.answered_with is not None)
        self._refuse("interaction-deadline", Code.UNKNOWN_INTERACTION, when=self.overdue(interaction))

    def overdue(self, interaction: Interaction) -> bool:
        """Whether 3 seconds have passed, on the logical clock or in real time."""
        logical_s = (self.clock.now() - interaction.created_at).total_seconds()
        return max(logical_s, time.monotonic() - interaction.opened_at) > ANSWER_WITHIN_S

    def update(self, interaction: Interaction) -> None:
        """Is there a message to update?"""
        self._refuse("update-needs-message", Code.INVALID_FORM, when=interaction.source is None)

    def token(self, interaction: Interaction) -> None:
        """Do the webhook routes accept this token now?"""
        expired = self.clock.now() - interaction.created_at > TOKEN_LIFETIME
        self._refuse("token-lifetime", Code.INVALID_TOKEN, when=expired)
        self._refuse("token-before-answer", Code.UNKNOWN_WEBHOOK, when=interaction.answered_with is None)

    def followup(self, interaction: Interaction) -> None:
        """May one more follow-up be sent?"""
        sent = sum(message_id != interaction.original_id for message_id in interaction.message_ids)
        too_many = interaction.user_install_only and sent >= MAX_USER_INSTALL_FOLLOWUPS
        self._refuse("user-install-followups", Code.TOO_MANY_FOLLOWUPS, when=too_many)

    def sizes(self, uploads: Iterable[Upload], *, file_limit: int, request_bytes: int) -> None:
        """Do the files and the whole request fit?"""
        self._refuse("request-size", Code.REQUEST_TOO_LARGE, when=request_bytes > MAX_REQUEST_BYTES)
        too_large = any(len(upload.data) > file_limit for upload in uploads)
        self._refuse("file-size", Code.REQUEST_TOO_LARGE, when=too_large)

    def access(self, channel: Channel) -> None:
        """Does the bot see this channel?"""
        outside = channel.guild is not None and not channel.guild.has_bot
        blind = outside or not channel.permissions & Permission.VIEW_CHANNEL
        self._refuse("channel-access", Code.MISSING_ACCESS, when=blind)

    def allowed(self, channel: Channel, needed: Permission) -> None:
        """Has the bot these permissions here?"""
        missing = needed & ~Permission(channel.permissions) != Permission(0)
        self._refuse("channel-permissions", Code.MISSING_PERMISSIONS, when=missing)

    def direct_message(self, recipient: User) -> None:
        """Would this person receive a direct message?"""
        self._refuse("dm-mutual-guild", Code.NO_MUTUAL_GUILD, when=not self.world.shares_guild(recipient))
        self._refuse("dm-refused", Code.CANNOT_MESSAGE_USER, when=not recipient.accepts_dms)

    def edit(self, message: StoredMessage) -> None:
        """Is the bot the author?"""
        self._refuse("author-only", Code.NOT_THE_AUTHOR, when=not message.author.bot)

    def delete(self, message: StoredMessage) -> None:
        """May the bot delete this message?"""
        may = message.author.bot or bool(message.channel.permissions & Permission.MANAGE_MESSAGES)
        self._refuse("delete-permission", Code.MISSING_PERMISSIONS, when=not may)

    def repeat(self, earlier: StoredMessage | None) -> None:
        """Does the message of a repeated nonce still exist?"""
        self._refuse("nonce-of-a-deleted-message", Code.UNKNOWN_MESSAGE, when=earlier is None)

    def creates(self, today: int) -> None:
        """May the commands created today, these included, be so many?"""
        self._refuse("daily-creates", Code.TOO_MANY_COMMAND_CREATES, when=today > MAX_DAILY_CREATES)

    def _refuse(self, rule_id: str, code: Code, *, when: bool) -> None:
        if when and self.rulebook.enforces(rule_id):
            raise refusal(code)
