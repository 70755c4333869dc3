import stat
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.domain.errors import Misconfigured
from storage.sealing import Sealer, Unsealable, _make_file, keys_from_file, new_key

PLACE = "key 7 imgopen"
SECRET = "sk-very-secret"
OLD, NEW = SecretStr(new_key()), SecretStr(new_key())
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(value=json_values, place=st.text())
@settings(deadline=None)
def test_what_was_sealed_for_a_place_opens_there(value: object, place: str) -> None:
    sealer = Sealer([OLD])
    assert sealer.open(place, sealer.seal(place, value)) == value


def test_the_sealed_text_shows_nothing_and_is_never_the_same() -> None:
    sealer = Sealer([OLD])
    texts = {sealer.seal(PLACE, {"secret": SECRET}) for _ in range(5)}
    assert len(texts) == 5
    assert not any(SECRET in text or "imgopen" in text for text in texts)


@pytest.mark.parametrize("place", ["key 8 imgopen", "key 7 imgopen ", "", "interaction 7"])
def test_a_sealed_value_opens_nowhere_else(place: str) -> None:
    sealer = Sealer([OLD])
    with pytest.raises(Unsealable):
        sealer.open(place, sealer.seal(PLACE, SECRET))


@pytest.mark.parametrize("sealed", ["", "gAAAA", "not sealed at all", "é", Sealer([NEW]).seal(PLACE, SECRET)])
def test_what_our_keys_did_not_seal_cannot_be_opened(sealed: str) -> None:
    with pytest.raises(Unsealable, match="DARKROOM_SECRET_KEYS"):
        Sealer([OLD]).open(PLACE, sealed)


def test_one_changed_letter_is_noticed() -> None:
    sealed = Sealer([OLD]).seal(PLACE, SECRET)
    middle = len(sealed) // 2
    changed = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]
    with pytest.raises(Unsealable):
        Sealer([OLD]).open(PLACE, changed)


def test_a_ring_opens_what_its_older_keys_sealed_and_seals_with_the_newest() -> None:
    sealed_before = Sealer([OLD]).seal(PLACE, SECRET)
    ring = Sealer([NEW, OLD])
    assert ring.open(PLACE, sealed_before) == SECRET
    assert Sealer([NEW]).open(PLACE, ring.seal(PLACE, SECRET)) == SECRET


@pytest.mark.parametrize("keys", [[SECRET], ["é" * 44], [""], [OLD.get_secret_value(), SECRET], []])
def test_a_bad_key_is_one_sentence_without_the_key(keys: list[str]) -> None:
    with pytest.raises(Misconfigured) as caught:
        Sealer([SecretStr(key) for key in keys])
    assert caught.value.detail == "DARKROOM_SECRET_KEYS must hold Fernet keys (32 bytes, URL-safe base64)"
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_no_secret_is_in_a_repr_or_an_error() -> None:
    sealer = Sealer([OLD])
    with pytest.raises(Unsealable) as caught:
        sealer.open("elsewhere", sealer.seal(PLACE, SECRET))
    shown = repr(sealer) + str(vars(sealer)) + "".join(traceback.format_exception(caught.value))
    assert SECRET not in shown
    assert OLD.get_secret_value() not in shown


def test_a_key_file_is_made_for_our_user_alone_and_used_again(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    made = keys_from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys_from_file(path) == made
    Sealer(made)


def test_nothing_but_the_key_file_is_left_in_its_folder(tmp_path: Path) -> None:
    keys_from_file(tmp_path / "secret.key")
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_processes_that_begin_at_once_use_the_same_key(tmp_path: Path) -> None:
    everybody = Barrier(8)

    def begin(_: int) -> list[SecretStr]:
        everybody.wait()
        return keys_from_file(tmp_path / "secret.key")

    with ThreadPoolExecutor(8) as threads:
        first, *others = threads.map(begin, range(8))
    assert len(first) == 1
    assert others == [first] * 7


def test_a_key_file_that_cannot_be_written_whole_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        _make_file(tmp_path / "secret.key", "a beginning, and what no file takes: \ud800")
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_that_came_there_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text(OLD.get_secret_value())
    _make_file(path, NEW.get_secret_value())
    assert keys_from_file(path) == [OLD]


def test_a_key_file_holds_the_newest_key_first(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text(f"\n{NEW.get_secret_value()}\n\n  {OLD.get_secret_value()}\n")
    assert keys_from_file(path) == [NEW, OLD]


def test_an_empty_key_file_is_a_bad_setting(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.touch()
    with pytest.raises(Misconfigured):
        Sealer(keys_from_file(path))


def test_a_signer_knows_its_own_signatures_and_no_others() -> None:
    signer = Sealer([OLD]).signer("media")
    signature = signer.sign("cat.png")
    assert Sealer([OLD]).signer("media").verifies("cat.png", signature)
    assert not signer.verifies("dog.png", signature)
    assert not Sealer([NEW]).signer("media").verifies("cat.png", signature)


def test_each_purpose_signs_with_a_key_of_its_own() -> None:
    sealer = Sealer([OLD])
    assert not sealer.signer("callbacks").verifies("text", sealer.signer("media").sign("text"))


def test_what_an_older_key_of_the_ring_signed_is_still_good_and_the_newest_signs() -> None:
    before, after = Sealer([OLD]).signer("media"), Sealer([NEW, OLD]).signer("media")
    assert after.verifies("text", before.sign("text"))
    assert after.sign("text") == Sealer([NEW]).signer("media").sign("text")


def test_neither_sealer_nor_signer_shows_a_key() -> None:
    sealer = Sealer([OLD])
    assert OLD.get_secret_value() not in repr((sealer, sealer.signer("media")))
