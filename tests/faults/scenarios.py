"""Which story leads through which place."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.lifecycle import Event, State
from bot.engine.milestones import Commit, Effect, move
from bot.sandbox.upstreams import Fault, Script, ToolSwitches
from bot.sandbox.upstreams.faults import RESULT
from tests.faults import agreeing, deeds, faces, words
from tests.faults.deeds import DEADLINE_S
from tests.faults.scenario import Ending, Moment, Scenario
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade

_ROOP, _QUERY = IMGOPEN.submission, IMGOPEN.question

_SWAP = Scenario()
_PRIVATE_SWAP = Scenario(private=True)
_UNSEEN = "a private reply cannot be read back once its token is dead"
_PRIVATE_POST = replace(_PRIVATE_SWAP, unseen=_UNSEEN)
_ENHANCEMENT = Scenario(trade=MAGICTIGER)
_PRIVATE_ENHANCEMENT = Scenario(trade=MAGICTIGER, private=True)
_INTERRUPTED_BEFORE_SENDING = Scenario(otherwise={Moment.BEFORE: Ending.REFUNDED})
"""Nobody knows that nothing was sent: the vendor is asked, and knows nothing."""
_INTERRUPTED_AFTER_THE_INTENT = Scenario(otherwise={Moment.AFTER: Ending.REFUNDED})
_REFUSED = Scenario(changes={"providers.imgopen.max_side": 50}, ending=Ending.REFUNDED)
_CANCELLED_EARLY = Scenario(prepare=deeds.cdn_is_slow, act=deeds.cancel_in(State.ACCEPTED), ending=Ending.REFUNDED)
_PRESSED_AND_FORGOTTEN = replace(_CANCELLED_EARLY, otherwise={Moment.BEFORE: Ending.DELIVERED})
_NEVER_STARTED = Scenario(
    private=True,
    changes={"engine.submit_deadline_s": DEADLINE_S},
    prepare=deeds.cdn_is_cut,
    act=deeds.deadline_passes_in(State.ACCEPTED, attempts=1),
    ending=Ending.REFUNDED,
)
_LOCAL = Scenario(
    trade=Trade(
        provider="local", title="Local (classical)", command="enhance", slots=("image",), submission="", question=""
    )
)
_RESULT_AT_ONCE = Scenario(prepare=deeds.imgopen_answers(ToolSwitches(submit_reply="result")))
_BROKE = Scenario(prepare=deeds.imgopen_is_broke, ending=Ending.REFUNDED)
_PUT_OFF = Scenario(
    prepare=deeds.imgopen_meets(Fault.TOO_MANY_REQUESTS, _ROOP), otherwise={Moment.BEFORE: Ending.REFUNDED}
)
_ANSWER_LOST = Scenario(
    prepare=deeds.all_of(
        deeds.imgopen_meets(Fault.DROP_AFTER_COMMIT, _ROOP), deeds.imgopen_answers(ToolSwitches(polls_before_done=2))
    )
)
_ANSWER_LOST_FOR_A_WHILE = Scenario(
    prepare=deeds.all_of(
        deeds.imgopen_meets(Fault.DROP_AFTER_COMMIT, _ROOP), deeds.imgopen_meets(Fault.UNAVAILABLE, _QUERY, 3)
    )
)
_NEVER_ARRIVED = Scenario(prepare=deeds.imgopen_meets(Fault.DROP_BEFORE_COMMIT, _ROOP), ending=Ending.REFUNDED)
_RUNG_FOR = Scenario(calls_back=True)
_RUNG_FOR_BY_ACCOUNT = Scenario(trade=MAGICTIGER, private=True, calls_back=True)
_FOUND_OUT_BY_CALLBACK = replace(_RUNG_FOR_BY_ACCOUNT, prepare=deeds.magictiger_loses_its_answer)
_NEVER_FOUND_OUT = Scenario(
    trade=MAGICTIGER,
    changes={"providers.magictiger.poll_deadline_s": DEADLINE_S},
    prepare=deeds.magictiger_loses_its_answer,
    act=deeds.deadline_passes_in(State.UNCERTAIN),
    ending=Ending.REFUNDED,
    excuse="Magic Tiger cannot be asked by our own id",
)
_FAILED = Scenario(
    prepare=deeds.imgopen_plays(Script.FAIL_LATER), ending=Ending.REFUNDED, excuse="the vendor made no picture"
)
_FAILED_IN_PRIVATE = replace(_FAILED, private=True, unseen=_UNSEEN)
_CANCELLED_UPSTREAM = Scenario(
    trade=MAGICTIGER,
    changes={"providers.magictiger.delete_refunds": True},
    prepare=deeds.magictiger_takes_its_time,
    act=deeds.cancel_in(State.RUNNING),
    mend=deeds.hurry_magictiger,
    ending=Ending.REFUNDED,
    excuse="it was cancelled",
)
_CANCELLED_TOO_LATE = replace(_CANCELLED_UPSTREAM, otherwise={Moment.BEFORE: Ending.DELIVERED})
_NEVER_DONE = Scenario(
    changes={"providers.imgopen.pace.poll_deadline_s": DEADLINE_S},
    prepare=deeds.imgopen_plays(Script.NEVER_FINISH),
    act=deeds.deadline_passes_in(State.RUNNING),
    ending=Ending.REFUNDED,
    excuse="the vendor made no picture",
)
_NO_PICTURE = Scenario(
    prepare=deeds.imgopen_always_meets(Fault.NOT_AN_IMAGE, RESULT),
    ending=Ending.REFUNDED,
    excuse="what the vendor made is no picture",
)
_NEVER_HANDED_OUT = Scenario(
    private=True,
    changes={"engine.fetch_deadline_s": DEADLINE_S},
    prepare=deeds.imgopen_always_meets(Fault.UNAVAILABLE, RESULT),
    act=deeds.deadline_passes_in(State.FINISHED, attempts=1),
    ending=Ending.REFUNDED,
    excuse="the vendor never handed it out",
)
_SHUT = Scenario(prepare=deeds.replies_are_shut, mend=deeds.discord_recovers_after_a_while)
_SHUT_FOR_A_WHILE = Scenario(
    prepare=deeds.replies_are_shut, act=deeds.parked_then_discord_recovers, mend=deeds.discord_recovers_after_a_while
)
_SHUT_AND_LOST = Scenario(
    prepare=deeds.replies_are_shut,
    act=deeds.parked_then_disk_is_lost,
    mend=deeds.discord_recovers_after_a_while,
    ending=Ending.REFUNDED,
    excuse="the disk lost it",
)
_SHUT_FOR_TOO_LONG = Scenario(
    changes={"media.results_kept_s": DEADLINE_S},
    prepare=deeds.replies_are_shut,
    act=deeds.parked_for_too_long,
    mend=deeds.discord_recovers_after_a_while,
    ending=Ending.REFUNDED,
    excuse="nobody could be reached while it was kept",
)
_LOST = Scenario(loss=f"after {move(State.FINISHED, Event.SAVE)}", ending=Ending.REFUNDED, excuse="the disk lost it")

SCENARIOS: Mapping[str, tuple[Scenario, ...]] = {
    Commit.ACCEPT: (_SWAP,),
    Commit.INTEND_TO_POST: (_PRIVATE_POST, faces.ASKED_IN_PRIVATE, agreeing.AGREED),
    Commit.RING: (_RUNG_FOR, _RUNG_FOR_BY_ACCOUNT, _FOUND_OUT_BY_CALLBACK, faces.SECOND_RUNG_FOR),
    move(State.ACCEPTED, Event.INTEND): (_INTERRUPTED_AFTER_THE_INTENT, faces.SECOND_INTERRUPTED_AFTER_THE_INTENT),
    move(State.ACCEPTED, Event.ASK): (agreeing.AGREED, agreeing.AGREED_IN_PRIVATE),
    move(State.ACCEPTED, Event.REFUSE): (_REFUSED,),
    move(State.ACCEPTED, Event.CANCEL): (_PRESSED_AND_FORGOTTEN,),
    move(State.ACCEPTED, Event.EXPIRE): (_NEVER_STARTED,),
    move(State.SUBMITTING, Event.CONFIRM): (_SWAP, faces.SECOND_VISIT),
    move(State.SUBMITTING, Event.FINISH): (_RESULT_AT_ONCE, _LOCAL),
    move(State.SUBMITTING, Event.BREAK): (_BROKE,),
    move(State.SUBMITTING, Event.UNSEND): (_PUT_OFF, faces.SECOND_PUT_OFF),
    move(State.SUBMITTING, Event.LOSE): (_ANSWER_LOST, faces.SECOND_ANSWER_LOST),
    move(State.UNCERTAIN, Event.CONFIRM): (_ANSWER_LOST, faces.SECOND_ANSWER_LOST),
    move(State.UNCERTAIN, Event.FINISH): (_ANSWER_LOST_FOR_A_WHILE,),
    move(State.UNCERTAIN, Event.BREAK): (_NEVER_ARRIVED,),
    move(State.UNCERTAIN, Event.EXPIRE): (_NEVER_FOUND_OUT,),
    move(State.RUNNING, Event.FINISH): (_PRIVATE_ENHANCEMENT, faces.SECOND_VISIT),
    move(State.RUNNING, Event.BREAK): (_FAILED,),
    move(State.RUNNING, Event.CANCEL): (_CANCELLED_UPSTREAM,),
    move(State.RUNNING, Event.EXPIRE): (_NEVER_DONE,),
    move(State.FINISHED, Event.SAVE): (
        _PRIVATE_SWAP,
        faces.ASKED,
        faces.SECOND_VISIT,
        words.DESCRIPTION,
        words.TRAINING,
    ),
    move(State.FINISHED, Event.CHOOSE): (faces.ONE_FACE,),
    move(State.FINISHED, Event.BREAK): (_NO_PICTURE,),
    move(State.FINISHED, Event.EXPIRE): (_NEVER_HANDED_OUT,),
    move(State.SAVED, Event.DELIVER): (
        _ENHANCEMENT,
        _PRIVATE_POST,
        faces.ASKED,
        faces.ASKED_IN_PRIVATE,
        words.PRIVATE_DESCRIPTION,
    ),
    move(State.SAVED, Event.ASK): (faces.ASKED, faces.ASKED_IN_PRIVATE, faces.ANSWERED_IN_THE_REPLY),
    move(State.SAVED, Event.PARK): (_SHUT,),
    move(State.SAVED, Event.BREAK): (_LOST,),
    move(State.PARKED, Event.DELIVER): (_SHUT_FOR_A_WHILE,),
    move(State.PARKED, Event.ASK): (faces.SHUT_FOR_A_WHILE,),
    move(State.PARKED, Event.BREAK): (_SHUT_AND_LOST,),
    move(State.PARKED, Event.EXPIRE): (_SHUT_FOR_TOO_LONG,),
    move(State.ASKING, Event.CHOOSE): (
        faces.ASKED,
        faces.ASKED_IN_PRIVATE,
        faces.PAIR_ASKED,
        faces.ANSWERED_LATE,
        agreeing.AGREED,
        agreeing.AGREED_IN_PRIVATE,
    ),
    move(State.ASKING, Event.CANCEL): (faces.CANCELLED, faces.CANCELLED_IN_PRIVATE, agreeing.DECLINED),
    move(State.ASKING, Event.EXPIRE): (
        faces.NEVER_ANSWERED,
        faces.NEVER_ANSWERED_IN_THE_CHANNEL,
        agreeing.UNANSWERED,
    ),
    move(State.FAILED, Event.REFUND): (_FAILED,),
    move(State.CANCELLED, Event.REFUND): (_CANCELLED_EARLY,),
    move(State.EXPIRED, Event.REFUND): (_NEVER_DONE,),
    Effect.FETCH_INPUT: (_PRIVATE_SWAP,),
    Effect.SUBMIT: (_INTERRUPTED_BEFORE_SENDING, faces.SECOND_INTERRUPTED_BEFORE_SENDING),
    Effect.LOOK_UP: (_ANSWER_LOST, faces.SECOND_ANSWER_LOST),
    Effect.POLL: (_ENHANCEMENT,),
    Effect.STOP: (_CANCELLED_TOO_LATE,),
    Effect.FETCH_RESULT: (_PRIVATE_ENHANCEMENT, faces.SECOND_VISIT),
    Effect.POST: (
        _SWAP,
        _PRIVATE_POST,
        faces.ASKED,
        faces.ASKED_IN_PRIVATE,
        words.DESCRIPTION,
        words.PRIVATE_DESCRIPTION,
        words.TRAINING,
    ),
    Effect.ASK: (faces.ASKED, faces.ASKED_IN_PRIVATE, agreeing.AGREED),
    Effect.EXPLAIN: (_FAILED, _FAILED_IN_PRIVATE),
    Effect.REMOVE: (_ENHANCEMENT, faces.ASKED, words.TRAINING),
}
