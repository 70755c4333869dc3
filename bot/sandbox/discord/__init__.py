"""A Discord of one's own: REST, gateway and CDN on loopback, with people who use the bot."""

from bot.sandbox.discord.conversation import Conversation, NoAnswerError
from bot.sandbox.discord.faults import Fault, FaultKind, Faults
from bot.sandbox.discord.files import Upload
from bot.sandbox.discord.flags import ORDINARY_MEMBER, Permission
from bot.sandbox.discord.options import ImpossibleError
from bot.sandbox.discord.people import Person
from bot.sandbox.discord.rest.call import Exchange
from bot.sandbox.discord.server import LocalDiscord
from bot.sandbox.discord.stateful import STATEFUL_RULES
from bot.sandbox.discord.views import Attachment, Message
from bot.sandbox.discord.world import Channel, Guild

__all__ = [
    "ORDINARY_MEMBER",
    "STATEFUL_RULES",
    "Attachment",
    "Channel",
    "Conversation",
    "Exchange",
    "Fault",
    "FaultKind",
    "Faults",
    "Guild",
    "ImpossibleError",
    "LocalDiscord",
    "Message",
    "NoAnswerError",
    "Permission",
    "Person",
    "Upload",
]
