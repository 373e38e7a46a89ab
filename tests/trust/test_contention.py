"""Many writers on one SQLite file, in small."""

from pathlib import Path

from trust import contention
from trust.site import opened


def test_nobody_meets_a_lock(tmp_path: Path) -> None:
    """Neither those who write over HTTP, nor a command next to the service."""
    with opened("sqlite", tmp_path) as site:
        outcome = contention.run(site, writers=32, seconds=1)
    assert outcome.commands > 0
    assert outcome.held, outcome
