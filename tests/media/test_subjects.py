import pytest

from bot.domain.errors import BotError, Garbled, Refused, Rejected, Unreachable
from bot.domain.ids import ProviderId
from bot.domain.sentences import Reason, Sentence, Value
from bot.media.subjects import InputOf, ResultOf, Subject

INPUT, RESULT = InputOf("face"), ResultOf(ProviderId("imgopen"))


def made(subject: Subject) -> dict[str, BotError]:
    return {
        "gone": subject.gone("d"),
        "unreachable": subject.unreachable("d", retry_after_s=7),
        "too_large": subject.too_large(11, 10),
        "bad_link": subject.bad_link("d"),
    }


@pytest.mark.parametrize(
    ("trouble", "kind", "reason", "more"),
    [
        ("gone", Refused, Reason.INPUT_GONE, {}),
        ("unreachable", Unreachable, Reason.INPUT_UNREACHABLE, {}),
        ("too_large", Refused, Reason.FILE_TOO_LARGE, {"size_bytes": 11, "max_bytes": 10}),
        ("bad_link", Refused, Reason.INPUT_GONE, {}),
    ],
)
def test_trouble_with_a_persons_picture_is_told_by_its_slot(
    trouble: str, kind: type[BotError], reason: Reason, more: dict[str, Value]
) -> None:
    error = made(INPUT)[trouble]
    assert type(error) is kind
    assert error.sentence == Sentence.of(reason, slot="face", **more)


@pytest.mark.parametrize(
    ("trouble", "kind", "reason"),
    [
        ("gone", Rejected, Reason.RESULT_GONE),
        ("unreachable", Unreachable, Reason.PROVIDER_DOWN),
        ("too_large", Garbled, Reason.UPSTREAM_GARBLED),
        ("bad_link", Garbled, Reason.UPSTREAM_GARBLED),
    ],
)
def test_trouble_with_a_result_is_told_by_its_provider(trouble: str, kind: type[BotError], reason: Reason) -> None:
    error = made(RESULT)[trouble]
    assert type(error) is kind
    assert error.sentence == Sentence.of(reason, provider="imgopen")


@pytest.mark.parametrize("subject", [INPUT, RESULT])
def test_when_to_ask_again_is_passed_on(subject: Subject) -> None:
    error = made(subject)["unreachable"]
    assert isinstance(error, Unreachable)
    assert error.retry_after_s == 7
