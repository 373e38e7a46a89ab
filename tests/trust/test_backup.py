"""Backups and restores under load, in small."""

import pytest

from trust import backup
from trust.site import Site


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_a_backup_under_load_is_whole(site: Site) -> None:
    """So is its restore, and one that was killed."""
    outcome = backup.run(site, writers=8, writes=5, rounds=1, kills=1, rows=1_000)
    assert outcome.acknowledged > 0
    assert outcome.meanwhile > 0
    assert outcome.held, outcome
