"""How figures are told and compared. Measuring them is for `make bench`, which CI runs in short."""

from pathlib import Path

from benchmarks.compare import compared
from benchmarks.figure import Figure
from benchmarks.goals import Goal, told
from benchmarks.report import load, markdown, plain, rows, save, updated

FIGURES = [
    Figure({"database": "SQLite", "connections": 1}, {"of_floor": 1.0, "p50_ms": 12.34, "requests_per_second": 1234.5}),
    Figure({"database": "SQLite", "connections": 16}, {"of_floor": 0.5, "p50_ms": 0.123, "requests_per_second": 99.0}),
]


def test_what_is_saved_can_be_loaded(tmp_path: Path) -> None:
    save({"polls": FIGURES}, tmp_path / "figures.json")
    assert load(tmp_path / "figures.json") == {"polls": FIGURES}


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


def test_only_what_both_runs_have_is_compared() -> None:
    after = [Figure({"database": "SQLite", "connections": 16}, {"of_floor": 0.75, "new": 1.0})]
    assert list(compared(FIGURES, after)) == [("SQLite 16", "of_floor", "0.5", "0.75", "1.50")]


def test_a_goal_is_held_to_the_worst_of_its_figures() -> None:
    """Whichever way round; what was not measured is not told."""
    floor = Goal("Of the floor", "polls", {}, "of_floor", least=0.75)
    latency = Goal("Latency", "polls", {"connections": 16}, "p50_ms", most=1)
    elsewhere = Goal("Elsewhere", "writes", {}, "of_floor", least=1)
    assert list(told({"polls": FIGURES}, (floor, latency, elsewhere))) == [
        ("Of the floor", "≥ 0.75", "0.50", "no"),
        ("Latency", "≤ 1", "0.12", "yes"),
    ]
