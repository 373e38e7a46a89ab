"""PostgreSQL stops and comes back, in small."""

from pathlib import Path

from trust import restart
from trust.site import opened


def test_postgresql_may_stop_at_once_and_come_back(tmp_path: Path) -> None:
    """Whoever writes is told 503 meanwhile, and when to try again; nothing is lost."""
    with opened("postgresql", tmp_path) as site:
        outcome = restart.run(site, rounds=1, writers=8, writes=20)
    assert outcome.acknowledged >= 40
    assert outcome.held, outcome
