"""What must hold whatever was killed when. Each gives a complaint, or None."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.discord import Message
from tests.faults.cells import Cell
from tests.faults.house import House
from tests.faults.life import kept
from tests.faults.picking import selects
from tests.faults.records import Row
from tests.faults.scenario import Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A cell at its end: the reply's message, if there is one, its one task's row, what the ledger says, the models."""

    cell: Cell
    house: House
    reply_id: int | None
    row: Row
    entries: list[Row]
    models: list[Row]

    @property
    def seen(self) -> list[Message]:
        """What Mia sees: the channel, then her direct messages."""
        mia = self.house.stage.mia
        return [*mia.sees(self.house.stage.channel), *mia.sees()]

    @property
    def answers(self) -> list[Message]:
        """The results, explanations, and words about where a result lies, among it."""
        return [message for message in self.seen if self.kind_of(message) is not None]

    @property
    def paid(self) -> Counter[str]:
        """How many tasks of each kind the vendors bill."""
        vendors = self.house.stage.vendors
        return Counter(task.tool for task in (*vendors.imgopen.paid_tasks, *vendors.magictiger.paid_tasks))

    def kind_of(self, message: Message) -> str | None:
        """What it tells of a task's end: the result, why there is none, or where it lies; None if nothing."""
        shows = self.cell.scenario.shows
        if not selects(message) and (shows in message.content if shows else message.attachments):
            return "result"
        if "back." in message.content:
            return "explanation"
        return "pointer" if "`/tasks`" in message.content else None


def ends_as_it_must(outcome: Outcome) -> str | None:
    """In the right final state."""
    state = outcome.row["state"]
    return None if state == outcome.cell.ending else f"the task is {state} and should be {outcome.cell.ending}"


def leaves_nothing_on_the_row(outcome: Outcome) -> str | None:
    """No lease, no due time, no token, no unanswered call."""
    names = ("lease_owner", "lease_until", "due_at", "token_sealed", "called_at")
    left = [name for name in names if outcome.row[name] is not None]
    return f"the row still has {', '.join(left)}" if left else None


def pays_at_most_once(outcome: Outcome) -> str | None:
    """Whatever the crash: each thing at most once, and none that was not asked for."""
    paid = outcome.paid
    holds = max(paid.values(), default=0) <= 1 and len(paid) <= outcome.cell.scenario.bills
    return None if holds else f"paid tasks: {dict(paid)}"


def loses_nothing_paid(outcome: Outcome) -> str | None:
    """A result, or where it lies, where all is paid, unless the scenario tells why there can be none."""
    is_there = any(outcome.kind_of(message) in {"result", "pointer"} for message in outcome.answers)
    scenario = outcome.cell.scenario
    if is_there or outcome.paid.total() < scenario.bills or scenario.excuse is not None:
        return None
    return "a paid result was lost"


def settles_credits_once(outcome: Outcome) -> str | None:
    """One hold; one capture or one release."""
    settled = "capture" if outcome.cell.ending is Ending.DELIVERED else "release"
    entries = [entry["entry"] for entry in outcome.entries]
    if entries != ["hold", settled]:
        return f"the ledger says {entries}"
    balance = sum(entry["credits"] for entry in outcome.entries)
    owed = outcome.row["price"] if settled == "capture" else 0
    return None if balance == owed else f"{balance} credits are spent and {owed} are owed"


def answers_once(outcome: Outcome) -> str | None:
    """One result, or one explanation. What may have been seen is pointed to, and never shown again."""
    kinds = [outcome.kind_of(message) for message in outcome.answers]
    kind = "result" if outcome.cell.ending is Ending.DELIVERED else "explanation"
    right: list[list[str | None]] = [[kind]]
    if outcome.cell.may_be_unseen:
        right += [["result", "pointer"], ["pointer"]] if kind == "result" else [[kind, kind]]
    return None if kinds in right else f"Mia sees {kinds or 'no answer'}"


def answers_in_the_right_place(outcome: Outcome) -> str | None:
    """In the reply; after its token died in the channel, with a mention; or, if private, in direct messages."""
    stage, private = outcome.house.stage, outcome.cell.scenario.private
    for message in outcome.answers:
        if message.id == outcome.reply_id:
            continue
        if not outcome.cell.outlives_token:
            return "the answer is not in the reply"
        if private and message.channel is not stage.mia.dm:
            return "a private answer is not in the direct messages"
        if not private and (message.channel is not stage.channel or not message.pings):
            return "the answer is not in the channel with a mention"
    return None


def shows_nothing_private(outcome: Outcome) -> str | None:
    """Not to somebody who looks on."""
    stage = outcome.house.stage
    ben = stage.discord.add_person("Ben", stage.guild)
    return "Ben sees a private task" if outcome.cell.scenario.private and ben.sees(stage.channel) else None


def offers_nothing_stale(outcome: Outcome) -> str | None:
    """Nothing is left to cancel or to pick from, where the bot can still reach it."""
    reachable = [message for message in outcome.seen if not message.ephemeral or not outcome.cell.outlives_token]
    stale = [select for message in reachable for select in selects(message)]
    stale += ["Cancel" for message in reachable if "Cancel" in message.buttons]
    return f"still offered: {', '.join(stale)}" if stale else None


def keeps_what_the_row_names(outcome: Outcome) -> str | None:
    """No picture more, no picture less."""
    named = {entry["media"] for entry in (*outcome.row["inputs"], *outcome.row["results"])} - {None}
    there = {path.name for path in kept(outcome.house.pictures)}
    if there - named:
        return f"orphaned pictures: {len(there - named)}"
    return f"missing pictures: {len(named - there)}" if named - there else None


def notes_what_was_trained_once(outcome: Outcome) -> str | None:
    """A model's name, for its server."""
    models = len(outcome.models)
    return None if models == outcome.cell.scenario.models else f"the server has {models} models"


def breaks_no_protocol(outcome: Outcome) -> str | None:
    """The vendors complain of nothing."""
    vendors = outcome.house.stage.vendors
    violations = [*vendors.imgopen.violations, *vendors.magictiger.violations]
    return f"violations: {violations}" if violations else None


CHECKS: tuple[Callable[[Outcome], str | None], ...] = (
    ends_as_it_must,
    leaves_nothing_on_the_row,
    pays_at_most_once,
    loses_nothing_paid,
    settles_credits_once,
    answers_once,
    answers_in_the_right_place,
    shows_nothing_private,
    offers_nothing_stale,
    keeps_what_the_row_names,
    notes_what_was_trained_once,
    breaks_no_protocol,
)
