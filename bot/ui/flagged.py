"""What a server does with flagged pictures, as text."""

from collections.abc import Mapping

from bot.domain.policies import FlaggedPolicy
from bot.ui.messages import say
from bot.ui.notices import Notice

POLICIES: Mapping[FlaggedPolicy, Notice] = {
    FlaggedPolicy.WITHHOLD: Notice.POLICY_WITHHOLD,
    FlaggedPolicy.SPOILER: Notice.POLICY_SPOILER,
    FlaggedPolicy.AGE_RESTRICTED: Notice.POLICY_AGE_RESTRICTED,
}


def policy_text(policy: FlaggedPolicy, locale: str, *, changed: bool) -> str:
    """The server's policy in a sentence."""
    text = say(POLICIES[policy], locale)
    return say(Notice.POLICY_CHANGED, locale, policy=text) if changed else text
