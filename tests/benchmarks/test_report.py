"""How figures are told and compared. Measuring them is for `make bench`, which CI runs in short."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import report
from benchmarks.compare import compared, remarks
from benchmarks.figure import Figure
from benchmarks.goals import Goal, told
from benchmarks.plot import drawn
from benchmarks.report import (
    circumstances,
    load,
    markdown,
    measured_under,
    plain,
    published,
    rows,
    save,
    updated,
)

FIGURES = [
    Figure({"database": "SQLite", "connections": 1}, {"of_floor": 1.0, "p50_ms": 12.34, "requests_per_second": 1234.5}),
    Figure({"database": "SQLite", "connections": 16}, {"of_floor": 0.5, "p50_ms": 0.123, "requests_per_second": 99.0}),
]


def test_what_is_saved_can_be_loaded(tmp_path: Path) -> None:
    under = {"polls": circumstances("quick")}
    save({"polls": FIGURES}, under, tmp_path / "figures.json")
    assert load(tmp_path / "figures.json") == {"polls": FIGURES}
    assert measured_under(tmp_path / "figures.json") == under


def test_a_table_has_three_digits_and_units() -> None:
    heading, first, second = rows(FIGURES)
    assert heading == ["database", "connections", "of floor", "p50, ms", "requests per second"]
    assert first == ["SQLite", "1", "1.00", "12.3", "1,234"]
    assert second == ["SQLite", "16", "0.50", "0.12", "99.0"]


def test_numbers_stand_to_the_right() -> None:
    table = [["what", "n"], ["a", "1"], ["long", "1,000"]]
    assert plain(table) == "what  n    \na         1\nlong  1,000"
    assert markdown(table) == "| what | n |\n| --- | ---: |\n| a | 1 |\n| long | 1,000 |"


def test_a_page_takes_each_table_between_its_markers() -> None:
    page = "Before\n<!-- a -->\nold\n<!-- /a -->\nbetween\n<!-- b -->\n<!-- /b -->\nafter\n"
    new = "Before\n<!-- a -->\nA\n<!-- /a -->\nbetween\n<!-- b -->\nB\n<!-- /b -->\nafter\n"
    assert updated(page, {"a": "A", "b": "B"}) == new


def test_the_page_is_made_of_the_figures_beside_it() -> None:
    """`python -m benchmarks --publish` makes them all."""
    page, drawing = report.PAGE.read_text(), report.DRAWING.read_text()
    assert published(page, load(report.FIGURES)) == (page, drawing)


def drawing_of(times: Mapping[str, float]) -> ET.Element:
    """Draw the same two panels of both databases, which take the same time."""
    figures = [
        Figure({"database": database, "asked": asked, "interviews": number}, {"request_ms": time})
        for database in ("SQLite", "PostgreSQL")
        for asked, time in times.items()
        for number in (1, 100)
    ]
    return ET.fromstring(drawn({"One": figures, "Other": figures}))  # noqa: S314 - ours


def test_the_drawing_has_a_line_for_each_database_warm_cold_and_deciding() -> None:
    """From the fewest interviews to the most, by powers of ten."""
    lines = drawing_of({"warm": 1.0, "cold": 10.0, "deciding": 100.0}).findall(".//{*}polyline")
    assert len(lines) == 2 * 6
    assert len({line.attrib["stroke-dasharray"] for line in lines}) == 3
    (x1, y1), (x2, y2) = (map(float, point.split(",")) for point in lines[0].attrib["points"].split())
    assert x1 < x2
    assert y1 == y2


@pytest.mark.parametrize("cold", [1.0, 1.1, 5.0])
def test_no_label_of_the_drawing_is_written_over_another(cold: float) -> None:
    """Nor out of it, nor in another order than that of the lines."""
    panel = drawing_of({"warm": 1.0, "cold": cold, "deciding": 10.0}).find("{*}g")
    assert panel is not None
    labels = {text.text or "": text.attrib for text in panel.findall("{*}text") if "," in (text.text or "")}
    assert len(labels) == 6
    baselines = sorted(float(label["y"]) for label in labels.values())
    assert all(above + 12 <= below for above, below in pairwise(baselines))
    assert 12 <= baselines[0] <= baselines[-1] <= 300
    assert float(labels["SQLite, deciding"]["y"]) < float(labels["SQLite, warm"]["y"])


def test_only_what_both_runs_have_is_compared() -> None:
    after = [Figure({"database": "SQLite", "connections": 16}, {"of_floor": 0.75, "new": 1.0})]
    assert list(compared(FIGURES, after)) == [("SQLite 16", "of_floor", "0.5", "0.75", "1.50")]


def test_it_is_said_what_keeps_two_runs_from_being_compared() -> None:
    """As a day does not, nor a release."""
    quick, long = circumstances("quick"), circumstances("long")
    before = {"polls": quick, "writes": quick, "memory": quick}
    after = {"polls": {**quick, "day": "2020-01-01", "afterword": "0.0.1"}, "writes": long, "words": long}
    assert list(remarks(before, after)) == [
        "writes: measured with effort quick and long",
        "memory: only in the first run",
        "words: only in the second run",
    ]


def test_every_part_that_is_published_says_how_it_was_measured() -> None:
    assert measured_under(report.FIGURES).keys() == load(report.FIGURES).keys()


def test_a_goal_is_held_to_the_worst_of_its_figures() -> None:
    """Whichever way round; what was not measured is not told."""
    floor = Goal("Of the floor", "polls", {}, "of_floor", least=0.75)
    latency = Goal("Latency", "polls", {"connections": 16}, "p50_ms", most=1)
    elsewhere = Goal("Elsewhere", "writes", {}, "of_floor", least=1)
    assert list(told({"polls": FIGURES}, (floor, latency, elsewhere))) == [
        ("Of the floor", "≥ 0.75", "0.50", "no"),
        ("Latency", "≤ 1", "0.12", "yes"),
    ]
