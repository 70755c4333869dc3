"""A person agrees to a price, and to what was marked, before it is done; nobody else can agree for them."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.ids import MessageId
from bot.domain.lifecycle import State
from bot.domain.sentences import Reason
from bot.domain.tasks import Press, Task
from bot.engine.ports import Blocked, Consent, Posted, Progress
from bot.sandbox.discord import Conversation, Fault, Message, Permission
from bot.sandbox.discord.components import walk
from bot.sandbox.discord.flags import EVERY_PERMISSION
from bot.ui.delivery import DiscordDelivery
from bot.ui.marks import Action
from bot.ui.packing import Packer
from bot.ui.posts import Post, Search
from bot.ui.questions import answered_by
from tests.ui.parts import BusyDrawer, Cutter, held, picture
from tests.ui.stage import Stage

CALLBACK = "/callback$"
PRICE = Consent(price=35, provider_title="South Light", marked=False)
MARKED = Consent(price=5, provider_title="South Light", marked=True)
FREE = Consent(price=0, provider_title="This machine", marked=True)
GREEN, GREY = 3, 2
LONGEST_NONCE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Ann's task and the question about it."""

    conversation: Conversation
    task: Task
    outcome: Posted | Blocked

    @property
    def message(self) -> Message:
        assert self.conversation.message is not None
        return self.conversation.message

    @property
    def agreed(self) -> Task:
        """The row after a yes that Discord did not hear us take."""
        assert isinstance(self.outcome, Posted)
        return replace(self.task, state=State.ACCEPTED, message_id=self.outcome.message_id)


async def asked(
    stage: Stage, consent: Consent = MARKED, *, tool: str = "erase", late: bool = False, private: bool = False
) -> Asked:
    conversation, task = await stage.asks(private=private)
    task = replace(task, tool=tool, state=State.ACCEPTED, posting_at=None, results=())
    if late:
        stage.wait(minutes=20)
    pictures = [picture(), picture()] if consent.marked else []
    outcome = await stage.delivery.ask(task, consent, pictures, held)
    return Asked(conversation=conversation, task=task, outcome=outcome)


async def agreed(stage: Stage, said: Asked) -> Task:
    """The row after Ann's yes, whose interaction has taken the command's place."""
    press: Press = (await pressed(stage))[2]
    return replace(said.agreed, reply=replace(press.reply, private=said.task.reply.private))


async def pressed(stage: Stage) -> tuple[Any, ...]:
    return await asyncio.wait_for(stage.studio.pressed.get(), 10)


def yes(consent: Consent = MARKED) -> str:
    """What the button reads."""
    return f"Go ahead for {consent.price} credits"


async def test_a_marked_part_is_shown_with_its_price_and_two_buttons(stage: Stage) -> None:
    said = await asked(stage)
    assert said.outcome == Posted(message_id=MessageId(said.message.id))
    assert said.message.content == "❓ This is what I'd remove. That costs 5 credits at South Light."
    (proof,) = said.message.attachments
    assert proof.filename == f"erase-{said.task.id}-marked.jpg"
    assert said.message.buttons == ("Go ahead for 5 credits", "Cancel")


async def test_the_proof_is_described_for_those_who_cannot_see_it(stage: Stage) -> None:
    (proof,) = (await asked(stage)).message.attachments
    assert proof.description == "Your picture; what would be worked on is tinted and outlined, the rest is darker"


async def test_yes_is_green_and_no_is_not(stage: Stage) -> None:
    styles = [part["style"] for part in walk((await asked(stage)).message.components) if "style" in part]
    assert styles == [GREEN, GREY]


async def test_a_price_alone_is_asked_without_a_picture(stage: Stage) -> None:
    said = await asked(stage, PRICE, tool="photoshoot")
    assert said.message.content == "❓ That costs 35 credits at South Light. Shall I?"
    assert (said.message.attachments, said.message.buttons) == ((), ("Go ahead for 35 credits", "Cancel"))


async def test_what_is_free_is_said_to_be(stage: Stage) -> None:
    said = await asked(stage, FREE)
    assert said.message.content == "❓ This is what I'd remove. This machine does that for free."
    assert said.message.buttons == ("Go ahead", "Cancel")


@pytest.mark.parametrize(("tool", "words"), [("replace", "I'd replace."), ("anything", "I'd work on.")])
async def test_the_words_are_those_of_the_tool(stage: Stage, tool: str, words: str) -> None:
    assert words in (await asked(stage, tool=tool)).message.content


async def test_a_yes_reaches_the_studio_with_a_fresh_reply_to_the_same_message(stage: Stage) -> None:
    said = await asked(stage)
    stage.wait(hours=3)
    await stage.ann.press(said.message, yes())
    what, task_id, press = await pressed(stage)
    assert (what, task_id, press.is_heard) == ("agree to 5", said.task.id, True)
    assert (press.user_id, press.reply.message_id) == (stage.ann.id, said.message.id)
    assert press.reply.token_expires_at > stage.clock.now()


async def test_a_yes_whose_acknowledgement_was_lost_counts_without_its_token(stage: Stage) -> None:
    said = await asked(stage)
    stage.local.faults.add(Fault(kind="commit_then_drop", path_regex=CALLBACK))
    await stage.ann.press(said.message, yes())
    assert not (await pressed(stage))[2].is_heard


