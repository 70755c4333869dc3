from typing import Any

import pytest

from bot.domain.listings import ListKind
from bot.domain.sentences import Reason
from bot.domain.toolbox.generate import TrainOptions
from tests.upstreams.imgopen.catalogue import OWN_ID, PICTURE, body, offered

SLOTS = tuple(f"pictures-{number}" for number in range(1, 13))
RESULT: dict[str, Any] = {
    "endpoints": {"training_result": {"query": "/a/b", "result": "data.modelName", "makes": "lora", "listed": False}}
}


def test_training_sends_the_pictures_in_their_order_under_our_own_id() -> None:
    assert body("training", TrainOptions(name="Otto"), *reversed(SLOTS)) == {
        "taskId": OWN_ID,
        "fileUrlList": [PICTURE.format(slot) for slot in SLOTS],
    }


def test_training_sends_every_option_in_the_spelling_of_the_table() -> None:
    options = TrainOptions(name="Otto", epochs=20, batch=2, learning_rate=0.0001, clip_skip=1, repeats=10)
    sent = body("training", options, *SLOTS)
    del sent["taskId"], sent["fileUrlList"]
    assert sent == {"maxEpochs": 20, "batchSize": 2, "learningRate": "0.0001", "clipSkip": 1, "repeats": 10}


@pytest.mark.parametrize(
    ("rate", "text"), [(0.0000001, "0.0000001"), (0.00001, "0.00001"), (2.5e-06, "0.0000025"), (0.0001, "0.0001")]
)
def test_a_learning_rate_is_sent_as_a_plain_decimal(rate: float, text: str) -> None:
    assert body("training", TrainOptions(name="Otto", learning_rate=rate), *SLOTS)["learningRate"] == text


def test_training_is_off_until_the_operator_tells_where_its_result_is() -> None:
    offer, _ = offered("training")
    assert offer.off is not None
    assert offer.off.reason is Reason.FEATURE_OFF
    assert "training_result" in str(offer.off.values["setting"])


def test_with_a_result_it_says_what_it_makes_and_can_be_asked() -> None:
    offer, route = offered("training", **RESULT, lora_prompt="<lora:{name}>")
    assert offer.off is None
    assert offer.trains is ListKind.LORA
    assert [question.path for question in route.questions] == ["/a/b"]
    assert route.path == "/AIGCImgOpenServ/saas/modelTraining/submitTraining/Job"
    assert [each.text for each in route.read({"modelName": "otto-1"})] == ["otto-1"]


def test_a_lora_that_could_not_be_drawn_with_is_not_trained() -> None:
    off = offered("training", **RESULT)[0].off
    assert off is not None
    assert off.values["setting"] == "DARKROOM_PROVIDERS__IMGOPEN__LORA_PROMPT"


def test_training_has_hours_of_patience() -> None:
    pace = offered("training")[0].pace
    assert pace is not None
    assert (pace.poll_initial_s, pace.poll_max_s, pace.poll_deadline_s) == (60, 300, 48 * 3600)


def test_to_set_one_of_its_paces_leaves_the_others() -> None:
    pace = offered("training", training_pace={"poll_max_s": 60})[0].pace
    assert pace is not None
    assert (pace.poll_max_s, pace.poll_deadline_s) == (60, 48 * 3600)
