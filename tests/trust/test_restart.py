"""PostgreSQL stops and comes back, in small."""

import tempfile
from pathlib import Path

from trust import restart
from trust.site import opened


def test_postgresql_may_stop_at_once_and_come_back() -> None:
    """Whoever writes is told 503 meanwhile, and when to try again; nothing is lost."""
    # Not in pytest's own folder: as root, the server is another user's, whom the next pytest to start locks out of it.
    with tempfile.TemporaryDirectory() as folder, opened("postgresql", Path(folder)) as site:
        outcome = restart.run(site, rounds=1, writers=8, writes=20, workers=1)
    assert outcome.acknowledged >= 40
    assert outcome.held, outcome