async def test_only_the_asker_agrees(stage: Stage) -> None:
    said = await asked(stage)
    answer = await (await stage.bob.press(said.message, yes())).answer()
    assert (answer.text, answer.ephemeral) == ("That one belongs to somebody else.", True)
    assert stage.studio.pressed.empty()


async def test_a_yes_that_is_refused_says_why_to_the_asker_alone(stage: Stage) -> None:
    said = await asked(stage)
    stage.studio.refusal = Refused(Reason.ALREADY_CHOSEN)
    answer = await (await stage.ann.press(said.message, yes())).answer()
    assert (answer.text, answer.ephemeral) == ("That was answered before, or is too old.", True)
    assert said.message.buttons == (yes(), "Cancel")


async def test_no_cancels_the_task(stage: Stage) -> None:
    said = await asked(stage)
    await stage.ann.press(said.message, "Cancel")
    assert await asyncio.wait_for(stage.studio.cancelled.get(), 10) == said.task.id


async def test_progress_after_the_yes_takes_proof_and_button_away(stage: Stage) -> None:
    said = await asked(stage)
    await stage.ann.press(said.message, yes())
    await stage.delivery.progress(await agreed(stage, said), Progress(), held)
    assert said.message.content.startswith("⏳ On the list.")
    assert (said.message.attachments, said.message.buttons) == ((), ("Cancel",))


async def test_the_result_takes_the_place_of_the_question(stage: Stage) -> None:
    said = await asked(stage)
    await stage.ann.press(said.message, yes())
    task = replace(await agreed(stage, said), state=State.SAVED)
    await stage.delivery.post(task, [picture()], held)
    assert [file.filename for file in said.message.attachments] == [f"erase-{said.task.id}.png"]
    assert said.message.buttons == ("Delete",)


async def test_late_news_leaves_the_question(stage: Stage) -> None:
    said = await asked(stage)
    await stage.delivery.progress(replace(said.agreed, state=State.ASKING), Progress(), held)
    assert said.message.buttons == (yes(), "Cancel")


async def test_a_question_that_nobody_answered_ends_in_a_sentence(stage: Stage) -> None:
    said = await asked(stage)
    failure = Refused(Reason.NOT_AGREED).sentence
    await stage.delivery.explain(replace(said.agreed, state=State.EXPIRED, failure=failure), held)
    assert said.message.content.startswith("**Erase** didn't work out. Nobody said yes in time.")
    assert (said.message.attachments, said.message.buttons) == ((), ("Delete",))


async def test_a_late_question_goes_to_the_channel_and_is_asked_once(stage: Stage) -> None:
    said = await asked(stage, late=True)
    stage.wait(hours=1)
    again = await stage.delivery.ask(said.task, MARKED, [picture(), picture()], held)
    assert again == said.outcome
    questions = [message for message in stage.posts() if yes() in message.buttons]
    assert [message.pings for message in questions] == [{stage.ann.id}]


async def test_a_late_question_is_not_taken_for_the_result(stage: Stage) -> None:
    said = await asked(stage, late=True)
    result = await stage.delivery.post(replace(said.agreed, state=State.SAVED), [picture()], held)
    assert isinstance(result, Posted)
    assert result != said.outcome


async def test_a_late_private_question_goes_to_direct_messages(stage: Stage) -> None:
    await asked(stage, late=True, private=True)
    assert stage.posts() == []
    assert stage.ann.sees()[-1].buttons == (yes(), "Cancel")


async def test_a_private_question_is_for_the_askers_eyes(stage: Stage) -> None:
    said = await asked(stage, private=True)
    assert said.message.ephemeral
    assert stage.posts() == []


async def test_a_yes_to_a_late_private_question_stays_private(stage: Stage) -> None:
    said = await asked(stage, late=True, private=True)
    await stage.ann.press(stage.ann.sees()[-1], yes())
    task = replace(await agreed(stage, said), state=State.SAVED)
    await stage.delivery.post(task, [picture()], held)
    assert stage.posts() == []
    assert [file.filename for file in stage.ann.sees()[-1].attachments] == [f"erase-{said.task.id}.png"]


async def test_a_question_in_a_message_of_its_own_goes_when_the_answer_is_in_another(stage: Stage) -> None:
    said = await asked(stage, late=True)
    await stage.delivery.explain(replace(said.agreed, state=State.CANCELLED), held)
    assert [message.buttons for message in stage.posts() if message.buttons] == [("Delete",)]


async def test_a_question_that_nobody_can_be_asked_is_blocked(stage: Stage) -> None:
    stage.local.set_permissions(stage.channel, EVERY_PERMISSION & ~Permission.ATTACH_FILES)
    stage.local.accept_dms(stage.ann, accepts=False)
    outcome = (await asked(stage, late=True)).outcome
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is None


async def test_a_proof_that_cannot_be_drawn_now_is_asked_about_later(stage: Stage) -> None:
    _, task = await stage.asks()
    delivery = DiscordDelivery(packer=Packer(Cutter(), ()), sheets=BusyDrawer(), clock=stage.clock)
    delivery.connect(stage.client)
    outcome = await delivery.ask(task, MARKED, [picture(), picture()], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is not None


async def test_discord_takes_the_nonce_of_every_question(stage: Stage) -> None:
    said = await asked(stage)
    for action in (Action.PICK, answered_by(MARKED)):
        search = Search(since=stage.clock.now(), blind=True, mark=action)
        post = Post(client=stage.client, task_id=said.task.id, search=search, fence=held)
        assert len(post._nonce) <= LONGEST_NONCE
