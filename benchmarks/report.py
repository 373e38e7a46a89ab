"""How the figures are told: as tables on a terminal, as JSON, and as `docs/performance.md` with its drawing."""

import json
import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import goals
from benchmarks.figure import Figure
from benchmarks.plot import drawn

_DOCS = Path(__file__).parent.parent / "docs"
FIGURES, PAGE, DRAWING = (_DOCS / name for name in ("performance.json", "performance.md", "performance.svg"))
GOALS = ("goal", "bound", "measured", "met")

Measured = Mapping[str, Sequence[Figure]]
"""The figures of each part, by its name."""

_UNITS = {"ms": "ms", "us": "µs", "s": "s", "mb": "MB", "bytes": "bytes"}


Circumstances = Mapping[str, str | int]
"""With what, on what, when and for how long something was measured."""


def circumstances(effort: str) -> Circumstances:
    """Return those of a run that is under way."""
    return {
        "afterword": version("afterword"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "effort": effort,
        "day": datetime.now(UTC).date().isoformat(),
    }


def save(measured: Measured, under: Mapping[str, Circumstances], file: Path) -> None:
    """Write the figures of each part, and the circumstances under which it was measured."""
    parts = {name: [asdict(figure) for figure in figures] for name, figures in measured.items()}
    file.write_text(json.dumps({"measured_under": dict(under), "parts": parts}, indent=2) + "\n")


def load(file: Path) -> dict[str, list[Figure]]:
    """Read the figures that `save` wrote."""
    parts: Any = json.loads(file.read_text())["parts"]
    return {name: [Figure(**figure) for figure in figures] for name, figures in parts.items()}


def measured_under(file: Path) -> dict[str, Circumstances]:
    """Read the circumstances that `save` wrote."""
    under: dict[str, Circumstances] = json.loads(file.read_text())["measured_under"]
    return under


def publish(measured: Measured, under: Mapping[str, Circumstances]) -> None:
    """Put the figures in the place of what the page had of the same parts, and make its tables and drawing anew."""
    save({**load(FIGURES), **measured}, {**measured_under(FIGURES), **under}, FIGURES)
    page, drawing = published(PAGE.read_text(), load(FIGURES))
    PAGE.write_text(page)
    DRAWING.write_text(drawing)


def published(page: str, measured: Measured) -> tuple[str, str]:
    """Return the page with the tables of these figures, and its drawing."""
    tables = {name: markdown(rows(figures)) for name, figures in measured.items()}
    tables["goals"] = markdown([GOALS, *goals.told(measured)])
    drawing = drawn(
        {
            "A request, by interviews in all accounts": measured["in-all"],
            "A request, by interviews in the account": measured["an-account"],
        }
    )
    return updated(page, tables), drawing


def rows(figures: Sequence[Figure]) -> list[list[str]]:
    """Return the figures of one part as the rows of a table, the heading first."""
    labels, values = figures[0].labels, figures[0].values
    return [
        [*labels, *map(_heading, values)],
        *([*map(str, one.labels.values()), *map(_cell, one.values.values())] for one in figures),
    ]


def plain(rows: Sequence[Sequence[str]]) -> str:
    """Return a table for a terminal."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if _is_number(cell) else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    )


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    heading, *rest = rows
    ruled = ["---:" if all(_is_number(row[place]) for row in rest) else "---" for place in range(len(heading))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heading, ruled, *rest))


def updated(page: str, tables: Mapping[str, str]) -> str:
    """Return a page with each table between the markers of its name."""
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        page = f"{before}{begin}{table}\n{end}{after}"
    return page


def _heading(value: str) -> str:
    words = value.split("_")
    unit = _UNITS.get(words[-1])
    return " ".join(words) if unit is None else f"{' '.join(words[:-1])}, {unit}"


def _cell(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004 - three digits are all that a run is good for


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").isdecimal()
