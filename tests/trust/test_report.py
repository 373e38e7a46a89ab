"""What `make trust` counted stands in the docs as it was counted."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from trust import report
from trust.trial import Outcome, Size, Trial
from trust.trials import TRIALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Outcome):
    kept: int
    lost: int
    took_seconds: float = 1.5

    @property
    def held(self) -> bool:
        return not self.lost


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of its own to write to."""
    monkeypatch.setattr(report, "RESULTS", tmp_path / "reliability.json")
    monkeypatch.setattr(report, "PAGE", tmp_path / "reliability.md")
    report.RESULTS.write_text("[]")
    report.PAGE.write_text("Before.\n\n<!-- trials -->\nold\n<!-- /trials -->\n\nAfter.\n")
    return tmp_path


def trial_named(name: str) -> Trial:
    (trial,) = [trial for trial in TRIALS if trial.name == name]
    return trial


def test_the_page_is_as_it_was_written() -> None:
    """Nobody edits the table by hand."""
    assert report.updated(report.PAGE.read_text(), report.rows()) == report.PAGE.read_text()


def test_the_page_tells_of_no_trial_that_is_gone() -> None:
    """Nor of one that failed."""
    assert {row.trial for row in report.rows()} <= {trial.name for trial in TRIALS}
    assert all(row.held for row in report.rows())


def test_a_run_takes_the_place_of_the_last_one(docs: Path) -> None:
    """Of the same trial on the same database, and of no other."""
    trial = trial_named("lost-update")
    for database, kept in (("postgresql", 1), ("sqlite", 2000), ("postgresql", 3)):
        report.write(report.row(trial, database, Size.LONG, Counted(kept=kept, lost=0)))  # type: ignore[arg-type]
    assert [(row.database, row.counted["kept"]) for row in report.rows()] == [("sqlite", 2000), ("postgresql", 3)]
    page = report.PAGE.read_text()
    assert page.startswith("Before.\n\n<!-- trials -->\n| trial ")
    assert page.endswith("| yes |\n<!-- /trials -->\n\nAfter.\n")
    assert "kept 2,000, lost 0 |" in page
    assert "old" not in page
    assert "1.5" not in page


def test_a_broken_claim_stands_out() -> None:
    row = report.row(trial_named("lost-update"), "sqlite", Size.MIDDLE, Counted(kept=1, lost=1))
    assert row.line().startswith("BROKEN lost-update")
    assert "| **no** |" in report.table([row])


def test_every_trial_is_named_once() -> None:
    names = [trial.name for trial in TRIALS]
    assert len(set(names)) == len(names)


def test_an_unknown_trial_is_said() -> None:
    ran = subprocess.run([sys.executable, "-m", "trust", "nonsense"], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "no such trial: nonsense" in ran.stderr
