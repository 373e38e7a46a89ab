"""What the trials counted, kept as JSON, and as a table that people read."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from trust.site import BACKENDS, Backend
from trust.trial import Outcome, Size, Trial
from trust.trials import TRIALS

_DOCS = Path(__file__).parent.parent / "docs"
RESULTS = _DOCS / "reliability.json"
PAGE = _DOCS / "reliability.md"

_BEGIN, _END = "<!-- trials -->\n", "<!-- /trials -->"
_NAMES: Mapping[Backend, str] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Row:
    """One trial on one database: with which sizes, what was counted, and whether its claim held."""

    trial: str
    database: Backend
    sizes: Mapping[str, int]
    counted: Mapping[str, Any]
    held: bool

    def line(self) -> str:
        """Return it as one line of a terminal."""
        verdict = "held" if self.held else "BROKEN"
        return f"{verdict:<7}{self.trial:<16}{_NAMES[self.database]:<11} {_told(self.sizes)}: {_told(self.counted)}"


def row(trial: Trial, database: Backend, size: Size, outcome: Outcome) -> Row:
    """Return what is kept of one run."""
    return Row(trial.name, database, trial.sizes(size), asdict(outcome), outcome.held)


def write(new: Row) -> None:
    """Keep it in place of what was kept of the same trial on the same database, and make the table anew."""
    kept = [old for old in rows() if (old.trial, old.database) != (new.trial, new.database)]
    order = {trial.name: place for place, trial in enumerate(TRIALS)}
    ordered = sorted(
        [new, *(old for old in kept if old.trial in order)],
        key=lambda row: (order[row.trial], BACKENDS.index(row.database)),
    )
    RESULTS.write_text(json.dumps([asdict(row) for row in ordered], indent=2) + "\n")
    PAGE.write_text(updated(PAGE.read_text(), ordered))


def rows() -> list[Row]:
    """Return what is kept."""
    return [Row(**row) for row in json.loads(RESULTS.read_text())]


def updated(page: str, rows: Iterable[Row]) -> str:
    """Return the page with the table of these rows."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{table(rows)}{_END}{after}"


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a table in Markdown. Times are this machine's own, and stay in the JSON."""
    claims = {trial.name: trial.claim for trial in TRIALS}
    lines = ["| trial | database | sizes | counted | held |", "|---|---|---|---|---|"]
    for row in rows:
        counted = {name: count for name, count in row.counted.items() if not name.endswith("_seconds")}
        cells: Sequence[str] = (
            f"`{row.trial}`: {claims[row.trial]}",
            _NAMES[row.database],
            _told(row.sizes),
            _told(counted),
            "yes" if row.held else "**no**",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _told(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_figure(value)}" for name, value in figures.items())


def _figure(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
