"""Stories in which the vendor looks for faces first, and Mia is asked which one she means."""

from dataclasses import replace

from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault, ToolSwitches
from tests.faults import deeds, picking
from tests.faults.deeds import DEADLINE_S
from tests.faults.scenario import Ending, Moment, Scenario
from tests.faults.trades import FUSION, PAIR

_UNSEEN = "a private reply cannot be read back once its token is dead"

_ALWAYS_ASK = {"face": "always_ask"}

ASKED = Scenario(trade=FUSION, options=_ALWAYS_ASK, bills=2, act=picking.pick, act_again=picking.pick)
ASKED_IN_PRIVATE = replace(ASKED, private=True, unseen=_UNSEEN)
ANSWERED_IN_THE_REPLY = replace(ASKED_IN_PRIVATE, act_again=picking.pick_in_the_reply)
ANSWERED_LATE = replace(ASKED_IN_PRIVATE, prepare=deeds.replies_are_shut, act=picking.pick_late, is_late=True)
PAIR_ASKED = replace(ASKED, trade=PAIR, options={}, changes={"providers.imgopen.pair_order": "left_to_right"})
SECOND_VISIT = replace(ASKED, visit=2)
SECOND_INTERRUPTED_BEFORE_SENDING = replace(SECOND_VISIT, otherwise={Moment.BEFORE: Ending.REFUNDED})
SECOND_INTERRUPTED_AFTER_THE_INTENT = replace(SECOND_VISIT, otherwise={Moment.AFTER: Ending.REFUNDED})
SECOND_RUNG_FOR = replace(SECOND_VISIT, calls_back=True)
SECOND_PUT_OFF = replace(
    ASKED,
    prepare=deeds.imgopen_meets(Fault.TOO_MANY_REQUESTS, FUSION.submission),
    otherwise={Moment.BEFORE: Ending.REFUNDED},
)
SECOND_ANSWER_LOST = replace(
    ASKED,
    prepare=deeds.all_of(
        deeds.imgopen_meets(Fault.DROP_AFTER_COMMIT, FUSION.submission),
        deeds.imgopen_answers(ToolSwitches(polls_before_done=2)),
    ),
)
ONE_FACE = replace(ASKED, prepare=picking.there_is_one_face)
SHUT_FOR_A_WHILE = replace(
    ASKED,
    prepare=deeds.replies_are_shut,
    act=deeds.parked_then_discord_recovers,
    mend=deeds.discord_recovers_after_a_while,
)
CANCELLED = Scenario(
    trade=FUSION,
    options=_ALWAYS_ASK,
    act=picking.cancel,
    act_again=picking.cancel,
    ending=Ending.REFUNDED,
    excuse="it was cancelled when only the faces had been looked for",
)
CANCELLED_IN_PRIVATE = replace(CANCELLED, private=True, unseen=_UNSEEN)
NEVER_ANSWERED = Scenario(
    trade=FUSION,
    options=_ALWAYS_ASK,
    changes={"engine.choose_within_s": DEADLINE_S},
    act=deeds.deadline_passes_in(State.ASKING),
    ending=Ending.REFUNDED,
    excuse="nobody picked one of the faces",
)
NEVER_ANSWERED_IN_THE_CHANNEL = replace(
    NEVER_ANSWERED,
    changes={"engine.choose_within_s": picking.OUTLIVES_THE_TOKEN_S},
    prepare=deeds.replies_are_shut,
    act=picking.forget_late,
    is_late=True,
)
