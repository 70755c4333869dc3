"""For every rule one payload that breaks this rule and no other."""

from tests.sandbox.discord.rules.violations.callbacks import CALLBACKS
from tests.sandbox.discord.rules.violations.commands import COMMANDS
from tests.sandbox.discord.rules.violations.components import COMPONENTS
from tests.sandbox.discord.rules.violations.messages import MESSAGES
from tests.sandbox.discord.rules.violations.modals import MODALS

VIOLATIONS = COMMANDS | MESSAGES | COMPONENTS | MODALS | CALLBACKS
