import json
from pathlib import Path

from tests.bench.figures import Figure, at_least, at_most, within
from tests.bench.report import HEAD, cells, markdown, write
from tests.bench.samples import Sample

TWO, THREE = Sample((2.0,)), Sample((3.0,))


def row(figure: Figure) -> dict[str, str]:
    return dict(zip(HEAD, cells(figure), strict=True))


def test_a_figure_at_its_limit_is_met_and_one_beyond_is_missed() -> None:
    assert at_most("wait", "ms", 1.5, ours=THREE, floor=TWO).met
    assert not at_most("wait", "ms", 1.4, ours=THREE, floor=TWO).met
    assert at_least("speed", "1/s", 0.5, ours=TWO, floor=Sample((4.0,))).met
    assert not at_least("speed", "1/s", 0.6, ours=TWO, floor=Sample((4.0,))).met
    assert within("memory", "MiB", 1, ours=THREE, floor=TWO).met
    assert not within("memory", "MiB", 0.9, ours=THREE, floor=TWO).met


def test_a_row_shows_both_their_ratio_the_target_and_the_larger_noise() -> None:
    figure = at_most("wait", "ms", 1.5, ours=Sample((30.0, 33.0)), floor=Sample((19.0, 21.0)))

    assert row(figure) == {
        "what": "wait",
        "floor": "20.0 ms",
        "ours": "31.5 ms",
        "ratio": "1.57",
        "target": "≤ 1.5 x floor",
        "met": "MISSED",
        "noise": "10%",
    }


def test_what_could_not_be_measured_is_empty_and_neither_met_nor_missed() -> None:
    figure = Figure(what="speed", unit="1/s", ours=None, note="not measured: no server")

    assert set(row(figure).values()) == {"speed", ""}
    assert "- speed: not measured: no server" in markdown([figure], "quiet")


def test_the_files_hold_every_value_and_the_machines_noise(tmp_path: Path) -> None:
    write([within("memory", "MiB", 1, ours=THREE, floor=Sample((2.0, 2.5)))], "fixed loop 50 ms", tmp_path / "new")

    told = json.loads((tmp_path / "new" / "figures.json").read_text())
    assert told["machine"] == "fixed loop 50 ms"
    assert told["figures"][0]["floor"] == [2.0, 2.5]
    assert told["figures"][0]["ours"] == [3.0]
    assert "| memory | 2.25 MiB | 3.00 MiB |" in (tmp_path / "new" / "figures.md").read_text()
